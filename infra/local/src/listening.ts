import { freePorts, whyNotListening } from '@linli/local-postgres/free-port';
import { LauncherErrors } from './launcher.errors.js';
import { SERVERS } from './topology.js';
import type { Urls } from './topology.js';

/** Refuses, in words that help, an address on which the gateway could not listen. Port 0 is always free. */
export async function refuseTakenPort(host: string, port: number): Promise<void> {
  const reason = await whyNotListening(port, host);
  if (reason === null) return;
  throw reason === 'EADDRINUSE'
    ? LauncherErrors.portTaken({ port, other: port < 65535 ? port + 1 : port - 1 })
    : LauncherErrors.addressNotUsable({ host, port, reason });
}

/** Chooses where every process listens: the gateway where it was asked to, the others on free ports of loopback. */
export async function chooseUrls(host: string, port: number): Promise<Urls> {
  const ports = await freePorts(SERVERS.length);
  const urls = SERVERS.map((name, index) => [name, `http://127.0.0.1:${ports[index]}`] as const);
  const gateway = port === 0 ? {} : { gateway: `http://${reachable(host)}:${port}` };
  return { ...(Object.fromEntries(urls) as Urls), ...gateway };
}

/** A name under which this machine reaches its own listener. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
