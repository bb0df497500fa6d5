import { Kind, OperationTypeNode } from 'graphql';
import type {
  ArgumentNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { breachOf, type Breach } from './breach.js';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

export interface Extent {
  readonly breach: Breach | null;
  /** Selections looked at; counting stops at the first breach, so that no document makes it long. */
  readonly visited: number;
}

/** How far an operation reaches with its fragments written out, up to the first limit that it breaks. */
export function extentOf(operation: OperationDefinitionNode, fragments: Fragments): Extent {
  const walk = new Walk(operation.operation === OperationTypeNode.MUTATION ? 'rootMutations' : 'rootFields', fragments);
  return { breach: walk.into(operation.selectionSet, 1, false), visited: walk.visited };
}

class Walk {
  visited = 0;
  #fields = 0;
  #argumentCharacters = 0;
  #rootFields = 0;
  readonly #root: 'rootFields' | 'rootMutations';
  readonly #fragments: Fragments;
  /** Fragments being written out: one that spreads itself is another rule's to refuse, and is not followed. */
  readonly #open = new Set<string>();

  constructor(root: 'rootFields' | 'rootMutations', fragments: Fragments) {
    this.#root = root;
    this.#fragments = fragments;
  }

  /** Introspection is exempt from depth, since every client asks for types some ten levels deep, but from nothing else. */
  into(selections: SelectionSetNode, depth: number, introspection: boolean): Breach | null {
    for (const selection of selections.selections) {
      this.visited += 1;
      const breach = breachOf('selections', this.visited) ?? this.#of(selection, depth, introspection);
      if (breach !== null) return breach;
    }
    return null;
  }

  #of(selection: SelectionNode, depth: number, introspection: boolean): Breach | null {
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.into(selection.selectionSet, depth, introspection);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#spread(selection.name.value, depth, introspection);
    this.#fields += 1;
    this.#argumentCharacters += lengthOf(selection.arguments);
    if (depth === 1) this.#rootFields += 1;
    const within = introspection || selection.name.value.startsWith('__');
    return (
      breachOf('fields', this.#fields) ??
      breachOf('argumentCharacters', this.#argumentCharacters) ??
      breachOf(this.#root, this.#rootFields) ??
      (within ? null : breachOf('depth', depth)) ??
      (selection.selectionSet === undefined ? null : this.into(selection.selectionSet, depth + 1, within))
    );
  }

  #spread(name: string, depth: number, introspection: boolean): Breach | null {
    const fragment = this.#fragments.get(name);
    if (fragment === undefined || this.#open.has(name)) return null;
    this.#open.add(name);
    const breach = this.into(fragment.selectionSet, depth, introspection);
    this.#open.delete(name);
    return breach;
  }
}

/** Characters of arguments as they are written. */
function lengthOf(written: readonly ArgumentNode[] = []): number {
  return (written.at(-1)?.loc?.end ?? 0) - (written[0]?.loc?.start ?? 0);
}
