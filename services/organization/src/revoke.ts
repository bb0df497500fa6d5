import { systemClock } from '@linli/domain/civil-time';
import { readWorkerUrl } from './config.js';
import { openOrganizationDatabase } from './orm.js';
import { revokeAsOperator } from './token-revocation/operator-revocation.js';
import { revokedRolesFrom } from './token-revocation/revoke-arguments.js';

/** Revokes tokens at an operator's command, as the worker role. */
const revoked = revokedRolesFrom(process.argv.slice(2));
if (revoked === null) {
  process.stderr.write(
    `用法：npm run revoke -- --subject 人员或账号 [--territory 代码 | --unit 单位]；都不写则作废其全部令牌。
Usage: npm run revoke -- --subject ID [--territory CODE | --unit ID]; with neither, all of the subject's tokens.
`,
  );
  process.exitCode = 1;
} else {
  const database = openOrganizationDatabase(readWorkerUrl(), 1);
  const at = systemClock.now();
  await revokeAsOperator(database, revoked, at);
  await database.close(true);
  process.stdout.write(
    `已作废：${at.toISOString()} 及以前签发的令牌，一分钟内生效。
Revoked: of the tokens issued until ${at.toISOString()}, within a minute.
`,
  );
}
