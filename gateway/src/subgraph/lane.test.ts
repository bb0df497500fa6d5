import { expect, it } from '@jest/globals';
import { Lane } from './lane.js';

it('takes 128 requests at once, and another for each that left', () => {
  const lane = new Lane();
  expect(entered(lane, 200)).toBe(128);
  lane.leave('answered');
  expect(entered(lane, 2)).toBe(1);
});

it('takes only four at once after eight late ones in a row, until one is answered', () => {
  const lane = new Lane();
  entered(lane, 8);
  for (let late = 0; late < 8; late += 1) lane.leave('late');
  expect(entered(lane, 10)).toBe(4);
  lane.leave('abandoned');
  expect(entered(lane, 10)).toBe(1);
  lane.leave('answered');
  expect(entered(lane, 10)).toBe(10);
});

function entered(lane: Lane, attempts: number): number {
  return Array.from({ length: attempts }, () => lane.enter()).filter(Boolean).length;
}
