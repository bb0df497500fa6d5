import { committedSchemas } from './committed-schemas.js';
import { composeFrom } from './composition.js';

/** Prints the supergraph of the committed schemas; where they do not fit together it says why and ends with 1. */
try {
  process.stdout.write(composeFrom(committedSchemas()));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
