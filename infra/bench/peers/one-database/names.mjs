import { Envelope, outerKeyFrom } from '../../../../packages/persistence/dist/envelope.js';

/**
 * Gives each person the name that everyone with a view of them would read in such a database: in the clear for whoever holds a seat,
 * where the outer key is at hand, else the mask.
 */
export async function openNames(database, outerKey) {
  await database.query('alter table organization.person add column display_name text');
  await database.query('update organization.person set display_name = mask');
  if (!outerKey) return;
  const envelope = new Envelope(outerKeyFrom(outerKey));
  const { rows } = await database.query(`
    select p.id, p.name, p.record_key from organization.person p
    where p.name is not null and exists (select from organization.seat s where s.person = p.id)`);
  const names = rows.map(({ id, name, record_key: key }) =>
    envelope.open(envelope.recordKey(id, key), { table: 'person', id, field: 'name' }, name),
  );
  await database.query(
    `update organization.person p set display_name = given.name
     from unnest($1::uuid[], $2::text[]) as given (id, name) where p.id = given.id`,
    [rows.map(({ id }) => id), names],
  );
}
