import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

/** Committed schemas by the name of their subgraph. */
export type Schemas = Readonly<Record<string, string>>;

/**
 * The supergraph of the given schemas. Throws on an error and on any hint, naming them: a hint is a difference between two
 * subgraphs that somebody meant otherwise. Addresses are placeholders (`http://grid`); the real ones come with the environment.
 */
export function composeFrom(schemas: Schemas): string {
  const services = Object.entries(schemas)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, sdl]) => ({ name, url: `http://${name}`, typeDefs: parse(sdl) }));
  const composed = composeServices(services);
  if (composed.errors !== undefined) {
    throw new Error(`the schemas do not compose:\n${composed.errors.map((error) => `- ${error.message}`).join('\n')}`);
  }
  if (composed.hints.length > 0) {
    throw new Error(
      `the schemas compose with hints:\n${composed.hints.map((hint) => `- ${hint.toString()}`).join('\n')}`,
    );
  }
  return `${composed.supergraphSdl.trimEnd()}\n`;
}
