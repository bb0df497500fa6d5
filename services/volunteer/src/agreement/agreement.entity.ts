import { defineEntity, p } from '@mikro-orm/core';
import { idColumn, territoryColumn, versionColumn } from '@linli/persistence/columns';
import { AgreementStatus } from './agreement.rules.js';

/** What a community and a unit have agreed on. */
const AgreementSchema = defineEntity({
  name: 'AgreementRow',
  tableName: 'agreement',
  properties: {
    id: idColumn(),
    community: territoryColumn(),
    unit: p.uuid(),
    status: p.enum(() => AgreementStatus),
    title: p.string(),
    text: p.text(),
    signedByCommunityOn: p.date().strictNullable(),
    signedByUnitOn: p.date().strictNullable(),
    endsOn: p.date().strictNullable(),
    version: versionColumn(),
  },
});

export class AgreementRow extends AgreementSchema.class {}
AgreementSchema.setClass(AgreementRow);
export { AgreementSchema };
