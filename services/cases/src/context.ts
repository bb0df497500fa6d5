import { withSucceededRoles } from '@linli/persistence/succeeded-roles';
import type { RequestFacts } from '@linli/subgraph/subgraph-server';
import { askingOf, type CasesDependencies } from './asking.js';
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
  return async (told) => {
    const reader = dependencies.database.em.fork().getKysely();
    const facts = { ...told, viewer: await withSucceededRoles(reader, 'directory_grid_lineage', told.viewer) };
    const asking = askingOf(dependencies, facts);
    const categoryLoaders = new CategoryLoaders(asking);
    const caseLoaders = new CaseLoaders(asking);
    return {
      ...facts,
      caseLoaders,
      categories: new CategoryService(asking, categoryLoaders),
      caseQueries: new CaseQueries(asking, caseLoaders, new ReportedCaseLoaders(asking)),
      caseTexts: new CaseTexts(asking),
      held: new HeldService(asking),
      cases: new CaseService(asking),
    };
  };
}
