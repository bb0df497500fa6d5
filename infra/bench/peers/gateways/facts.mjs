import { createHash } from 'node:crypto';

/** What the subgraphs know: the same of the same place each time, and of no two places the same. */
export const facts = {
  grid: {
    Query: {
      grids: (_, { within, first }) => ({ nodes: series(first, (index) => gridOf(`${within}${threeDigits(index)}`)) }),
      grid: (_, { code }) => gridOf(code),
    },
  },
  cases: {
    Grid: {
      __resolveReference: ({ code }) => ({
        code,
        cases: ({ first }) => ({ nodes: series(first, (index) => caseOf(code, index)) }),
      }),
    },
  },
};

function gridOf(code) {
  return {
    code,
    name: `天桥新村第${Number(code.slice(12))}网格`,
    kind: 'RESIDENTIAL',
    openedOn: '2021-03-01',
    households: 200 + (Number(code.slice(-6)) % 97),
    buildings: ({ first }) => ({ nodes: series(first, (index) => buildingOf(code, index)) }),
  };
}

function buildingOf(code, index) {
  return { id: idOf(`building ${code} ${index}`), number: `${index}号楼` };
}

function caseOf(code, index) {
  const id = idOf(`case ${code} ${index}`);
  const number = `TL-20261122-${threeDigits(index)}${code.slice(-3)}-${id.slice(0, 4).toUpperCase()}`;
  return { id, number, title: '楼道灯不亮', status: 'ASSIGNED' };
}

function series(count, of) {
  return Array.from({ length: count }, (_, index) => of(index + 1));
}

function threeDigits(index) {
  return String(index).padStart(3, '0');
}

function idOf(text) {
  const digits = createHash('sha256').update(text).digest('hex');
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-7$3-8$4-$5');
}
