import { catalogue } from '@linli/domain/refusal';

export const ClaimErrors = catalogue({
  moveNotAllowed: {
    code: 'CLAIM_MOVE_NOT_ALLOWED',
    zh: '该认领处于 {status}，不能进行此项操作。',
    en: 'The claim is {status}: this cannot be done now.',
  },
});
