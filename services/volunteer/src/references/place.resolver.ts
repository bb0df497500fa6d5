import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { AgreementStatus } from '../agreement/agreement.rules.js';
import { AgreementConnection } from '../agreement/agreement.type.js';
import type { VolunteerContext } from '../context.js';
import { PageOf20 } from '@linli/subgraph/page.type';
import { UnitKind, UnitStatus } from '../unit/unit.rules.js';
import { Unit, UnitConnection } from '../unit/unit.type.js';
import { AreaReference, GridReference } from './place.references.js';

@Resolver(() => AreaReference)
export class AreaResolver {
  @FieldResolver(() => UnitConnection, {
    nullable: true,
    description: 'Active units that report to a community of the subtree, by name.',
  })
  units(
    @Root() area: AreaReference,
    @Arg('kind', () => UnitKind, { nullable: true }) kind: UnitKind | null,
    @Args(() => PageOf20) page: PageOf20,
    @Ctx() { units }: VolunteerContext,
  ) {
    return units.within(area.code, { kind, status: UnitStatus.ACTIVE }, page);
  }

  @FieldResolver(() => AgreementConnection, {
    nullable: true,
    description: 'Those of the subtree, the last drafted first; a draft for its two sides alone.',
  })
  agreements(
    @Root() area: AreaReference,
    @Arg('status', () => AgreementStatus, { nullable: true }) status: AgreementStatus | null,
    @Args(() => PageOf20) page: PageOf20,
    @Ctx() { agreements }: VolunteerContext,
  ) {
    return agreements.inTerritory(area.code, status, page);
  }
}

@Resolver(() => GridReference)
export class GridResolver {
  @FieldResolver(() => [Unit], { nullable: true, description: 'Active units that were drawn into it, by name.' })
  units(@Root() grid: GridReference, @Ctx() { units }: VolunteerContext) {
    return units.ofGrid(grid.code);
  }
}
