import { mintDevToken } from '@linli/local/dev-token';
import { Pool } from 'undici';
import { startServers } from '../stack.js';
import type { Traced } from './results.js';
import { graphqlRequest } from './target.js';
import type { RunSurroundings } from './surroundings.js';
import type { Asked, Work } from './works.js';

/** Counts the requests to subgraphs and the SQL statements that each work takes, in a run of its own that tells them. */
export async function traceWorks(surroundings: RunSurroundings, works: readonly Work[]): Promise<Traced[]> {
  const { databases, city, say } = surroundings;
  const servers = await startServers(databases, { mode: 'traced', say });
  try {
    const traced: Traced[] = [];
    for (const work of works) {
      // The first answer of a process also fills what is kept between requests.
      await askOnce(surroundings, work, work.asked(city, 0));
      traced.push({ work: work.name, ...(await askOnce(surroundings, work, work.asked(city, 1))) });
    }
    return traced;
  } finally {
    await servers.stop();
  }
}

type Trace = Omit<Traced, 'work'>;

const NOTHING: Trace = { subgraphRequests: 0, statements: 0, entities: 0, entitiesAgain: 0 };

/** What the gateway tells of an answer. */
interface Told {
  readonly subgraphRequests: number;
  readonly statements: number;
  readonly subgraphs: readonly { readonly entities: number; readonly entitiesAgain: number }[];
}

const TRIES = 5;

/** Asks a running Linli for a work until it is answered whole; gives what the answer says of how it came about, where it says so. */
export async function askOnce(surroundings: RunSurroundings, work: Work, asked: Asked): Promise<Trace> {
  for (let tries = 1; ; tries += 1) {
    const { errors, trace } = await answerTo(surroundings, work, asked);
    if (errors === undefined) return trace === undefined ? NOTHING : summed(trace);
    if (tries === TRIES) throw new Error(`${work.name}: ${JSON.stringify(errors)}`);
  }
}

async function answerTo({ databases }: RunSurroundings, work: Work, asked: Asked) {
  const token = await mintDevToken({ dataFolder: databases.dataFolder, roles: asked.roles });
  const pool = new Pool(databases.setting.urls.gateway);
  try {
    const { body } = await pool.request(graphqlRequest('/graphql', work.query, asked, token));
    const answer = (await body.json()) as { errors?: unknown; extensions?: { trace?: Told } };
    return { errors: answer.errors, trace: answer.extensions?.trace };
  } finally {
    await pool.close();
  }
}

function summed({ subgraphRequests, statements, subgraphs }: Told): Trace {
  const sum = (key: 'entities' | 'entitiesAgain') => subgraphs.reduce((all, one) => all + one[key], 0);
  return { subgraphRequests, statements, entities: sum('entities'), entitiesAgain: sum('entitiesAgain') };
}
