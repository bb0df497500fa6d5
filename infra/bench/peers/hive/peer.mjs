/** Hive Gateway 2 with its JavaScript planner and compiled execution, which refuses W4: it knows no defaults of an input's fields. */
import { serveHive } from './gateway.mjs';

await serveHive('jit', ['W1', 'W2', 'W3', 'W5-list', 'W5-register', 'W6']);
