import { creditCodeOf } from './credit-code.js';

/** A unit that builds the community with it, and what it offers. */
export interface CoBuilder {
  readonly name: string;
  readonly kind: string;
  readonly creditCode: string;
  readonly resource: {
    readonly title: string;
    readonly field: string;
    readonly form: string;
    readonly quantity: number;
    readonly measure: string;
  };
  /** How much of it the community has claimed; 0 where nothing. */
  readonly claimed: number;
}

/** Who registers a unit, and as what (GB 32100-2015, characters 1 and 2). */
const REGISTERED = { BODY: '11', INSTITUTION: '12', SOCIAL: '52', ENTERPRISE: '91' } as const;

/**
 * The report counts eleven units and names none, so all of them are made up, and so is what they offer. The leaders of the first
 * five sit on the community's committee.
 */
export const CO_BUILDERS: readonly CoBuilder[] = (
  [
    ['天桥湖畔小学', 'SCHOOL', 'INSTITUTION', ['操场与教室周末开放', 'VENUE', 'VENUE', 200, 'VENUE_HOUR'], 40],
    [
      '井湖社区卫生服务站',
      'HOSPITAL',
      'INSTITUTION',
      ['健康讲座与义诊', 'HEALTH_EDUCATION', 'SKILL', 24, 'SESSION'],
      6,
    ],
    ['五松路派出所', 'GOVERNMENT_BODY', 'BODY', ['反诈宣讲进楼栋', 'FRAUD_PREVENTION', 'PEOPLE', 19, 'SESSION'], 0],
    ['湖滨人民法庭', 'COURT', 'BODY', ['邻里纠纷调解指导', 'MEDIATION', 'SKILL', 12, 'SESSION'], 2],
    [
      '车站公交车队',
      'STATE_ENTERPRISE',
      'ENTERPRISE',
      ['老人就医接送车次', 'TRANSPORT', 'VEHICLE', 60, 'VEHICLE_TRIP'],
      8,
    ],
    ['湖畔银行天桥支行', 'BANK', 'ENTERPRISE', ['金融知识课', 'FINANCIAL_LITERACY', 'SKILL', 10, 'SESSION'], 0],
    ['井湖供电服务站', 'STATE_ENTERPRISE', 'ENTERPRISE', ['楼道线路检修', 'REPAIR', 'PEOPLE', 120, 'PERSON_HOUR'], 16],
    ['五松老年学校', 'PUBLIC_INSTITUTION', 'INSTITUTION', ['书画与合唱班名额', 'CULTURE', 'SKILL', 45, 'PLACE'], 0],
    ['邻家法律服务所', 'SOCIAL_ORGANIZATION', 'SOCIAL', ['法律咨询', 'LEGAL_AID', 'SKILL', 26, 'SESSION'], 0],
    ['天桥生鲜商店', 'PRIVATE_ENTERPRISE', 'ENTERPRISE', ['困难家庭蔬菜包', 'GOODS', 'GOODS', 100, 'PIECE'], 0],
    [
      '湖滨家政服务社',
      'SOCIAL_ORGANIZATION',
      'SOCIAL',
      ['空巢老人居家保洁', 'ELDERLY_CARE', 'PEOPLE', 80, 'PERSON_HOUR'],
      0,
    ],
  ] as const
).map(([name, kind, registered, [title, field, form, quantity, measure], claimed], n) => ({
  name,
  kind,
  creditCode: creditCodeOf(`${REGISTERED[registered]}340705DEM${String(n + 1).padStart(6, '0')}`),
  resource: { title, field, form, quantity, measure },
  claimed,
}));
