import { BudgetErrors } from './budget/budget.errors.js';
import { DocumentErrors } from './documents/document.errors.js';
import { GatewayErrors, SubgraphErrors } from './gateway.errors.js';
import { LimitErrors } from './limits/limit.errors.js';

/** The gateway's own refusals for the generated catalogue, as one JSON document on standard output. */
const errors = [GatewayErrors, SubgraphErrors, LimitErrors, BudgetErrors, DocumentErrors].flatMap(
  ({ templates }) => templates,
);

process.stdout.write(JSON.stringify({ errors }));
