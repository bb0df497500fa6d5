const WIDTH = 30;
const START_OF_LINE = '\r';
const REST_OF_LINE = '\u001B[K';

/** How far an import is: a bar that grows in place on a terminal; elsewhere nothing, since a log has no use for it. */
export class ProgressBar {
  readonly #terminal: NodeJS.WriteStream;
  readonly #total: number;

  constructor(terminal: NodeJS.WriteStream, total: number) {
    this.#terminal = terminal;
    this.#total = total;
  }

  show(done: number): void {
    if (!this.#terminal.isTTY) return;
    const full = Math.round((WIDTH * done) / Math.max(this.#total, 1));
    const bar = '█'.repeat(full).padEnd(WIDTH, '░');
    this.#terminal.write(`${START_OF_LINE}${bar} ${done} / ${this.#total}${REST_OF_LINE}`);
  }

  clear(): void {
    if (this.#terminal.isTTY) this.#terminal.write(`${START_OF_LINE}${REST_OF_LINE}`);
  }
}
