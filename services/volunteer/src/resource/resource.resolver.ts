import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { TerritoryCodeScalar } from '@linli/subgraph/scalars';
import { ClaimStatus } from '../claim/claim.rules.js';
import { ClaimConnection } from '../claim/claim.type.js';
import type { VolunteerContext } from '../context.js';
import { PageOf20 } from '@linli/subgraph/page.type';
import { Unit } from '../unit/unit.type.js';
import type { ResourceRecord } from './resource.loaders.js';
import { ListingStatus, ResourceForm } from './resource.rules.js';
import { RegisterResourceInput, Resource, ResourceConnection, UpdateResourceInput } from './resource.type.js';
import { ServiceField } from './service-field.rules.js';

@Resolver(() => Resource)
export class ResourceResolver {
  @Query(() => Resource, { nullable: true })
  resource(@Arg('id', () => ID) id: string, @Ctx() { resources }: VolunteerContext) {
    return resources.byId(id);
  }

  @Query(() => ResourceConnection, { nullable: true })
  resources(
    @Arg('within', () => TerritoryCodeScalar, { nullable: true }) within: string | null,
    @Arg('field', () => ServiceField, { nullable: true }) field: ServiceField | null,
    @Arg('form', () => ResourceForm, { nullable: true }) form: ResourceForm | null,
    @Arg('status', () => ListingStatus, { nullable: true }) status: ListingStatus | null,
    @Args(() => PageOf20) page: PageOf20,
    @Ctx() { resources }: VolunteerContext,
  ) {
    return resources.list({ within, field, form, status }, page);
  }

  @Mutation(() => Resource)
  async registerResource(
    @Arg('input', () => RegisterResourceInput) input: RegisterResourceInput,
    @Ctx() context: VolunteerContext,
  ) {
    return context.resources.byId(await context.resourceService.register(input));
  }

  @Mutation(() => Resource, {
    description: 'What the input leaves out stays; a day that is given as null is taken off.',
  })
  async updateResource(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => UpdateResourceInput) input: UpdateResourceInput,
    @Ctx() context: VolunteerContext,
  ) {
    return context.resources.byId(await context.resourceService.update(id, input));
  }

  @Mutation(() => Resource, { description: 'It is claimed no more; claims that were made stand.' })
  async closeResource(@Arg('id', () => ID) id: string, @Ctx() context: VolunteerContext) {
    return context.resources.byId(await context.resourceService.close(id));
  }

  @FieldResolver(() => Unit)
  unit(@Root() resource: ResourceRecord, @Ctx() { units }: VolunteerContext) {
    return units.byId(resource.unit);
  }

  @FieldResolver(() => ClaimConnection)
  claims(
    @Root() resource: ResourceRecord,
    @Arg('status', () => ClaimStatus, { nullable: true }) status: ClaimStatus | null,
    @Args(() => PageOf20) page: PageOf20,
    @Ctx() { claims }: VolunteerContext,
  ) {
    return claims.ofResource(resource.id, status, page);
  }
}
