import { catalogue } from '@linli/domain/refusal';

/** Why the demo city is not loaded. Whatever was loaded stays, and the next start goes on from there. */
export const DemoErrors = catalogue({
  settingMissing: {
    code: 'SETTING_MISSING',
    zh: '缺少环境变量 {name}：演示城市由 npm start 载入，单独运行时请给出 GATEWAY_URL 与 LINLI_DATA。',
    en: '{name} is not set: npm start loads the demo city; to load it alone, set GATEWAY_URL and LINLI_DATA.',
  },
  refused: {
    code: 'DEMO_REFUSED',
    zh: '演示城市未能载入完整：{what} 被拒绝（{reason}）：{message}',
    en: 'The demo city is not whole: {what} was refused ({reason}): {message}',
  },
});
