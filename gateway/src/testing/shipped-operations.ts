import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An operation that Linli itself hands out: in its docs, in the explorer, or for the first look at a city. */
export interface ShippedOperation {
  readonly from: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const ROOT = join(import.meta.dirname, '../../..');
const PAGES = '{*.md,docs/**/*.md,{gateway,e2e}/*.md,{services,packages,infra}/*/README*.md}';
const EXAMPLES = 'gateway/explorer/examples.json';

export function shippedOperations(): ShippedOperation[] {
  const files = globSync('infra/local/*.graphql', { cwd: ROOT }).map((from) => ({
    from,
    query: read(from),
    variables: {},
  }));
  return [...examples(), ...files, ...globSync(PAGES, { cwd: ROOT }).flatMap(inPage)];
}

function examples(): ShippedOperation[] {
  const audiences = JSON.parse(read(EXAMPLES)) as { examples: { en: string; query: string; variables: object }[] }[];
  return audiences.flatMap(({ examples }) =>
    examples.map(({ en, query, variables }) => ({ from: `${EXAMPLES}: ${en}`, query, variables: { ...variables } })),
  );
}

/** The fenced operations of a page; what declares types is no operation. */
function inPage(page: string): ShippedOperation[] {
  return [...read(page).matchAll(/^```graphql\n(.*?)^```/gms)].flatMap(([, query = ''], index) =>
    /^\s*(query|mutation|\{|fragment)/.test(query) ? [{ from: `${page} (${index + 1})`, query, variables: {} }] : [],
  );
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}
