import { catalogue } from '@linli/domain/refusal';

export const ConsentErrors = catalogue({
  ownChoice: {
    code: 'FORBIDDEN',
    zh: '同意只能由本人给出或撤回，工作人员不能代为办理。',
    en: 'Consent is given and withdrawn by the person alone; staff cannot do it for them.',
  },
});
