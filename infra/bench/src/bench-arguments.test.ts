import { describe, expect, it } from '@jest/globals';
import { readBenchArguments } from './bench-arguments.js';

describe('the arguments of the bench', () => {
  it('name works, a work by its number with both its halves', () => {
    expect(readBenchArguments(['run', '--work', 'W5,W1'])).toMatchObject({ works: ['W5-list', 'W5-register', 'W1'] });
  });

  it('measure everything for a short while where nothing is said', () => {
    expect(readBenchArguments(['run'])).toMatchObject({ scale: 1, peers: null, seconds: 1.5, rounds: 3, parts: [] });
  });

  it('keep the data of each scale apart', () => {
    expect(readBenchArguments(['generate', '--scale', '0.1'])).toMatchObject({
      dataFolder: expect.stringMatching(/\.linli\/bench-0\.1$/),
    });
  });

  it.each([
    [['run', '--work', 'W9']],
    [['run', '--seconds', '0']],
    [['generate', '--scale', 'large']],
    [['run', '--fast']],
    [['measure']],
    [['report', 'now']],
    [[]],
  ])('are refused with the usage: %j', (args) => {
    expect(() => readBenchArguments(args)).toThrow(expect.objectContaining({ code: 'BENCH_USAGE' }));
  });
});
