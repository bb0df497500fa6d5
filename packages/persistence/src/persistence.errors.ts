import { catalogue } from '@linli/domain/refusal';

export const PersistenceErrors = catalogue({
  idempotencyKeyReused: {
    code: 'IDEMPOTENCY_KEY_REUSED',
    zh: '该幂等键已用于另一项内容不同的操作；请换一个新的键。',
    en: 'This idempotency key was used for a change with another input; take a new key.',
  },
});
