import type { Say } from '@linli/local/say';
import { LAST_STORY } from './case-stories.js';
import { planChain } from './chain-plan.js';
import type { DemoConfig } from './config.js';
import { enrol, foundCommittee } from './enrolment.js';
import { Gateway } from './gateway.js';
import { recordTianjinghu } from './ledgers.js';
import { partner } from './partnership.js';
import { CLERK } from './people.js';
import { settle } from './settlement.js';
import { planStories } from './story-plan.js';
import type { Story } from './story.js';
import { tell } from './telling.js';
import { settleTianfu } from './tianfu-settlement.js';
import { TIANJINGHU } from './tianjinghu.js';
import { buildTown } from './town.js';
import type { Town } from './town.js';
import { settleYakeshi } from './yakeshi-settlement.js';

/**
 * Fills an empty Linli with Tianjinghu, Tianfu and Yakeshi. Every mutation has a key of its own, so that a demo that was broken off goes on where it
 * stopped; one that is whole is left as it is.
 */
export async function loadDemo(config: DemoConfig, say: Say): Promise<void> {
  const gateway = new Gateway(config);
  try {
    const start = Date.now();
    if (await isWhole(gateway)) {
      say({ zh: '演示城市已在，无需载入。', en: 'The demo city is there already.' });
      return;
    }
    const town = buildTown();
    const stories = planStories(town);
    say({
      zh: `正在载入天井湖社区：${town.grids.length} 个网格、${town.buildings.length} 栋楼……`,
      en: `Loading Tianjinghu: ${town.grids.length} grids, ${town.buildings.length} buildings …`,
    });
    await load(gateway, say, town, stories);
    const seconds = ((Date.now() - start) / 1000).toFixed(1);
    say({ zh: `演示城市已载入（${seconds} 秒）。`, en: `The demo city is loaded (${seconds} s).` });
  } finally {
    await gateway.close();
  }
}

/** Places first; then organisations, units, cases and the other communities beside each other; the last case when all else is there. */
async function load(gateway: Gateway, say: Say, town: Town, stories: readonly Story[]): Promise<void> {
  const chain = planChain(town);
  const [settlement, committee] = await Promise.all([settle(gateway, town), foundCommittee(gateway)]);
  say({
    zh: `正在载入党组织、党员 ${chain.members.length} 名、共建单位、案件 ${stories.length} 件，以及天福、胜南社区……`,
    en: `Loading organisations, ${chain.members.length} members, units, ${stories.length} cases, and the communities Tianfu and Shengnan …`,
  });
  const last = stories.length - 1;
  await Promise.all([
    enrol(gateway, chain, settlement, committee),
    partner(gateway, chain.reporting, settlement, committee),
    recordTianjinghu(gateway),
    settleTianfu(gateway),
    settleYakeshi(gateway),
    ...stories.slice(0, last).map((story, n) => tell(gateway, story, n, settlement)),
  ]);
  for (const story of stories.slice(last)) await tell(gateway, story, last, settlement);
}

/** Whether the last of the stories is there, which is told when all else is. */
async function isWhole(gateway: Gateway): Promise<boolean> {
  const document = `query ($within: TerritoryCode!, $text: String!) {
    cases(within: $within, where: { text: $text }, first: 1) { nodes { id } }
  }`;
  const { cases } = await gateway.ask({
    by: CLERK,
    document,
    variables: { within: TIANJINGHU.code, text: LAST_STORY[0] },
  });
  return (cases as { nodes: readonly unknown[] }).nodes.length > 0;
}
