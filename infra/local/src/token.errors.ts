import { catalogue } from '@linli/domain/refusal';

/** What is wrong with the arguments of `npm run token`. */
export const TokenErrors = catalogue({
  argumentUnknown: {
    code: 'ARGUMENT_UNKNOWN',
    zh: '未知参数 {argument}。用法：{usage}',
    en: 'Unknown argument {argument}. Usage: {usage}',
  },
  valueMissing: {
    code: 'VALUE_MISSING',
    zh: '{argument} 之后缺少值。',
    en: '{argument} needs a value.',
  },
  roleMissing: {
    code: 'ROLE_MISSING',
    zh: '请至少给出一个 --role。用法：{usage}',
    en: 'Name at least one --role. Usage: {usage}',
  },
  roleUnknown: {
    code: 'ROLE_UNKNOWN',
    zh: '没有角色 {role}：可用 {allowed}。',
    en: 'There is no role {role}: there are {allowed}.',
  },
  placeBeforeRole: {
    code: 'PLACE_BEFORE_ROLE',
    zh: '{argument} 应跟在它所属的 --role 之后，每个角色一个。',
    en: '{argument} follows the --role that it belongs to, one for each role.',
  },
  territoryMissing: {
    code: 'TERRITORY_MISSING',
    zh: '角色 {role} 需要辖区：在其后加上 --territory 代码。',
    en: 'The role {role} is held for a territory: put --territory CODE after it.',
  },
  territoryMalformed: {
    code: 'TERRITORY_MALFORMED',
    zh: '{territory} 不是区划代码：应为 2、4、6、9、12、15 或 17 位数字。',
    en: '{territory} is no territory code: it has 2, 4, 6, 9, 12, 15 or 17 digits.',
  },
  unitMissing: {
    code: 'UNIT_MISSING',
    zh: '角色 UNIT_REPRESENTATIVE 代表单位：在其后加上 --unit 单位编号。',
    en: 'The role UNIT_REPRESENTATIVE is held for a unit: put --unit ID after it.',
  },
  placeOfOtherKind: {
    code: 'PLACE_OF_OTHER_KIND',
    zh: '角色 {role} 不接受 {argument}。',
    en: 'The role {role} takes no {argument}.',
  },
  idMalformed: {
    code: 'ID_MALFORMED',
    zh: '{argument} {value} 不是 UUID。',
    en: '{argument} {value} is no UUID.',
  },
  lifetimeOutOfBounds: {
    code: 'LIFETIME_OUT_OF_BOUNDS',
    zh: '--ttl {value} 有误：应为 1 至 {max} 秒的整数。',
    en: '--ttl {value} is wrong: it is a whole number of seconds from 1 to {max}.',
  },
});
