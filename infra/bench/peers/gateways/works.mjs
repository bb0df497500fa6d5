/** What only gateways are asked, over subgraphs that answer from memory: large, middling and small. */
export const WORKS = {
  L: {
    query: `query L($within: TerritoryCode!) {
      grids(within: $within, first: 50) {
        nodes {
          code name kind openedOn households
          buildings(first: 3) { nodes { id number } }
          cases(first: 10) { nodes { id number title status } }
        }
      }
    }`,
    variables: (index) => ({ within: communityOf(index) }),
  },
  M: {
    query: `query M($code: TerritoryCode!) {
      grid(code: $code) {
        code name
        buildings(first: 3) { nodes { id number } }
        cases(first: 5) { nodes { id number title status } }
      }
    }`,
    variables: (index) => ({ code: gridOf(index) }),
  },
  S: {
    query: 'query S($code: TerritoryCode!) { grid(code: $code) { code name kind } }',
    variables: (index) => ({ code: gridOf(index) }),
  },
};

/** So many different requests of a work, one after the other, over and over. */
const VARIETY = 40;

function communityOf(index) {
  return `34070540${2001 + (index % VARIETY)}`;
}

function gridOf(index) {
  return `${communityOf(index)}${String(1 + (index % 7)).padStart(3, '0')}`;
}
