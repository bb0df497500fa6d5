import { readOwnerUrl } from './config.js';
import { migrateOrganization } from './orm.js';

await migrateOrganization(readOwnerUrl());
