import { withSucceededRoles } from '@linli/persistence/succeeded-roles';
import { lazyContext } from '@linli/subgraph/lazy-context';
import type { RequestFacts } from '@linli/subgraph/subgraph-server';
import { askingOf, type Asking, type CasesDependencies } from './asking.js';
import { CaseLoaders } from './case/case.loaders.js';
import { CaseQueries } from './case/case-query.service.js';
import { CaseService } from './case/case.service.js';
import { CaseTexts } from './case/case-text.service.js';
import { ReportedCaseLoaders } from './case/reported-cases.loaders.js';
import { CategoryLoaders } from './category/category.loaders.js';
import { CategoryService } from './category/category.service.js';
import { HeldService } from './held/held.service.js';

/** What resolvers are given: the use cases and loaders of one request. */
export interface CasesContext extends RequestFacts {
  readonly cases: CaseService;
  readonly caseQueries: CaseQueries;
  readonly caseLoaders: CaseLoaders;
  readonly caseTexts: CaseTexts;
  readonly categories: CategoryService;
  readonly held: HeldService;
}

export function contextFactory(dependencies: CasesDependencies): (facts: RequestFacts) => Promise<CasesContext> {
  const reader = dependencies.database.em.fork().getKysely();
  return async (told) => {
    const facts = { ...told, viewer: await withSucceededRoles(reader, 'directory_grid_lineage', told.viewer) };
    return contextOf({ ...facts, asking: askingOf(dependencies, facts) });
  };
}

/** What the loaders and use cases of a request are made from. */
interface Known extends RequestFacts {
  readonly asking: Asking;
}

const contextOf = lazyContext<Known, Omit<CasesContext, keyof RequestFacts>>({
  caseLoaders: ({ asking }) => new CaseLoaders(asking),
  categories: ({ asking }) => new CategoryService(asking, new CategoryLoaders(asking)),
  caseQueries: ({ asking, caseLoaders }) => new CaseQueries(asking, caseLoaders, new ReportedCaseLoaders(asking)),
  caseTexts: ({ asking }) => new CaseTexts(asking),
  held: ({ asking }) => new HeldService(asking),
  cases: ({ asking }) => new CaseService(asking),
});
