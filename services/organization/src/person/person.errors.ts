import { catalogue } from '@linli/domain/refusal';

export const PersonErrors = catalogue({
  notKeepable: {
    code: 'BAD_USER_INPUT',
    zh: '{path} 不合要求：姓名 1–50 字，电话为 5–20 位号码，地址不超过 200 字。',
    en: '{path} cannot be kept: a name has 1 to 50 characters, a phone number 5 to 20, an address at most 200.',
  },
  searchesUsedUp: {
    code: 'RATE_LIMITED',
    zh: '按电话查找每小时最多 {allowed} 次，已用完；请于 {until} 之后再试。',
    en: 'Searches by phone number are limited to {allowed} an hour and used up; try again after {until}.',
  },
  erased: {
    code: 'PERSON_ERASED',
    zh: '此人的信息已按其权利删除（{path}），不能再更改。',
    en: 'The data of this person were erased, as is their right ({path}); there is nothing to change any more.',
  },
  keyBelongsToTheRequest: {
    code: 'BAD_USER_INPUT',
    zh: '批量登记时请用 Idempotency-Key 请求头，不要逐人写键（{path}）。',
    en: 'When several are registered at once, the key is the Idempotency-Key header, not one for each ({path}).',
  },
});
