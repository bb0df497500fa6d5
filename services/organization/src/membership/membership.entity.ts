import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, territoryColumn, versionColumn } from '@linli/persistence/columns';
import { MembershipStatus } from './membership.rules.js';

/** A membership, behind row policies: the areas of the two organisations stand beside it, since their officers see it. */
export const PartyMembershipSchema = defineEntity({
  name: 'PartyMembershipRow',
  tableName: 'party_membership',
  properties: {
    id: idColumn(),
    person: p.uuid(),
    status: p.enum(() => MembershipStatus),
    organization: p.uuid(),
    area: territoryColumn(),
    residentialOrganization: p.uuid().strictNullable(),
    residentialArea: territoryColumn().strictNullable(),
    reportedOn: p.date().strictNullable(),
    publiclyDisplayed: p.boolean(),
    joinedOn: p.date(),
    leftOn: p.date().strictNullable(),
    version: versionColumn(),
  },
});

export class PartyMembershipRow extends PartyMembershipSchema.class {}
PartyMembershipSchema.setClass(PartyMembershipRow);
