import { registerEnumType } from 'type-graphql';
import { AccessPurpose } from './access-purpose.rules.js';

registerEnumType(AccessPurpose, {
  name: 'AccessPurpose',
  description: 'Why someone reads personal data. Each read is kept, and the person sees it (accessRecords).',
  valuesConfig: {
    EMERGENCY: { description: 'Needs a reason instead of consent, and is reviewed.' },
    INSPECTION: { description: 'A copy of all that is held, for the person or an auditor. Nobody consents to it.' },
    PHONE_SEARCH: { description: 'The person was found by their phone number. Nobody consents to it.' },
  },
});

export { AccessPurpose };
