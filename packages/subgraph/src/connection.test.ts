import { describe, expect, it } from '@jest/globals';
import { connectionOf, pageOf } from './connection.js';
import { CursorSigner } from './cursor.js';

const cursors = new CursorSigner(Buffer.alloc(32, 9).toString('base64'));
const LIST = 'benches';
const STREET = ['b1', 'b2', 'b3', 'b4', 'b5'];

let counted = 0;
let signed = 0;
/** A page of the street's benches, as a list reads it: one row more than asked for. */
function benchesOf(asked: { first?: number | null; after?: string | null }) {
  const page = pageOf(cursors, LIST, asked);
  const from = page.after === null ? 0 : STREET.indexOf(String(page.after[0])) + 1;
  return connectionOf(cursors, page, STREET.slice(from, from + page.first + 1), {
    keys: (row) => {
      signed += 1;
      return [row];
    },
    node: (row) => row.toUpperCase(),
    total: () => {
      counted += 1;
      return STREET.length;
    },
  });
}

describe('a connection', () => {
  it('is walked page by page, and holds each thing once', () => {
    const pages: string[][] = [];
    let after: string | null = null;
    do {
      const { nodes, pageInfo }: ReturnType<typeof benchesOf> = benchesOf({ first: 2, after });
      pages.push(nodes);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(pages).toEqual([['B1', 'B2'], ['B3', 'B4'], ['B5']]);
  });

  it('tells where its page stands', () => {
    const first = benchesOf({ first: 2 });
    expect(first.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: first.edges[0]?.cursor,
      endCursor: first.edges[1]?.cursor,
    });
    expect(benchesOf({ first: 4, after: first.edges[1]?.cursor ?? '' }).pageInfo).toMatchObject({
      hasNextPage: false,
      hasPreviousPage: true,
    });
  });

  it('that is empty has no cursors', () => {
    expect(benchesOf({ after: cursors.sign(LIST, ['b5']) })).toMatchObject({
      edges: [],
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
    });
  });

  it('signs a cursor only where somebody asks', () => {
    signed = 0;
    const { edges, pageInfo } = benchesOf({ first: 2 });
    expect(signed).toBe(0);
    const second = edges[1]?.cursor;
    expect([second, signed]).toEqual([pageInfo.endCursor, 1]);
  });

  it('is counted only where somebody asks', () => {
    counted = 0;
    const connection = benchesOf({ first: 1 });
    expect(counted).toBe(0);
    expect([connection.totalCount, counted]).toEqual([5, 1]);
  });
});

describe('a page', () => {
  it('has a usual size where none is asked for', () => {
    expect(pageOf(cursors, LIST, {})).toEqual({ list: LIST, first: 20, after: null });
    expect(pageOf(cursors, LIST, { first: null, after: null }, 5)).toEqual({ list: LIST, first: 5, after: null });
  });

  it('has at most 100 things', () => {
    expect(pageOf(cursors, LIST, { first: 100 }).first).toBe(100);
  });

  it.each([0, -1, 101])('of %d things is refused', (first) => {
    expect(() => pageOf(cursors, LIST, { first })).toThrow('The input is wrong (first)');
  });

  it('after a cursor of another list is refused', () => {
    expect(() => pageOf(cursors, LIST, { after: cursors.sign('sofas', ['b1']) })).toThrow('The input is wrong (after)');
  });
});
