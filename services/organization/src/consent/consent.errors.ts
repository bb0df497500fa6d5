import { catalogue } from '@linli/domain/refusal';

export const ConsentErrors = catalogue({
  ownChoice: {
    code: 'FORBIDDEN',
    zh: '同意只能由本人给出或撤回，工作人员不能代为办理。',
    en: 'Consent is given and withdrawn by the person alone; staff cannot do it for them.',
  },
  nothingToConsentTo: {
    code: 'BAD_USER_INPUT',
    zh: '此目的（{path}）不以同意为前提，无须给出同意。',
    en: 'This purpose ({path}) does not rest on consent: there is none to give.',
  },
});
