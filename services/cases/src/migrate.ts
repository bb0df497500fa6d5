import { addStandardCategories } from './category/category-seed.js';
import { readOwnerUrl } from './config.js';
import { migrateCases, openCasesDatabase } from './orm.js';

const url = readOwnerUrl();
await migrateCases(url);
const database = openCasesDatabase(url, 1);
await addStandardCategories(database);
await database.close(true);
