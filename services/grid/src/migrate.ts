import { readOwnerUrl } from './config.js';
import { migrateGrid } from './orm.js';

await migrateGrid(readOwnerUrl());
