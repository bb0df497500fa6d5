import { newId } from '@linli/persistence/columns';
import type { UnitOfWork } from '@linli/persistence/unit-of-work';
import { mayIn } from '@linli/subgraph/permissions';
import { RequestErrors } from '@linli/subgraph/request.errors';
import { change, type Asking } from '../asking.js';
import { assertKnownTerritories } from '../directory/known-places.js';
import { permissions } from '../permissions.js';
import { maskOf } from './mask.rules.js';
import { PersonRow } from './person.entity.js';
import { PersonErrors } from './person.errors.js';
import { personEvent } from './person.events.js';
import { faultIn, personalDataOf, phoneDigits, type PersonalData } from './person.rules.js';
import type { RegisterPersonInput } from './person.type.js';

const MOST_AT_ONCE = 500;

interface Registration {
  readonly territory: string;
  readonly data: PersonalData;
  readonly path: string;
}

/** Puts people into the vault. Nothing of what they are called or where they are found leaves it in the clear, not even as a plain hash. */
export class PersonService {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  async register(input: RegisterPersonInput): Promise<string> {
    const key = input.idempotencyKey ?? this.#asking.idempotencyKey;
    const [id] = await this.#register('registerPerson', [registrationOf(input, 'input')], key);
    return id as string;
  }

  /** All of them or none, in the order given. */
  registerAll(inputs: readonly RegisterPersonInput[]): Promise<string[]> {
    if (inputs.length < 1 || inputs.length > MOST_AT_ONCE) {
      throw RequestErrors.outOfBounds({ path: 'inputs', constraint: `1–${MOST_AT_ONCE}` });
    }
    const keyed = inputs.findIndex(({ idempotencyKey }) => (idempotencyKey ?? null) !== null);
    if (keyed >= 0) throw PersonErrors.keyBelongsToTheRequest({ path: `inputs.${keyed}.idempotencyKey` });
    const registrations = inputs.map((input, at) => registrationOf(input, `inputs.${at}`));
    return this.#register('registerPersons', registrations, this.#asking.idempotencyKey);
  }

  async #register(
    operation: 'registerPerson' | 'registerPersons',
    registrations: readonly Registration[],
    key: string | null,
  ): Promise<string[]> {
    const rule = permissions[`Mutation.${operation}`];
    const elsewhere = registrations.find(({ territory }) => !mayIn(rule, this.#asking.viewer, territory));
    if (elsewhere !== undefined) throw RequestErrors.unknownReference({ path: `${elsewhere.path}.territory` });
    const input = this.#asking.inputDigest.of(registrations);
    const work = async (unit: UnitOfWork) => {
      await assertKnownTerritories(
        unit.em,
        registrations.map(({ territory, path }) => ({ code: territory, path: `${path}.territory` })),
      );
      return registrations.map((registration) => this.#add(unit, registration)).join(',');
    };
    return (await change(this.#asking, operation, input, work, key)).split(',');
  }

  #add(unit: UnitOfWork, { territory, data }: Registration): string {
    const id = newId();
    const { key, wrapped } = this.#asking.envelope.newRecordKey(id);
    const sealed = (field: keyof PersonalData, text: string | null) =>
      text === null ? null : this.#asking.envelope.seal(key, { table: 'person', id, field }, text);
    unit.em.create(PersonRow, {
      id,
      territory,
      mask: maskOf(data.name),
      name: sealed('name', data.name),
      phone: sealed('phone', data.phone),
      phoneIndex: data.phone === null ? null : this.#asking.inputDigest.phoneIndex(phoneDigits(data.phone)),
      address: sealed('address', data.address),
      recordKey: wrapped,
      erasedAt: null,
    });
    unit.publish(personEvent('PersonRegistered', { id, territory, erasedAt: null, version: 1 }));
    unit.audit({ type: 'person', id, territory });
    return id;
  }
}

function registrationOf(input: RegisterPersonInput, path: string): Registration {
  const data = personalDataOf(input);
  const fault = faultIn(data);
  if (fault !== null) throw PersonErrors.notKeepable({ path: `${path}.${fault}` });
  return { territory: input.territory, data, path };
}
