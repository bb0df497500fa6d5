import { HandlingLevel, ResponsibleParty } from './category.rules.js';
import { TimeUnit, type Limit } from './time-limit.rules.js';

export interface StandardCategory {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly levels: readonly [first: HandlingLevel, last: HandlingLevel];
  readonly responsible: ResponsibleParty;
  readonly respondWithin: Limit;
  readonly resolveWithin: Limit;
  readonly private: boolean;
}

const { BUILDING, GRID, COMMUNITY, STREET, DISTRICT } = HandlingLevel;
const today: Limit = { amount: 1, unit: TimeUnit.SAME_DAY };
const hours = (amount: number): Limit => ({ amount, unit: TimeUnit.HOURS });
const workingDays = (amount: number): Limit => ({ amount, unit: TimeUnit.WORKING_DAYS });

/**
 * The categories that a new installation starts with; an administrator changes them and adds others. Their subjects are those
 * of the communities' own texts; levels and limits are our proposal.
 */
export const STANDARD_CATEGORIES: readonly StandardCategory[] = [
  ...classOf('ENVIRONMENT', '环境卫生', 'Environment', ResponsibleParty.GRID_STAFF, [
    ['LITTER', '垃圾清运', 'Litter and refuse', [GRID, COMMUNITY], workingDays(1)],
    ['ADVERTS', '乱贴乱画小广告', 'Illegal adverts', [GRID, COMMUNITY], workingDays(2)],
    ['DRAINAGE', '下水道堵塞', 'Blocked drains', [COMMUNITY, STREET], workingDays(5)],
    ['GREENERY', '绿化养护', 'Greenery', [COMMUNITY, STREET], workingDays(7)],
  ]),
  ...classOf('FACILITIES', '公共设施', 'Facilities', ResponsibleParty.PROPERTY_COMPANY, [
    ['LIGHTING', '楼道路灯照明', 'Lights in stairwells and streets', [BUILDING, COMMUNITY], workingDays(3)],
    ['LIFT', '电梯故障', 'Lifts', [COMMUNITY, DISTRICT], hours(24)],
    ['WATER', '供水供电供气', 'Water, power and gas', [COMMUNITY, DISTRICT], workingDays(3)],
    ['ROAD', '道路破损', 'Damaged roads', [COMMUNITY, DISTRICT], workingDays(10)],
  ]),
  ...classOf('ORDER', '治安秩序', 'Order', ResponsibleParty.GRID_STAFF, [
    ['PARKING', '乱停车', 'Parking', [GRID, STREET], workingDays(3)],
    ['CHARGING', '电动车违规充电', 'Charging of e-bikes', [BUILDING, COMMUNITY], today],
    ['NOISE', '噪音扰民', 'Noise', [GRID, COMMUNITY], workingDays(2)],
    ['FIRE_LANE', '占用消防通道', 'Blocked fire lanes', [GRID, STREET], today],
  ]),
  ...classOf('PROPERTY', '物业服务', 'Property services', ResponsibleParty.PROPERTY_COMPANY, [
    ['FEES', '物业收费', 'Fees', [COMMUNITY, STREET], workingDays(10)],
    ['SECURITY', '门禁保安', 'Doors and guards', [COMMUNITY, STREET], workingDays(5)],
  ]),
  ...classOf('CONFLICT', '矛盾纠纷', 'Conflicts', ResponsibleParty.MEDIATION_TEAM, [
    ['NEIGHBOURS', '邻里纠纷', 'Between neighbours', [GRID, COMMUNITY], workingDays(5), true],
    ['FAMILY', '家庭纠纷', 'Within a family', [COMMUNITY, STREET], workingDays(5), true],
  ]),
  ...classOf('LIVELIHOOD', '民生保障', 'Livelihood', ResponsibleParty.GRID_STAFF, [
    ['HARDSHIP', '困难帮扶', 'Help in hardship', [COMMUNITY, STREET], workingDays(5), true],
    ['ELDERLY', '老年人照料', 'Care of the elderly', [GRID, STREET], workingDays(3), true],
    ['EMPLOYMENT', '就业求职', 'Work', [COMMUNITY, STREET], workingDays(10), true],
  ]),
  ...classOf('ADVICE', '你问我答', 'Questions and advice', ResponsibleParty.GRID_STAFF, [
    ['POLICY', '政策咨询', 'Questions on policy', [COMMUNITY, STREET], workingDays(3)],
    ['SUGGESTION', '意见建议', 'Suggestions', [COMMUNITY, DISTRICT], workingDays(10)],
  ]),
];

type Kind = readonly [
  code: string,
  zh: string,
  en: string,
  levels: readonly [HandlingLevel, HandlingLevel],
  resolveWithin: Limit,
  isPrivate?: boolean,
];

/** A class stands before its kinds; it is private when all of them are. */
function classOf(
  code: string,
  zh: string,
  en: string,
  responsible: ResponsibleParty,
  kinds: readonly Kind[],
): StandardCategory[] {
  const common = { responsible, respondWithin: today };
  return [
    {
      ...common,
      code,
      zh,
      en,
      levels: [GRID, STREET],
      resolveWithin: workingDays(10),
      private: kinds.every((kind) => kind[5] === true),
    },
    ...kinds.map(([kind, kindZh, kindEn, levels, resolveWithin, isPrivate = false]) => ({
      ...common,
      code: `${code}.${kind}`,
      zh: kindZh,
      en: kindEn,
      levels,
      resolveWithin,
      private: isPrivate,
    })),
  ];
}
