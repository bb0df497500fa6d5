import { registerEnumType } from 'type-graphql';
import { AccessPurpose } from './access-purpose.rules.js';

registerEnumType(AccessPurpose, {
  name: 'AccessPurpose',
  description: 'Why someone reads personal data. Each read is kept, and the person sees it (accessRecords).',
});

export { AccessPurpose };
