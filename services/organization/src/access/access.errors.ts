import { catalogue } from '@linli/domain/refusal';

export const AccessErrors = catalogue({
  withoutConsent: {
    code: 'PURPOSE_WITHOUT_CONSENT',
    zh: '本人没有同意为此目的（{purpose}）查看其联系方式；请先征得本人同意。',
    en: 'The person has not consented to being reached for this purpose ({purpose}); ask them to consent first.',
  },
  emergencyWithoutReason: {
    code: 'BAD_USER_INPUT',
    zh: '紧急查看须写明理由（{path}），事后由审计员复核。',
    en: 'Reading in an emergency needs its reason ({path}), which an auditor reviews.',
  },
  notAnEmergency: {
    code: 'NOTHING_TO_REVIEW',
    zh: '这不是紧急查看，无须复核（{path}）。',
    en: 'This was no emergency read: there is nothing to review ({path}).',
  },
  reviewedAlready: {
    code: 'REVIEWED_ALREADY',
    zh: '此次紧急查看已经复核（{path}）。',
    en: 'This emergency read is reviewed already ({path}).',
  },
  ownRead: {
    code: 'FORBIDDEN',
    zh: '不能复核自己的查看记录；请由其他审计员复核。',
    en: 'Nobody reviews their own read; another auditor does.',
  },
});
