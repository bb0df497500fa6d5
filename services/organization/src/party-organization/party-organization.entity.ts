import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, territoryColumn, versionColumn } from '@linli/persistence/columns';
import { PartyOrganizationKind, PartyOrganizationLevel } from './party-organization.rules.js';

/** A party organisation in its chain. Public. */
export const PartyOrganizationSchema = defineEntity({
  name: 'PartyOrganizationRow',
  tableName: 'party_organization',
  properties: {
    id: idColumn(),
    name: p.string(),
    level: p.enum(() => PartyOrganizationLevel),
    kind: p.enum(() => PartyOrganizationKind),
    foundedOn: p.date().strictNullable(),
    dissolvedOn: p.date().strictNullable(),
    parent: p.uuid().strictNullable(),
    path: p.string().columnType('text').collation('C'),
    area: territoryColumn(),
    version: versionColumn(),
  },
});

export class PartyOrganizationRow extends PartyOrganizationSchema.class {}
PartyOrganizationSchema.setClass(PartyOrganizationRow);
