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
import { readRunState } from './run-state.js';
import { speaker } from './say.js';
import { auditHeadsIn } from './topology.js';
import type { ServiceName } from './topology.js';

await runCommand(async () => {
  const services = readAuditArguments(process.argv.slice(2));
  const { dataFolder } = launcherConfig();
  const state = await readRunState(dataFolder);
  if (state === null) throw AuditErrors.databaseNotRunning({ folder: dataFolder });
  const say = speaker(callersLanguage(), console.log);
  for (const service of services) {
    const audit = await verified(service, state.databases[service].workerUrl, auditHeadsIn(dataFolder));
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

const UNDEFINED_TABLE = '42P01';

function refusalOf(service: ServiceName, error: unknown): unknown {
  const code = (error as { code?: unknown }).code;
  if (code === UNDEFINED_TABLE) return AuditErrors.neverChained({ service });
  if (typeof code === 'string' && /^(ECONN|ETIMEDOUT|ENOTFOUND|57P|28P01|3D000)/.test(code))
    return AuditErrors.databaseNotReached({ service, reason: code });
  return error;
}
