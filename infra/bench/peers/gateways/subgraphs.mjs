/**
 * Two of Linli's subgraphs, grid and cases, as they are to gateways, that answer from memory: a question that was asked before has its
 * answer as text. Prints where they listen as one line of JSON.
 */
import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { bodyOf, listen } from '../peer-process.mjs';
import { facts } from './facts.mjs';

const urls = {};
for (const [name, resolvers] of Object.entries(facts)) {
  const sdl = readFileSync(new URL(`../../../../services/${name}/schema.graphql`, import.meta.url), 'utf8');
  urls[name] = (await serve(buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]))).url;
}
process.stdout.write(`${JSON.stringify(urls)}\n`);

function serve(schema) {
  const known = new Map();
  return listen(async (request, response) => {
    const { query, variables, operationName } =
      request.method === 'POST' ? await bodyOf(request) : { query: '{ __typename }' };
    const asked = JSON.stringify([query, variables]);
    let answer = known.get(asked);
    if (answer === undefined) {
      const result = await graphql({ schema, source: query, variableValues: variables, operationName });
      known.set(asked, (answer = Buffer.from(JSON.stringify(result))));
    }
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
  });
}
