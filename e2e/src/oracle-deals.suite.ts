import type { City } from './city.suite.js';
import { change, TODAY } from './oracle-change.suite.js';
import type { DealFacts } from './oracle-matrix.suite.js';

export type WorldDeal = DealFacts & { readonly id: string; readonly kind: 'resource' | 'claim' | 'agreement' };

/** A unit that offers, promises and is claimed from, in the open and not. */
export async function dealsOf(
  city: City,
  community: string,
  at: number,
): Promise<{ unit: string; deals: WorldDeal[] }> {
  const code = creditCode(`91340700MA2XH${String(at).padStart(4, '0')}`);
  const unit = await change(
    city,
    'applyAsUnit',
    `(input: { name: "单位${at}", creditCode: "${code}", kind: SCHOOL, community: "${community}" })`,
  );
  await change(city, 'confirmUnit', `(id: "${unit}")`);
  const offer = (title: string) =>
    change(
      city,
      'registerResource',
      `(input: { unit: "${unit}", title: "${title}", field: VENUE, form: VENUE, quantity: 9, measure: SEAT })`,
    );
  const claim = (resource: string) =>
    change(city, 'claimResource', `(input: { resource: "${resource}", community: "${community}", quantity: 1 })`);
  const [open, closed] = [await offer('会议室'), await offer('旧会议室')];
  const [standing, withdrawn, closedOn] = [await claim(open), await claim(open), await claim(closed)];
  await change(city, 'withdrawClaim', `(id: "${withdrawn}", reason: "不再需要")`);
  await change(city, 'closeResource', `(id: "${closed}")`);
  const draft = () =>
    change(
      city,
      'draftAgreement',
      `(input: { community: "${community}", unit: "${unit}", title: "共建", text: "三张清单" })`,
    );
  const [drafted, signed] = [await draft(), await draft()];
  await change(city, 'signAgreement', `(id: "${signed}", side: COMMUNITY, signedOn: "${TODAY}")`);
  await change(city, 'signAgreement', `(id: "${signed}", side: UNIT, signedOn: "${TODAY}")`, 'id', null, [
    { role: 'UNIT_REPRESENTATIVE', unit },
  ]);
  const deals: WorldDeal[] = [
    { id: open, kind: 'resource', community: null, open: true, unit },
    { id: closed, kind: 'resource', community: null, open: false, unit },
    { id: standing, kind: 'claim', community, open: true, unit },
    { id: withdrawn, kind: 'claim', community, open: false, unit },
    { id: closedOn, kind: 'claim', community, open: false, unit },
    { id: drafted, kind: 'agreement', community, open: false, unit },
    { id: signed, kind: 'agreement', community, open: true, unit },
  ];
  return { unit, deals };
}

/** A credit code of its first 17 characters (GB 32100-2015). */
function creditCode(body: string): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  let weight = 1;
  let sum = 0;
  for (const letter of body) {
    sum += alphabet.indexOf(letter) * weight;
    weight = (weight * 3) % 31;
  }
  return `${body}${alphabet[(31 - (sum % 31)) % 31]}`;
}
