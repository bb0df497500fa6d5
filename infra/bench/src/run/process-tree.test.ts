import { describe, expect, it } from '@jest/globals';
import { statOf, treeOf } from './process-tree.js';

describe('a process as the system tells of it', () => {
  it('is read whatever its program is called', () => {
    const line = '42 (a) b (c) S 7 1 1 0 -1 0 0 0 0 0 11 12 13 14 20 0';
    expect(statOf(line)).toEqual({ pid: 42, parent: 7, ticks: 50 });
  });
});

describe('a tree of processes', () => {
  const processes = [
    { pid: 1, parent: 0, ticks: 0 },
    { pid: 2, parent: 1, ticks: 0 },
    { pid: 3, parent: 2, ticks: 0 },
    { pid: 4, parent: 1, ticks: 0 },
  ];

  it('holds those below the one that is named', () => {
    expect(treeOf([2], processes).map(({ pid }) => pid)).toEqual([2, 3]);
  });

  it('counts nobody twice', () => {
    expect(treeOf([2, 3], processes).map(({ pid }) => pid)).toEqual([2, 3]);
  });

  it('is empty for a process that is gone', () => {
    expect(treeOf([9], processes)).toEqual([]);
  });
});
