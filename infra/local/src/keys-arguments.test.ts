import { expect, it } from '@jest/globals';
import { readKeysArguments } from './keys-arguments.js';

it.each(['add', 'rotate'] as const)('%s is a command', (command) => {
  expect(readKeysArguments([command])).toBe(command);
});

it.each(['', 'remove', 'rotate cases', '--help'])('"%s" is answered with how to use the command', (line) => {
  expect(() => readKeysArguments(line.split(' '))).toThrow(expect.objectContaining({ code: 'USAGE' }));
});
