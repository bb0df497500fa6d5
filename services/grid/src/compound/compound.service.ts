import { isId, newId } from '@linli/persistence/columns';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { LockMode } from '@mikro-orm/core';
import { assertKnownArea } from '../area/known-area.js';
import { change, type Asking } from '../asking.js';
import { nameFrom } from '../name.rules.js';
import { assertMayIn } from '../permissions.js';
import { CompoundRow } from './compound.entity.js';
import { faultInCompoundChange, faultInNewCompound, type CompoundChange, type NewCompound } from './compound.rules.js';

/** Compounds: entered and kept by the officers of their territory. */
export class CompoundService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Gives the compound's id. */
  async create(input: NewCompound): Promise<string> {
    const fault = faultInNewCompound(input);
    if (fault !== null) throw RequestErrors.badUserInput({ path: fault });
    assertMayIn('Mutation.createCompound', this.#asking.viewer, input.community);
    return change(this.#asking, 'createCompound', input, async ({ em, audit }) => {
      const { community, kind, propertyManagement } = input;
      await assertKnownArea(em, community, 'input.community');
      const name = nameFrom(input.name) ?? '';
      const id = newId();
      em.create(CompoundRow, { id, community, name, kind, propertyManagement, plan: input.plan ?? null });
      audit({ type: 'compound', id, territory: community });
      return id;
    });
  }

  /** What the input leaves out stays as it is. */
  async update(id: string, input: CompoundChange): Promise<string> {
    const fault = faultInCompoundChange(input);
    if (fault !== null) throw RequestErrors.badUserInput({ path: fault });
    return change(this.#asking, 'updateCompound', { id, input }, async ({ em, audit }) => {
      const compound = isId(id)
        ? await em.findOne(CompoundRow, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
        : null;
      if (compound === null) throw RequestErrors.notFound({ path: 'id' });
      assertMayIn('Mutation.updateCompound', this.#asking.viewer, compound.community);
      compound.name = nameFrom(input.name ?? null) ?? compound.name;
      compound.propertyManagement = input.propertyManagement ?? compound.propertyManagement;
      if (input.plan !== undefined) compound.plan = input.plan;
      audit({ type: 'compound', id: compound.id, territory: compound.community });
      return compound.id;
    });
  }
}
