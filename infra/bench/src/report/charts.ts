export interface Bar {
  readonly name: string;
  readonly value: number;
}

export interface BarGroup {
  readonly name: string;
  readonly bars: readonly Bar[];
}

const COLOURS: Readonly<Record<string, string>> = {
  linli: '#c0392b',
  sql: '#7f8c8d',
  postgraphile: '#2471a3',
  stock: '#b9770e',
  hive: '#7d3c98',
  'hive-rust': '#1e8449',
};
const OTHER_COLOUR = '#34495e';
const [WIDTH, NAME_WIDTH, FIGURE_WIDTH, BAR_HEIGHT, GAP] = [760, 190, 70, 16, 10];

/** Horizontal bars in groups, each group on a scale of its own, since works differ by thousands. */
export function barChart(title: string, groups: readonly BarGroup[], figureOf: (value: number) => string): string {
  let y = 30;
  const body = groups.map(({ name, bars }) => {
    const longest = Math.max(...bars.map(({ value }) => value));
    const lines = bars.map((bar, index) =>
      barLine(bar, index === 0 ? name : '', longest, y + index * BAR_HEIGHT, figureOf),
    );
    y += bars.length * BAR_HEIGHT + GAP;
    return lines.join('\n');
  });
  return svg(y, title, body.join('\n'));
}

function barLine({ name, value }: Bar, group: string, longest: number, y: number, figureOf: (value: number) => string) {
  const length = Math.max(1, (value / longest) * (WIDTH - NAME_WIDTH - FIGURE_WIDTH));
  const baseline = y + BAR_HEIGHT - 4;
  return [
    `<text x="4" y="${baseline}" font-weight="bold">${escaped(group)}</text>`,
    `<text x="${NAME_WIDTH - 6}" y="${baseline}" text-anchor="end">${escaped(name)}</text>`,
    `<rect x="${NAME_WIDTH}" y="${y + 2}" width="${length.toFixed(1)}" height="${BAR_HEIGHT - 3}" fill="${COLOURS[name] ?? OTHER_COLOUR}"/>`,
    `<text x="${(NAME_WIDTH + length + 4).toFixed(1)}" y="${baseline}">${figureOf(value)}</text>`,
  ].join('');
}

export interface Line {
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

const [PLOT_LEFT, PLOT_RIGHT, PLOT_TOP, PLOT_HEIGHT] = [50, 640, 40, 220];
const LINE_COLOURS = ['#c0392b', '#2471a3', '#1e8449', '#b9770e', '#7d3c98', '#34495e', '#d35400'];

/** Lines over a logarithmic x, from zero up. */
export function lineChart(title: string, lines: readonly Line[], xName: string): string {
  const points = lines.flatMap((line) => line.points);
  const xs = [...new Set(points.map(({ x }) => x))].toSorted((a, b) => a - b);
  const [least, most] = [Math.log(xs[0] ?? 1), Math.log(xs.at(-1) ?? 10)];
  const highest = Math.max(2, ...points.map(({ y }) => y));
  const left = (x: number) => PLOT_LEFT + ((Math.log(x) - least) / (most - least || 1)) * (PLOT_RIGHT - PLOT_LEFT);
  const top = (y: number) => PLOT_TOP + PLOT_HEIGHT * (1 - y / highest);
  const axis = xs.map(
    (x) =>
      `<text x="${left(x).toFixed(1)}" y="${PLOT_TOP + PLOT_HEIGHT + 16}" text-anchor="middle">${xName} ${x}</text>`,
  );
  const marks = Array.from({ length: Math.floor(highest) + 1 }, (_, y) => {
    const at = top(y).toFixed(1);
    return `<line x1="${PLOT_LEFT}" x2="${PLOT_RIGHT}" y1="${at}" y2="${at}" stroke="#ddd"/><text x="${PLOT_LEFT - 8}" y="${at}" text-anchor="end">${y}</text>`;
  });
  const drawn = lines.map(({ name, points: own }, index) => {
    const colour = LINE_COLOURS[index % LINE_COLOURS.length] ?? OTHER_COLOUR;
    const path = own.map(({ x, y }) => `${left(x).toFixed(1)},${top(y).toFixed(1)}`).join(' ');
    const last = own.at(-1);
    const label =
      last === undefined
        ? ''
        : `<text x="${PLOT_RIGHT + 8}" y="${(top(last.y) + 4).toFixed(1)}" fill="${colour}">${escaped(name)}</text>`;
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${label}`;
  });
  return svg(PLOT_TOP + PLOT_HEIGHT + 30, title, [...marks, ...axis, ...drawn].join('\n'));
}

function svg(height: number, title: string, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="white"/>
<text x="4" y="18" font-size="14" font-weight="bold">${escaped(title)}</text>
${body}
</svg>
`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
