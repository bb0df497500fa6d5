import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readPrivateJson, writePrivateJson } from './private-file.js';
import type { ServiceDatabase, ServiceName, Urls } from './topology.js';

/** What a running Linli tells other programs of this account, in `run.json` of its data folder. It holds passwords. */
export interface RunState {
  readonly launcherPid: number;
  readonly urls: Urls;
  readonly databases: Readonly<Record<ServiceName, ServiceDatabase>>;
  /** Of each process its number, null while there is none. */
  readonly pids: Readonly<Record<string, number | null>>;
}

/** What the last start wrote; null where none did, or where it stopped in order. */
export async function readRunState(dataFolder: string): Promise<RunState | null> {
  return (await readPrivateJson(fileIn(dataFolder))) as RunState | null;
}

/** Keeps `run.json` true while Linli runs. */
export class RunRecord {
  readonly #dataFolder: string;
  readonly #state: () => RunState;
  #written: Promise<void> = Promise.resolve();

  constructor(dataFolder: string, state: () => RunState) {
    this.#dataFolder = dataFolder;
    this.#state = state;
  }

  /** Writes the state down, after whatever is being written; a record that cannot be written stops nobody. */
  readonly write = (): void => {
    this.#written = this.#written.then(() => writePrivateJson(fileIn(this.#dataFolder), this.#state())).catch(() => {});
  };

  readonly remove = async (): Promise<void> => {
    await this.#written;
    await rm(fileIn(this.#dataFolder), { force: true });
  };
}

const fileIn = (dataFolder: string) => join(dataFolder, 'run.json');
