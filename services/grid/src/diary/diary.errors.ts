import { catalogue } from '@linli/domain/refusal';

export const DiaryErrors = catalogue({
  notPosted: {
    code: 'NOT_POSTED_TO_GRID',
    zh: '您在 {on} 没有担任网格 {grid} 的岗位，不能写这一天的民情日志；请核对网格与日期。',
    en: 'You held no post to grid {grid} on {on}, so that this is not your diary of that day; check the grid and the day.',
  },
});
