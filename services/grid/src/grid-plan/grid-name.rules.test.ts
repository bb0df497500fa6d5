import { expect, it } from '@jest/globals';
import { namesByNumber } from './grid-name.rules.js';

it('a grid that takes no name over is named by its number in the plan', () => {
  expect([...namesByNumber([1, 3], { living: ['一网格'], grids: 3 })]).toEqual([
    [1, '第1网格'],
    [3, '第3网格'],
  ]);
});

it('a grid whose name a living one has takes the next number after the plan’s that is free', () => {
  expect([...namesByNumber([1, 2, 3], { living: ['第1网格', '第3网格', '第4网格'], grids: 3 })]).toEqual([
    [2, '第2网格'],
    [1, '第5网格'],
    [3, '第6网格'],
  ]);
});
