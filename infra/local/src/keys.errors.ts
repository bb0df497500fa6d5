import { catalogue } from '@linli/domain/refusal';

/** Why no key is added and none taken over. */
export const KeysErrors = catalogue({
  usage: {
    code: 'USAGE',
    zh: '用法：npm run keys -- rotate（新增一版外层密钥，并把全部人员、案件与民情日志换用新密钥；可在运行中执行）；npm run keys -- add（只新增，下次换用或重启时启用）。',
    en: 'Usage: npm run keys -- rotate (adds a newer outer key and takes all people, cases and diaries over to it, also while Linli runs); npm run keys -- add (adds it alone, for the next rotation or start).',
  },
  notInProduction: {
    code: 'NOT_IN_PRODUCTION',
    zh: 'NODE_ENV=production 时密钥由您保管：把新密钥写在 LINLI_OUTER_KEY_FILE 之首并重启服务，再以 WORKER_DATABASE_URL 对 {services} 分别执行 node services/<服务>/dist/keys.js rotate。',
    en: 'When NODE_ENV=production the keys are yours: put the new one first into LINLI_OUTER_KEY_FILE, restart, then run node services/<name>/dist/keys.js rotate with WORKER_DATABASE_URL for each of {services}.',
  },
  databaseNotRunning: {
    code: 'DATABASE_NOT_RUNNING',
    zh: '{folder} 的数据库没有在运行：请先执行 npm start，再换用密钥。',
    en: 'The database of {folder} is not running: npm start first, then rotate its keys.',
  },
  notTakenOver: {
    code: 'NOT_TAKEN_OVER',
    zh: '{service} 尚未全部换用新密钥；旧密钥仍在，一切照常可读。请再次执行 npm run keys -- rotate。',
    en: 'Not all of {service} was taken over; the older key is still listed and all can be read. Run npm run keys -- rotate again.',
  },
});
