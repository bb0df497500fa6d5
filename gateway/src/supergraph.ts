import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse, type ConstDirectiveNode } from 'graphql';

/** The composed graph as it is committed. */
export function committedSupergraph(): string {
  return supergraphAt(join(import.meta.dirname, '../supergraph.graphql'));
}

/** A composed graph that lies elsewhere: that of a city with services of its own, say. */
export function supergraphAt(file: string): string {
  return readFileSync(file, 'utf8');
}

/** Names of the subgraphs of a supergraph, as its `join__Graph` enum tells them. */
export function subgraphsOf(supergraphSdl: string): string[] {
  return parse(supergraphSdl).definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph'
      ? (definition.values ?? []).flatMap((value) => (value.directives ?? []).flatMap(nameArgument))
      : [],
  );
}

function nameArgument(directive: ConstDirectiveNode): string[] {
  const name = directive.arguments?.find((argument) => argument.name.value === 'name')?.value;
  return name?.kind === Kind.STRING ? [name.value] : [];
}
