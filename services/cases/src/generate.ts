import { PersistenceErrors } from '@linli/persistence/persistence.errors';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { CaseErrors } from './case/case.errors.js';
import { CategoryErrors } from './category/category.errors.js';
import { permissions } from './permissions.js';
import { buildCasesSchema } from './schema.js';

/** What is generated from this service and committed, as one JSON document on standard output. */
const generated = {
  schema: buildCasesSchema().sdl,
  errors: [RequestErrors, PersistenceErrors, CategoryErrors, CaseErrors].flatMap(({ templates }) => templates),
  permissions: Object.entries(permissions).map(([entrance, { who, where, reason }]) => ({
    entrance,
    who,
    where,
    reason,
  })),
};

process.stdout.write(JSON.stringify(generated));
