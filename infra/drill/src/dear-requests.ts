/** A request that takes as much as any may: an operation with a page size `$n` that is raised as far as it is allowed, or a body. */
export interface DearRequest {
  readonly name: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Whether it is to be refused before any work. */
  readonly refused?: true;
}

const AREA = 'code name level landArea ancestors { code name }';
const PERSON = 'person { id displayName }';
const CASE = `id number title description status channel urgency reportedAt respondBy resolveBy overdue version
  timeline { __typename } allowedActions grid { name branches { name secretary { ${PERSON} } } } building { number groups { name } }`;

/**
 * Lists of lists of each subgraph and of several at once. They go back and forth between things of the demo city, so that the answer
 * is as full as its cost says.
 */
const READS: readonly DearRequest[] = [
  {
    name: 'areas beside areas',
    query: `query ($n: Int!) { areas(first: 100) { nodes { ${AREA} parent { children(first: $n) { nodes { ${AREA} } } } } } }`,
  },
  {
    name: 'areas under other names',
    query: `query ($n: Int!) { ${Array.from({ length: 10 }, (_, at) => `a${at}: areas(first: 100) { nodes { ${AREA} children(first: $n) { nodes { code name } } } }`).join(' ')} }`,
  },
  {
    name: 'buildings beside buildings',
    query: `query ($n: Int!) { grids(within: "3407", first: 19) { nodes { code buildings(first: 13) { nodes { number
      grid { buildings(first: 13) { nodes { number grid { buildings(first: $n) { nodes { id number } } } } } } } } } } }`,
  },
  {
    name: 'buildings beside buildings, with groups and cases',
    query: `query ($n: Int!) { grids(within: "3407", first: 19) { nodes { code openCases branches { id name memberCount }
      buildings(first: 13) { nodes { number grid { buildings(first: $n) { totalCount nodes {
        id number floors households openCases location { latitude longitude } groups { id name } } } } } } } } }`,
  },
  {
    name: 'members beside members',
    query: `query ($n: Int!) { partyOrganizations(within: "3407", level: BRANCH, first: 30) { nodes { id name memberCount
      members(first: 32) { nodes { id organization { members(first: $n) { nodes { id status joinedOn ${PERSON} } } } } } } } }`,
  },
  {
    name: 'organisations under organisations',
    query: `query ($n: Int!) { partyOrganizations(within: "3407", first: 100) { nodes { id name chain { id
      descendants(first: $n) { totalCount nodes { id name level memberCount seats { id title ${PERSON} } } } } } } }`,
  },
  {
    name: 'cases beside cases, with all that belongs to them',
    query: `query ($n: Int!) { cases(within: "3407", first: 100) { nodes { ${CASE} area { cases(first: $n) { totalCount nodes { ${CASE} } } } } } }`,
  },
  {
    name: 'claims of resources of units',
    query: `query ($n: Int!) { units(first: 20) { totalCount nodes { id name communities { code name units(first: 20) { nodes {
      resources(first: $n) { totalCount nodes { id title remaining claims(first: 10) { nodes { id status } } } } } } } } } }`,
  },
];

/** What is turned away: too large, too many, too deep, too long. */
const REFUSED: readonly DearRequest[] = [
  { name: 'a body of 1 MB', query: `{ viewer { roles { role } } } #${'x'.repeat(1_000_000)}`, refused: true },
  { name: '5,000 fields', query: `{ area(code: "34") { ${'name '.repeat(5_000)} } }`, refused: true },
  {
    name: 'a list of 20,000 values',
    query: 'query ($codes: [TerritoryCode!]) { cases(within: "3407", where: { categories: $codes }) { totalCount } }',
    variables: { codes: Array.from({ length: 20_000 }, () => '34') },
    refused: true,
  },
  {
    name: 'a depth of 400',
    query: `{ area(code: "34") { ${'parent { '.repeat(400)} name ${'} '.repeat(400)} } }`,
    refused: true,
  },
];

/** The longest list that fits a request: each person is sealed with a key of their own. */
const WRITE: DearRequest = {
  name: '400 people registered at once',
  query: 'mutation ($inputs: [RegisterPersonInput!]!) { registerPersons(inputs: $inputs) { id displayName } }',
  variables: {
    inputs: Array.from({ length: 400 }, (_, at) => ({
      name: `王小${at}`,
      phone: `138${String(at).padStart(8, '0')}`,
      address: '天井湖社区一栋一单元',
      territory: '340705402001',
    })),
  },
};

export const DEAR_REQUESTS: readonly DearRequest[] = [...READS, WRITE, ...REFUSED];
