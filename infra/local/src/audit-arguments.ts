import { AuditErrors } from './audit.errors.js';
import { SERVICES } from './topology.js';
import type { ServiceName } from './topology.js';

/** Reads the arguments of `npm run audit`: the services whose audit is to be verified. */
export function readAuditArguments(args: readonly string[]): readonly ServiceName[] {
  const [command, option, name, ...more] = args.flatMap((word) =>
    word.startsWith('--service=') ? ['--service', word.slice('--service='.length)] : [word],
  );
  if (command === 'verify' && option === undefined) return SERVICES;
  const service = SERVICES.find((candidate) => candidate === name);
  if (command !== 'verify' || option !== '--service' || service === undefined || more.length > 0)
    throw AuditErrors.usage({ services: SERVICES });
  return [service];
}
