import type { Gateway } from './gateway.js';
import { CLERK, INSPECTOR, resident } from './people.js';
import type { DemoPerson } from './people.js';
import type { Settlement } from './settlement.js';
import { STATES } from './story.js';
import type { State, Story } from './story.js';

/** Tells a story to Linli: reports the case and takes it through the loop, move by move, to the state that it is left in. */
export async function tell(gateway: Gateway, story: Story, n: number, town: Settlement): Promise<void> {
  const gridCode = town.gridCodes[story.grid] ?? '';
  const worker = town.workers[story.grid] as DemoPerson;
  const id = await report(gateway, story, n, { gridCode, worker, building: buildingOf(story, town) });
  const move = (state: State, moves: () => Promise<unknown>) =>
    STATES.indexOf(story.until) >= STATES.indexOf(state) ? moves() : null;
  const change = (by: DemoPerson, document: string, variables: Record<string, unknown>, what: string) =>
    gateway.change({ by, document, variables: { id, ...variables }, key: `case:${n}:${what}`, learnt: /^handlers\./ });

  await move('ACCEPTED', () => change(CLERK, ACCEPT, { input: { scale: story.scale } }, 'accept'));
  await move('ASSIGNED', () =>
    change(CLERK, ASSIGN, { handlers: [{ gridPost: town.workerPosts[story.grid] }] }, 'assign'),
  );
  await move('IN_PROGRESS', async () => {
    await change(worker, START, {}, 'start');
    await change(worker, RESPOND, { message: story.answer }, 'respond');
  });
  await move('RESOLVED', () => change(worker, RESOLVE, { report: story.result }, 'resolve'));
  await move('CLOSED', () => change(INSPECTOR, CLOSE, {}, 'close'));
}

async function report(
  gateway: Gateway,
  story: Story,
  n: number,
  place: { gridCode: string; worker: DemoPerson; building: string | null },
): Promise<string> {
  const { category, channel, title, description, urgency, concern, anonymous } = story;
  const where = place.building === null ? { territory: place.gridCode } : { building: place.building };
  const input = { ...where, category, channel, title, description, urgency, concern, anonymous };
  const by = { RESIDENT: resident(n), GRID_WORKER: place.worker, OFFICER: CLERK }[story.reporter];
  const learnt = /^input\.(building|territory)$/;
  const made = await gateway.change({ by, document: REPORT, variables: { input }, key: `case:${n}`, learnt });
  return String(made['id']);
}

function buildingOf(story: Story, town: Settlement): string | null {
  return story.building === null ? null : (town.buildingIds[story.building] ?? null);
}

const REPORT = 'mutation ($input: ReportCaseInput!) { reportCase(input: $input) { id } }';
const ACCEPT = 'mutation ($id: ID!, $input: AcceptCaseInput!) { acceptCase(id: $id, input: $input) { id } }';
const ASSIGN =
  'mutation ($id: ID!, $handlers: [CaseHandlerInput!]!) { assignCase(id: $id, handlers: $handlers) { id } }';
const START = 'mutation ($id: ID!) { startCase(id: $id) { id } }';
const RESPOND = 'mutation ($id: ID!, $message: String!) { respondToReporter(id: $id, message: $message) { id } }';
const RESOLVE = 'mutation ($id: ID!, $report: String!) { resolveCase(id: $id, report: $report) { id } }';
const CLOSE = 'mutation ($id: ID!) { closeCase(id: $id) { id } }';
