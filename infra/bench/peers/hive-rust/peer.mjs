/** Hive Gateway 2 with the query planner of Hive Router, which is written in Rust, and its own executor. */
import { serveHive } from '../hive/gateway.mjs';

await serveHive('rust', ['W1', 'W2', 'W3', 'W4', 'W5-list', 'W5-register', 'W6']);
