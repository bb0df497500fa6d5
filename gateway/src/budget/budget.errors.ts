import { catalogue } from '@linli/domain/refusal';

/** Refusals of operations for what was asked before them. */
export const BudgetErrors = catalogue({
  overBudget: {
    code: 'OVER_BUDGET',
    zh: '此操作的成本为 {cost}，本分钟的额度只剩 {remaining}；请在 {retryAfter} 秒后重试，或减小查询。',
    en: 'The operation costs {cost}, and {remaining} is left of what may be spent in a minute; try again in {retryAfter} s, or ask for less.',
  },
});
