import { catalogue } from '@linli/domain/refusal';

/** Refusals of requests that name their operation, or should. */
export const DocumentErrors = catalogue({
  unknown: {
    code: 'DOCUMENT_UNKNOWN',
    zh: '网关没有此编号的受信查询；请更新客户端，或提交查询全文。',
    en: 'The gateway has no trusted document of this id; update the client, or send the text of the operation.',
  },
  onlyTrusted: {
    code: 'DOCUMENT_NOT_TRUSTED',
    zh: '以您的身份只能提交受信查询的编号（documentId）。',
    en: 'As you are asking, only trusted documents may be run: send the `documentId` of one.',
  },
});
