import { SERVICES } from '@linli/local/topology';
import type { OpenDatabases, RunningServers } from '../stack.js';
import { graphqlRequest } from './target.js';
import type { Target } from './target.js';
import { WORK_NAMES } from './works.js';

/** Linli itself: the gateway, and the four services behind it. */
export function linliTarget(databases: OpenDatabases, servers: RunningServers): Target {
  return {
    name: 'linli',
    url: databases.setting.urls.gateway,
    works: new Set(WORK_NAMES),
    front: [servers.pid('gateway')],
    subgraphs: SERVICES.map((service) => servers.pid(service)),
    requestOf: (work, asked, token) => graphqlRequest('/graphql', work.query, asked, token),
    dataOf: (_work, answer) => (answer as { data: unknown }).data,
    stop: () => servers.stop(),
  };
}
