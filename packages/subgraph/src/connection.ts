import 'reflect-metadata';
import { Directive, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import type { CursorKeys, CursorSigner } from './cursor.js';
import { RequestErrors } from './request.errors.js';

const MOST = 100;

@ObjectType()
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

/** A page of a list in the form of the Relay connection specification. The total is counted only where it is asked for. */
export interface Connection<Node> {
  edges: Edge<Node>[];
  nodes: Node[];
  pageInfo: PageInfo;
  readonly totalCount: number | Promise<number>;
}

/** The connection and edge types of a node type, under the names that Relay gives them. */
export function connectionType<Node extends object>(
  name: string,
  node: () => ClassType<Node>,
): ClassType<Connection<Node>> {
  @ObjectType(`${name}Edge`)
  class NodeEdge implements Edge<Node> {
    @Field(() => String)
    cursor!: string;

    @Field(node)
    node!: Node;
  }

  @ObjectType(`${name}Connection`)
  class NodeConnection implements Connection<Node> {
    @Field(() => [NodeEdge])
    edges!: NodeEdge[];

    @Field(() => [node()])
    nodes!: Node[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;

    @Field(() => Int)
    totalCount!: number | Promise<number>;
  }

  return NodeConnection;
}

/** What of a list is asked for: so many after a place in its order; from its start where `after` is null. */
export interface Page {
  readonly list: string;
  readonly first: number;
  readonly after: CursorKeys | null;
}

/** A page as a caller asks for it: so many, after a cursor of the list. */
export interface AskedPage {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** Reads a caller's page. `first` is 1 to 100, `usual` where it is not given; anything else is `BAD_USER_INPUT`. */
export function pageOf(cursors: CursorSigner, list: string, asked: AskedPage, usual = 20): Page {
  const first = asked.first ?? usual;
  if (first < 1 || first > MOST) throw RequestErrors.badUserInput({ path: 'first' });
  const after = asked.after ?? null;
  return { list, first, after: after === null ? null : cursors.read(list, after) };
}

/**
 * Makes a connection of the rows of a page, of which one more than asked for was fetched where there are more. A cursor is signed
 * where it is asked for: most who ask for a list do not turn its pages.
 */
export function connectionOf<Row, Node>(
  cursors: CursorSigner,
  page: Page,
  rows: readonly Row[],
  shape: { keys: (row: Row) => CursorKeys; node: (row: Row) => Node; total: () => number | Promise<number> },
): Connection<Node> {
  const edges = rows.slice(0, page.first).map((row) => ({
    node: shape.node(row),
    get cursor() {
      return cursors.sign(page.list, shape.keys(row));
    },
  }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: rows.length > page.first,
      hasPreviousPage: page.after !== null,
      get startCursor() {
        return edges[0]?.cursor ?? null;
      },
      get endCursor() {
        return edges.at(-1)?.cursor ?? null;
      },
    },
    get totalCount() {
      return shape.total();
    },
  };
}
