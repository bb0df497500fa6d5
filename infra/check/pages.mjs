/**
 * docs/errors.md: every refusal that a client may meet. What all services say in the same words stands once, first.
 * @param {{ service: string, errors: { code: string, zh: string, en: string }[] }[]} spoken
 */
export function errorsPage(spoken) {
  const shared = commonTo(spoken.map(({ errors }) => errors));
  const table = (errors) => tableOf(['code', '中文', 'English'], errors.map(errorRow).sort());
  return [
    '# 错误代码 · Refusals',
    '',
    '由代码生成，勿手改（`npm run generate`）。 Generated from the code (`npm run generate`): do not edit.',
    '',
    'A refusal is a GraphQL error with its code in `extensions.code`. 拒绝以 GraphQL 错误返回，代码在 `extensions.code`。',
    ...section('所有服务 · Every service', table(shared)),
    ...spoken.flatMap(({ service, errors }) =>
      section(service, table(errors.filter((error) => !includes(shared, error)))),
    ),
  ].join('\n');
}

/**
 * docs/permissions.md: every entrance of the graph and who may pass it.
 * @param {{ service: string, permissions: { entrance: string, who: string | string[], where: string, reason: string }[] }[]} spoken
 */
export function permissionsPage(spoken) {
  return [
    '# 权限 · Permissions',
    '',
    '由代码生成，勿手改（`npm run generate`）。 Generated from the code (`npm run generate`): do not edit.',
    '',
    'What is not in these tables is refused. 表中没有的一律拒绝。',
    ...spoken.flatMap(({ service, permissions }) =>
      section(
        service,
        tableOf(
          ['entrance', 'who', 'where', 'reason'],
          permissions.map(({ entrance, who, where, reason }) => [
            `\`${entrance}\``,
            [who].flat().join(', '),
            where,
            reason,
          ]),
        ),
      ),
    ),
  ].join('\n');
}

/** The entries that more than one list holds, word for word. */
function commonTo(lists) {
  const twice = lists.flatMap((list, index) =>
    list.filter((entry) => lists.some((other, otherIndex) => otherIndex > index && includes(other, entry))),
  );
  return twice.filter((entry, index) => twice.findIndex((other) => same(entry, other)) === index);
}

function includes(list, entry) {
  return list.some((other) => same(entry, other));
}

function same(a, b) {
  return JSON.stringify(errorRow(a)) === JSON.stringify(errorRow(b));
}

function errorRow({ code, zh, en }) {
  return [`\`${code}\``, zh, en];
}

function section(title, table) {
  return table.length === 0 ? [] : ['', `## ${title}`, '', ...table];
}

function tableOf(titles, rows) {
  if (rows.length === 0) return [];
  return [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`);
}

/** A cell holds one line, and a bar in it does not end it. */
function cell(text) {
  return String(text)
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll(/\s*\n\s*/g, ' ');
}
