import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A port of an address that nobody listens on: the wanted one where it is free, else one that the system chooses. */
export async function freePort(wanted = 0, host = '127.0.0.1'): Promise<number> {
  return listenBriefly(wanted, host).catch(() => listenBriefly(0, host));
}

/** Why an address cannot be listened on, as the system's error code (`EADDRINUSE`, `EACCES`); null where it can. */
export async function whyNotListening(port: number, host: string): Promise<string | null> {
  return listenBriefly(port, host).then(
    () => null,
    (error: NodeJS.ErrnoException) => error.code ?? error.message,
  );
}

async function listenBriefly(port: number, host: string): Promise<number> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  const chosen = (server.address() as AddressInfo).port;
  await new Promise((closed) => server.close(closed));
  return chosen;
}
