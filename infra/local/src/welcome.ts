import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RoleHeld } from '@linli/domain/viewer';
import { ROOT } from './config.js';
import type { Words } from './say.js';
import type { RunningLinli } from './start.js';

/** One holder of each role, at the community of the demo city and above it. */
const HOLDERS: readonly RoleHeld[] = [
  { role: 'RESIDENT', territory: '340705402001' },
  { role: 'GRID_WORKER', territory: '340705402001001' },
  { role: 'COMMUNITY_OFFICER', territory: '340705402001' },
  { role: 'STREET_OFFICER', territory: '340705402' },
  { role: 'DISTRICT_OFFICER', territory: '340705' },
  { role: 'CITY_OFFICER', territory: '3407' },
  { role: 'UNIT_REPRESENTATIVE', unit: randomUUID() },
  { role: 'ANALYST', territory: '3407' },
  { role: 'AUDITOR', territory: '3407' },
  { role: 'ADMINISTRATOR', territory: '3407' },
];
const FIRST_QUERY = join(ROOT, 'infra', 'local', 'first-query.graphql');

/** What a started Linli tells: where things are, a token for each role, and a first query to paste. */
export async function welcome(linli: RunningLinli, dataFolder: string, tookMs: number): Promise<Words> {
  const query = (await readFile(FIRST_QUERY, 'utf8')).trim();
  const tokens = await Promise.all(HOLDERS.map((held) => linli.mint({ roles: [held] })));
  const lines = HOLDERS.map((held, index) => `  ${held.role} ${held.territory ?? held.unit}\n    ${tokens[index]}`);
  const seconds = (tookMs / 1000).toFixed(1);
  const curl = [
    `curl -s ${linli.urls.gateway}/graphql \\`,
    `  -H 'content-type: application/json' \\`,
    `  -H 'authorization: Bearer ${tokens[HOLDERS.findIndex(({ role }) => role === 'COMMUNITY_OFFICER')]}' \\`,
    `  -d '${JSON.stringify({ query: query.replace(/\s+/g, ' ') })}'`,
  ].join('\n');
  const rest = [...lines, '', query, '', curl, ''];
  return {
    zh: [
      '',
      `Linli 已启动（${seconds} 秒）：${linli.urls.gateway}/graphql`,
      `数据与日志：${dataFolder}`,
      '停止：Ctrl-C。令牌（一小时有效，另取：npm run -s token -- --role 角色 --territory 代码）：',
      ...rest,
    ].join('\n'),
    en: [
      '',
      `Linli is up (${seconds} s): ${linli.urls.gateway}/graphql`,
      `Data and logs: ${dataFolder}`,
      'Stop with Ctrl-C. Tokens (good for an hour; another: npm run -s token -- --role ROLE --territory CODE):',
      ...rest,
    ].join('\n'),
  };
}
