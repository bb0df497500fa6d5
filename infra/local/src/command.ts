import { callersLanguage } from './config.js';
import { wordsOf } from './say.js';

/** Runs one of our command-line programs: a refusal is one sentence and a failed exit, a defect keeps its stack. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const words = wordsOf(error);
    console.error(words === null ? error : words[callersLanguage()]);
    process.exitCode = 1;
  }
}
