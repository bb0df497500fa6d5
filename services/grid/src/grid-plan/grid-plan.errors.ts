import { catalogue } from '@linli/domain/refusal';

export const GridPlanErrors = catalogue({
  noBuildings: {
    code: 'GRID_PLAN_NO_BUILDINGS',
    zh: '{community} 的居民网格中没有楼栋，无法划分；请先登记楼栋。',
    en: 'No building stands in the residential grids of {community}, so there is nothing to divide; enter buildings first.',
  },
  householdsUnknown: {
    code: 'GRID_PLAN_HOUSEHOLDS_UNKNOWN',
    zh: '{community} 的楼栋均无户数，无法按户数划分；请先登记户数。',
    en: 'No building of {community} has known households to divide by; enter the households of some first.',
  },
  tooManyGrids: {
    code: 'GRID_PLAN_TOO_MANY_GRIDS',
    zh: '每个网格 {targetHouseholds} 户将超过 {most} 个网格；请提高目标户数。',
    en: 'With {targetHouseholds} households a grid there would be more than {most} grids; aim at more households.',
  },
  underWay: {
    code: 'GRID_PLAN_UNDER_WAY',
    zh: '{community} 的划分方案仍在计算，尚未保存；请在 {retryAfterSeconds} 秒后以相同内容（及相同的 Idempotency-Key）再次提交，即可取得方案。',
    en: 'The plan of {community} is still being worked out, and is not kept yet; send the same request again in {retryAfterSeconds} seconds, with the same Idempotency-Key, to get it.',
  },
  plannersBusy: {
    code: 'GRID_PLANNERS_BUSY',
    zh: '正在计算的划分方案较多；请在 {retryAfterSeconds} 秒后再次提交。',
    en: 'Too many plans are being worked out at the moment; try again in {retryAfterSeconds} seconds.',
  },
  tooLarge: {
    code: 'GRID_PLAN_TOO_LARGE',
    zh: '{community} 有 {buildings} 栋楼，未能在限定时间内划分；请核对楼栋是否登记在正确的社区。',
    en: '{community} has {buildings} buildings, which could not be divided in the time that a plan may take; check whether all are entered in the right community.',
  },
  notNow: {
    code: 'GRID_PLAN_NOT_NOW',
    zh: '划分方案当前状态为 {status}；现可进行：{allowed}。',
    en: 'The plan is {status}; what can be done with it now: {allowed}.',
  },
  noticeOutOfBounds: {
    code: 'GRID_PLAN_NOTICE_OUT_OF_BOUNDS',
    zh: '公示期应截止于 {earliest} 至 {latest} 之间。',
    en: 'A notice that is put up today ends between {earliest} and {latest}.',
  },
  stillOnNotice: {
    code: 'GRID_PLAN_STILL_ON_NOTICE',
    zh: '方案公示至 {noticeUntil}（含当日），次日起方可实施。',
    en: 'The plan is on notice through {noticeUntil}; it can be adopted from the day after.',
  },
  outdated: {
    code: 'GRID_PLAN_OUTDATED',
    zh: '{community} 的楼栋或网格在方案拟定后已有变动；请重新拟定方案。',
    en: 'The buildings or grids of {community} have changed since the plan was made; propose a new one.',
  },
});
