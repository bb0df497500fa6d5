import { catalogue } from '@linli/domain/refusal';

export const UnitErrors = catalogue({
  creditCodeWrong: {
    code: 'BAD_USER_INPUT',
    zh: '{path} 的校验码不符（GB 32100-2015）；请核对统一社会信用代码。',
    en: 'The check character at {path} does not hold (GB 32100-2015); compare it with the certificate.',
  },
  alreadyRegistered: {
    code: 'UNIT_ALREADY_REGISTERED',
    zh: '该统一社会信用代码已由单位 {unit} 登记；可请该单位向本社区报到。',
    en: 'Unit {unit} is registered with this credit code; have it report to the community as well.',
  },
  moveNotAllowed: {
    code: 'UNIT_MOVE_NOT_ALLOWED',
    zh: '单位“{name}”处于 {status}，不能进行此项操作。',
    en: '{name} is {status}: this cannot be done now.',
  },
  notActive: {
    code: 'UNIT_NOT_ACTIVE',
    zh: '单位“{name}”处于 {status}；须先经社区确认（{path}）。',
    en: '{name} is {status}; a community has to confirm it first ({path}).',
  },
  gridElsewhere: {
    code: 'UNIT_GRID_ELSEWHERE',
    zh: '{path} 不在该单位报到的社区内；请先向社区 {community} 报到。',
    en: '{path} lies in no community that the unit reports to; have it report to {community} first.',
  },
});
