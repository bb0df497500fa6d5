import { catalogue } from '@linli/domain/refusal';

/** Why an audit is not verified. */
export const AuditErrors = catalogue({
  usage: {
    code: 'USAGE',
    zh: '用法：npm run audit -- verify [--service 服务]；服务为 {services} 之一，不写则全部校验。',
    en: 'Usage: npm run audit -- verify [--service NAME]; NAME is one of {services}, all of them without it.',
  },
  databaseNotRunning: {
    code: 'DATABASE_NOT_RUNNING',
    zh: '{folder} 的数据库没有在运行：请先执行 npm start，再校验审计。',
    en: 'The database of {folder} is not running: npm start first, then verify its audit.',
  },
  databaseNotReached: {
    code: 'DATABASE_NOT_REACHED',
    zh: '无法连接 {service} 的数据库（{reason}）：数据库须在运行，才能校验审计。',
    en: 'The database of {service} cannot be reached ({reason}): it has to run for its audit to be verified.',
  },
  neverChained: {
    code: 'NEVER_CHAINED',
    zh: '{service} 的数据库中还没有审计链：请用此版本执行一次 npm start。',
    en: 'The database of {service} has no chained audit yet: npm start once with this version.',
  },
});
