import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Area } from '../area/area.type.js';
import { BuildingConnection } from '../building/building.type.js';
import type { GridContext } from '../context.js';
import { PageOf50 } from '@linli/subgraph/page.type';
import type { CompoundRecord } from './compound.loaders.js';
import { Compound, CreateCompoundInput, UpdateCompoundInput } from './compound.type.js';

@Resolver(() => Compound)
export class CompoundResolver {
  @Query(() => Compound, { nullable: true })
  compound(@Arg('id', () => ID) id: string, @Ctx() { compounds }: GridContext) {
    return compounds.byId(id);
  }

  @Mutation(() => Compound)
  async createCompound(
    @Arg('input', () => CreateCompoundInput) input: CreateCompoundInput,
    @Ctx() context: GridContext,
  ) {
    return context.compounds.byId(await context.compoundService.create(input));
  }

  @Mutation(() => Compound)
  async updateCompound(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => UpdateCompoundInput) input: UpdateCompoundInput,
    @Ctx() context: GridContext,
  ) {
    return context.compounds.byId(await context.compoundService.update(id, input));
  }

  @FieldResolver(() => Area)
  community(@Root() compound: CompoundRecord, @Ctx() { areas }: GridContext) {
    return areas.byCode(compound.community);
  }

  @FieldResolver(() => BuildingConnection)
  buildings(@Root() compound: CompoundRecord, @Args(() => PageOf50) page: PageOf50, @Ctx() { buildings }: GridContext) {
    return buildings.ofCompound(compound.id, page);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: "The sum of the known ones; null where no building's households are known.",
  })
  households(@Root() compound: CompoundRecord, @Ctx() { buildings }: GridContext) {
    return buildings.householdsOfCompound(compound.id);
  }
}
