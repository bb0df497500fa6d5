import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LoadOrder, LoadOutcome } from './load-protocol.js';

/** The process that asks, as whoever measures sees it. */
export interface Load {
  carryOut(order: LoadOrder): Promise<LoadOutcome>;
  stop(): Promise<void>;
}

export function startLoad(): Load {
  const child = fork(fileURLToPath(new URL('./load.js', import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  return {
    carryOut: async (order) => {
      const told = once(child, 'message');
      child.send(order);
      const died = ended.then(() => Promise.reject(new Error('the load process ended')));
      const [outcome] = (await Promise.race([told, died])) as [LoadOutcome];
      return outcome;
    },
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
}
