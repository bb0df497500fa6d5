import { sep } from 'node:path';

/** The lint rules of this house that no published plugin has. `.oxlintrc.json` says where each applies. */
export default {
  meta: { name: 'linli' },
  rules: {
    'no-barrel': { create: noBarrel },
    'no-clock': { create: noClock },
    'no-environment': { create: noEnvironment },
    'no-vague-name': { create: noVagueName },
  },
};

/** A file passes on no other file's exports: what is imported is named where it is written. */
function noBarrel(context) {
  const report = (node) => context.report({ node, message: 'Import from the file that defines it; pass nothing on.' });
  return {
    ExportAllDeclaration: report,
    ExportNamedDeclaration: (node) => node.source && report(node),
  };
}

/** Rules decide on the facts that they are given: the present instant and chance are not among them. */
function noClock(context) {
  const report = (node) =>
    context.report({ node, message: 'A rule is told the instant and draws no lots: take it as an argument.' });
  return {
    NewExpression: (node) => isNamed(node.callee, 'Date') && node.arguments.length === 0 && report(node),
    CallExpression: (node) => isNamed(node.callee, 'Date') && report(node),
    MemberExpression: (node) => SOURCES.some(([owner, member]) => reads(node, owner, member)) && report(node),
    ImportSpecifier: (node) => isNamed(node.imported, 'systemClock') && report(node),
  };
}

const SOURCES = [
  ['Date', 'now'],
  ['Temporal', 'Now'],
  ['performance', 'now'],
  ['Math', 'random'],
  ['crypto', 'randomUUID'],
  ['crypto', 'getRandomValues'],
];

/** `config.ts` alone reads the environment, and answers with what it means. */
function noEnvironment(context) {
  const report = (node) =>
    context.report({ node, message: 'The environment is read in config.ts: ask for what it means.' });
  return {
    MemberExpression: (node) => reads(node, 'process', 'env') && report(node),
    VariableDeclarator: (node) =>
      node.init &&
      isNamed(node.init, 'process') &&
      node.id.type === 'ObjectPattern' &&
      node.id.properties.some(({ key }) => key && isNamed(key, 'env')) &&
      report(node),
    ImportDeclaration: (node) =>
      /^(node:)?process$/.test(node.source.value) &&
      node.specifiers.some(({ imported }) => imported && isNamed(imported, 'env')) &&
      report(node),
  };
}

/** A file or folder is named after what it is about; `utils`, `common` and `helpers` are about nothing. */
function noVagueName(context) {
  return {
    Program(node) {
      const path = context.filename.slice(context.cwd.length + 1).split(sep);
      const vague = path.find((part) => /^(utils?|common|helpers?)(\.|$)/.test(part));
      if (vague) context.report({ node, message: `"${vague}" says nothing: name it after what it is about.` });
    },
  };
}

function reads(node, owner, member) {
  return isNamed(node.object, owner) && isNamed(node.property, member);
}

/** Whether the node is this name, written plainly or, in brackets, as text. */
function isNamed(node, name) {
  return node.type === 'Identifier' ? node.name === name : node.type === 'Literal' && node.value === name;
}
