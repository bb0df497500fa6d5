import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';

/** A port of loopback that nobody listens on: the wanted one where it is free, else one that the system chooses. */
export async function freePort(wanted = 0): Promise<number> {
  if (wanted !== 0 && (await whyNotListening(wanted, '127.0.0.1')) === null) return wanted;
  const [port] = await freePorts(1);
  return port as number;
}

/** So many different ports of loopback that nobody listens on. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0, '127.0.0.1')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(close));
  return ports;
}

/** Why an address cannot be listened on, as the system's error code (`EADDRINUSE`, `EACCES`); null where it can. */
export async function whyNotListening(port: number, host: string): Promise<string | null> {
  try {
    await close(await listen(port, host));
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

async function listen(port: number, host: string): Promise<Server> {
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  await new Promise((closed) => server.close(closed));
}
