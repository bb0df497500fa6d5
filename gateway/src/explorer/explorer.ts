import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { HttpAnswer, HttpRequest } from '@linli/subgraph/http-server';

const PAGE = join(import.meta.dirname, '../../explorer');
const require = createRequire(import.meta.url);
const inPackage = (manifest: string, file: string) => join(manifest, '..', file);
const REACT = require.resolve('react/package.json');
const REACT_DOM = require.resolve('react-dom/package.json');
const GRAPHIQL = require.resolve('graphiql/package.json');

/** Everything that the page loads, by its path; all of it lies on this machine. */
const FILES: Readonly<Record<string, { readonly type: string; readonly file: () => string }>> = {
  '/': { type: 'text/html; charset=utf-8', file: () => join(PAGE, 'index.html') },
  '/explorer/explorer.js': { type: 'text/javascript; charset=utf-8', file: () => join(PAGE, 'explorer.js') },
  '/explorer/examples.json': { type: 'application/json; charset=utf-8', file: () => join(PAGE, 'examples.json') },
  '/explorer/explorer.css': { type: 'text/css; charset=utf-8', file: () => join(PAGE, 'explorer.css') },
  '/explorer/react.js': {
    type: 'text/javascript; charset=utf-8',
    file: () => inPackage(REACT, 'umd/react.production.min.js'),
  },
  '/explorer/react-dom.js': {
    type: 'text/javascript; charset=utf-8',
    file: () => inPackage(REACT_DOM, 'umd/react-dom.production.min.js'),
  },
  '/explorer/graphiql.js': {
    type: 'text/javascript; charset=utf-8',
    file: () => inPackage(GRAPHIQL, 'graphiql.min.js'),
  },
  '/explorer/graphiql.css': { type: 'text/css; charset=utf-8', file: () => inPackage(GRAPHIQL, 'graphiql.min.css') },
};

/** GraphiQL sets styles on elements and has its fonts and images in its stylesheet; nothing comes from or goes to elsewhere. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The explorer: GraphiQL with examples for each kind of user, for trying the graph out; null for a path that is none of its. */
export async function explorerAnswer(request: HttpRequest): Promise<HttpAnswer | null> {
  const found = Object.hasOwn(FILES, request.path) ? FILES[request.path] : undefined;
  if (found === undefined || request.method !== 'GET') return null;
  return {
    status: 200,
    headers: { 'content-type': found.type, 'content-security-policy': POLICY, 'cache-control': 'no-cache' },
    body: await readFile(found.file()),
  };
}
