/**
 * The peer near the limit: a statement written by hand for each work, over one database, which answers with JSON that PostgreSQL made;
 * Node passes it on. Nobody's rights are checked, and nothing is parsed but an address.
 */
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { announce, bodyOf, listen } from '../peer-process.mjs';

/** What the parameters of each statement are taken from. */
const WORKS = {
  W1: ({ community }) => [community],
  W2: ({ grid }) => [grid],
  W3: ({ district }) => [district],
  W4: ({ input }) => [input.building, input.category, input.channel, input.title, input.description ?? null],
  'W5-list': ({ area, field }) => [area, field],
  'W5-register': ({ input: { unit, title, field, form, quantity, measure, territories = [] } }) => [
    unit,
    title,
    field,
    form,
    quantity,
    measure,
    territories,
  ],
  W6: ({ community }) => [community],
};

/** Twice the cores that such a server has here: more only wait in PostgreSQL in place of Node. */
const CONNECTIONS = 8;

const pool = new pg.Pool({ connectionString: process.env.BENCH_ONE_DATABASE_URL, max: CONNECTIONS });
const statements = new Map(Object.keys(WORKS).map((work) => [work, statementOf(work)]));

const { url } = await listen((request, response) => {
  answer(request).then(
    (body) => response.setHeader('content-type', 'application/json').end(body),
    (error) => {
      response.statusCode = 500;
      response.end(JSON.stringify({ errors: [{ message: error.message }] }));
    },
  );
});
announce(url, Object.keys(WORKS), () => pool.end());

async function answer(request) {
  const { pathname, searchParams } = new URL(request.url, url);
  const work = pathname.slice(1);
  const variables = request.method === 'POST' ? await bodyOf(request) : Object.fromEntries(searchParams);
  const { name, text, field } = statements.get(work);
  const { rows } = await pool.query({ name, text, values: WORKS[work](variables), rowMode: 'array' });
  return `{"data":{"${field}":${rows[0]?.[0] ?? null}}}`;
}

/** Each connection prepares a statement once, by its name; the only column is named after the field of the answer. */
function statementOf(work) {
  const text = readFileSync(new URL(`works/${work}.sql`, import.meta.url), 'utf8');
  return { name: work, text, field: /::text\s+as "?(\w+)"?/.exec(text)[1] };
}
