import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Envelope, type OuterKey } from '@linli/persistence/envelope';
import { accessesIn, PHONE, themselves } from '../access/access.suite.js';
import { organizationSuite, rowsOf, type OrganizationSuite } from '../organization.suite.js';
import { InputDigest } from '../person/input-digest.js';
import { rotateKeys, type Rotation } from './rotation.js';

let suite: OrganizationSuite;
beforeAll(async () => {
  suite = await organizationSuite();
});
afterAll(() => suite.end());

const { registered } = accessesIn(() => suite);
const older: OuterKey = { version: 1, key: Buffer.alloc(32, 7) };
const newer: OuterKey = { version: 2, key: Buffer.alloc(32, 8) };
const rotation = (): Rotation => ({
  database: suite.worker,
  envelope: new Envelope(newer, [older]),
  inputDigest: new InputDigest(newer, [older]),
  version: 2,
});

it('a rotation takes everyone over once, and the newest key alone opens them', async () => {
  const ids = await Promise.all(Array.from({ length: 3 }, () => registered()));
  const erased = await registered();
  await suite.as(themselves(erased)).ask(`mutation { erasePerson(id: "${erased}") }`);
  expect([await rotateKeys(rotation()), await rotateKeys(rotation())]).toEqual([3, 0]);
  const people = await rowsOf<{ id: string; phone: Buffer; key: Buffer; index: number }>(
    suite,
    sql`select id, phone, record_key as key, phone_index as index from person where id = any(${ids}::uuid[])`,
  );
  const alone = new Envelope(newer);
  const opened = people.map(({ id, phone, key, index }) => [
    alone.open(alone.recordKey(id, key), { table: 'person', id, field: 'phone' }, phone),
    index,
  ]);
  expect(opened).toEqual(Array(3).fill([PHONE, new InputDigest(newer).phoneIndex(PHONE)]));
});
