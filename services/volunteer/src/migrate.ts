import { readOwnerUrl } from './config.js';
import { migrateVolunteer } from './orm.js';

await migrateVolunteer(readOwnerUrl());
