import type { Role, Viewer } from '@linli/domain/viewer';
import type { HttpRequest } from '@linli/subgraph/http-server';
import { DocumentErrors } from './document.errors.js';

/** Those who ask through frontends, which know all their operations when they are built. */
const FRONTEND_ROLES: readonly Role[] = ['RESIDENT', 'GRID_WORKER'];

type Parameters = Readonly<Record<string, unknown>>;

/** Operations that clients were built with, which they send by id (GraphQL over HTTP, `documentId`). */
export class TrustedDocuments {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #only: boolean;

  /** With `only`, whoever asks through frontends may send nothing else. */
  constructor(texts: ReadonlyMap<string, string>, only: boolean) {
    this.#texts = texts;
    this.#only = only;
  }

  /** The request with the text of its document in place of the id. Throws where there is none, or where there had to be an id. */
  admit(request: HttpRequest, viewer: Viewer): HttpRequest {
    const bound = this.#only && viewer.roles.every(({ role }) => FRONTEND_ROLES.includes(role));
    if (!bound && !`${request.search}${request.body}`.includes('documentId')) return request;
    const parameters = parametersOf(request);
    if (parameters?.['documentId'] === undefined) {
      if (bound && parameters?.['query'] !== undefined) throw DocumentErrors.onlyTrusted();
      return request;
    }
    const { documentId, ...others } = parameters;
    const query = typeof documentId === 'string' ? this.#texts.get(documentId) : undefined;
    if (query === undefined) throw DocumentErrors.unknown();
    return withParameters(request, { ...others, query });
  }
}

/** What is asked, where it can be read; what cannot is refused by whoever answers it. */
function parametersOf(request: HttpRequest): Parameters | null {
  if (request.method === 'GET') return Object.fromEntries(new URLSearchParams(request.search));
  try {
    const body = JSON.parse(request.body) as unknown;
    return typeof body === 'object' && body !== null ? (body as Parameters) : null;
  } catch {
    return null;
  }
}

function withParameters(request: HttpRequest, parameters: Parameters): HttpRequest {
  return request.method === 'GET'
    ? { ...request, search: `?${new URLSearchParams(parameters as Record<string, string>).toString()}` }
    : { ...request, body: JSON.stringify(parameters) };
}
