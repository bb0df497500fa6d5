import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { CivilDayScalar, TerritoryCodeScalar } from '@linli/subgraph/scalars';
import { Area } from '../area/area.type.js';
import type { GridContext } from '../context.js';
import { Grid } from '../grid/grid.type.js';
import { LedgerEntry, LedgerEntryInput } from './ledger.type.js';

@Resolver(() => Area)
export class AreaLedgerResolver {
  @Mutation(() => [LedgerEntry], {
    description:
      'Of a category and a day the entry that was made last counts, of several days that of the newest; none is overwritten.',
  })
  async recordLedger(
    @Arg('territory', () => TerritoryCodeScalar) territory: string,
    @Arg('asOf', () => CivilDayScalar) asOf: string,
    @Arg('entries', () => [LedgerEntryInput]) entries: LedgerEntryInput[],
    @Ctx() { ledgers, ledgerService }: GridContext,
  ) {
    return ledgers.recordedIn(await ledgerService.record(territory, asOf, entries));
  }

  @FieldResolver(() => [LedgerEntry], {
    description:
      "Of each category the area's own entry, where it has one; else the sum over the areas below it, of a community over its grids.",
  })
  ledger(@Root() area: Area, @Ctx() { ledgers }: GridContext) {
    return ledgers.of(area.code);
  }
}

@Resolver(() => Grid)
export class GridLedgerResolver {
  @FieldResolver(() => [LedgerEntry], {
    description:
      "Of each category the grid's own entry, where it has one; else at least the sum over its micro-grids. Once a grid is closed it is told nobody else how many people were counted in it.",
  })
  ledger(@Root() grid: Grid, @Ctx() { ledgers }: GridContext) {
    return ledgers.of(grid.code);
  }
}
