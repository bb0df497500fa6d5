/** `npm run audit -- verify`: whether the audit of each service is as it was sealed. It fails where one is not. */
import { readHeads } from '@linli/persistence/audit-heads';
import { verifyAudit } from '@linli/persistence/audit-verification';
import { openDatabase } from '@linli/persistence/database';
import { readAuditArguments } from './audit-arguments.js';
import { AuditErrors } from './audit.errors.js';
import { reportOf } from './audit-report.js';
import type { VerifiedAudit } from './audit-report.js';
import { runCommand } from './command.js';
import { callersLanguage, launcherConfig } from './config.js';
import { speaker } from './say.js';
import { auditHeadsIn } from './topology.js';
import type { ServiceName } from './topology.js';
import { workerUrlOf } from './worker-url.js';

await runCommand(async () => {
  const services = readAuditArguments(process.argv.slice(2));
  const config = launcherConfig();
  const heads = auditHeadsIn(config.dataFolder);
  const say = speaker(callersLanguage(), console.log);
  for (const service of services) {
    const url = await workerUrlOf(service, config);
    if (url === null) throw AuditErrors.databaseNotRunning({ folder: config.dataFolder });
    const audit = await verified(service, url, heads);
    for (const line of reportOf(audit)) say(line);
    if (audit.findings.length > 0) process.exitCode = 1;
  }
});

async function verified(service: ServiceName, url: string, headsFolder: string): Promise<VerifiedAudit> {
  const database = openDatabase({ url, entities: [], connections: 1, statementTimeoutMs: 600_000 });
  try {
    const heads = await readHeads(headsFolder, service);
    return { service, heads: heads.length, ...(await verifyAudit(database, heads)) };
  } catch (error) {
    throw refusalOf(service, error);
  } finally {
    await database.close(true);
  }
}

function refusalOf(service: ServiceName, error: unknown): unknown {
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string') return error;
  // There is no such table, or no such column.
  if (['42P01', '42703'].includes(code)) return AuditErrors.neverChained({ service });
  // Nobody listens, the server is not ready, or it does not know us or the database.
  if (/^(E[A-Z]+|57P\d\d|08\d{3}|28\w{3}|3D000)$/.test(code))
    return AuditErrors.databaseNotReached({ service, reason: code });
  return error;
}
