import { once } from 'node:events';
import { createServer } from 'node:http';

/** Listens on a free port of loopback. */
export async function listen(handler) {
  const server = createServer(handler);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${server.address().port}` };
}

/** Tells who started the peer that it may be asked now; from then on it serves until it is told to stop. */
export function announce(url, works, stop = async () => {}) {
  process.stdout.write(`${JSON.stringify({ url, works })}\n`);
  const end = () => void Promise.resolve(stop()).finally(() => process.exit());
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, end);
}

/** The body of a request as JSON. */
export async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
