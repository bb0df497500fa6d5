/** How to take back what was done, newest first. */
export class Undo {
  readonly #steps: (() => Promise<void>)[] = [];

  push(step: () => Promise<void>): void {
    this.#steps.push(step);
  }

  /** Takes everything back, also after a step that fails; throws the first failure at the end. */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.splice(0).reverse())
      await step().catch((failure: unknown) => failures.push(failure));
    if (failures.length > 0) throw failures[0];
  }
}
