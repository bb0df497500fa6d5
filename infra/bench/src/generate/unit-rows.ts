import { creditCodeOf } from '@linli/demo/credit-code';
import { communitiesOf, digits, gridCode, GRIDS_OF_COMMUNITY } from './city.js';
import type { City } from './city.js';
import type { Row } from './copy.js';
import { idOf } from './ids.js';
import type { TableRows } from './place-rows.js';

/** Fields of the resources, over and over. */
export const FIELDS = [
  'POVERTY_RELIEF',
  'CONVENIENCE',
  'HEALTH_EDUCATION',
  'PUBLIC_ORDER',
  'ELDERLY_CARE',
  'CHILD_CARE',
  'LEGAL_AID',
  'MEDICAL_ESCORT',
  'HAIRDRESSING',
  'MEAL_SERVICE',
  'MEDIATION',
  'ENVIRONMENT',
  'CULTURE',
  'EDUCATION',
] as const;
const KINDS = ['PUBLIC_INSTITUTION', 'STATE_ENTERPRISE', 'PRIVATE_ENTERPRISE', 'BANK', 'SCHOOL', 'HOSPITAL'] as const;
const FORMS = ['PEOPLE', 'GOODS', 'VENUE', 'SKILL'] as const;
/** One resource of so many is closed, one of so many has a claim. */
const CLOSED_OF = 20;
const CLAIMED_OF = 5;

/** What volunteer keeps: units, where they report and help, an agreement of each, and what they offer. */
export function unitTables(city: City): readonly TableRows[] {
  const communities = communitiesOf(city);
  return [
    {
      table: 'unit',
      columns: ['id', 'name', 'credit_code', 'kind', 'status'],
      rows: () => each(city.units, unit),
    },
    {
      table: 'unit_community',
      columns: ['unit', 'community'],
      *rows() {
        for (let index = 0; index < city.units; index += 1) {
          const places = [homeOf(city, index), (index * 7 + 1) % city.communities.length];
          for (const place of new Set(places)) yield [idOf('unit', index), communities[place] ?? ''];
        }
      },
    },
    {
      table: 'unit_grid',
      columns: ['unit', 'grid'],
      *rows() {
        for (let index = 0; index < city.units; index += 1) {
          const home = communities[homeOf(city, index)] ?? '';
          for (let grid = 0; grid <= index % 3; grid += 1) {
            yield [idOf('unit', index), gridCode(home, (index + grid) % GRIDS_OF_COMMUNITY)];
          }
        }
      },
    },
    {
      table: 'agreement',
      columns: ['id', 'community', 'unit', 'status', 'title', 'text', 'signed_by_community_on', 'signed_by_unit_on'],
      rows: () => each(city.units, (index) => agreement(communities[homeOf(city, index)] ?? '', index)),
    },
    {
      table: 'resource',
      columns: ['id', 'unit', 'title', 'field', 'form', 'quantity', 'measure', 'remaining', 'territories', 'closed'],
      rows: () => each(city.resources, (index) => resource(city, communities, index)),
    },
    {
      table: 'agreement_resource',
      columns: ['agreement', 'resource'],
      rows: () => each(city.resources, (index) => [idOf('agreement', index % city.units), idOf('resource', index)]),
    },
    {
      table: 'claim',
      columns: ['id', 'resource', 'community', 'quantity', 'status', 'delivered_quantity', 'rating'],
      *rows() {
        for (let index = 0; index < city.resources; index += CLAIMED_OF) {
          const community = communities[homeOf(city, index % city.units)] ?? '';
          yield [idOf('claim', index), idOf('resource', index), community, CLAIMED, 'CONFIRMED', CLAIMED, 5];
        }
      },
    },
  ];
}

const CLAIMED = 2;

/** The community where a unit is at home, as an index of all. The last units are at home where works write. */
function homeOf(city: City, unit: number): number {
  const fromEnd = city.units - unit;
  const { communities, writable } = city;
  return fromEnd <= writable.length ? communities.length + writable.length - fromEnd : unit % communities.length;
}

/** A unit that offers to a community that works write into. */
export function writableUnit(city: City): { readonly unit: string; readonly community: string } {
  return { unit: idOf('unit', city.units - 1), community: city.writable.at(-1) ?? '' };
}

function* each(count: number, row: (index: number) => Row): Generator<Row> {
  for (let index = 0; index < count; index += 1) yield row(index);
}

function unit(index: number): Row {
  const code = creditCodeOf(`91990100MA${digits(index, 7)}`);
  return [idOf('unit', index), `基准单位${digits(index, 6)}`, code, KINDS[index % KINDS.length] ?? 'BANK', 'ACTIVE'];
}

function agreement(community: string, index: number): Row {
  const [title, day] = [`共建协议${index}`, '2022-01-01'];
  return [idOf('agreement', index), community, idOf('unit', index), 'SIGNED', title, '共驻共建。', day, day];
}

/** Half of the resources can be used anywhere, half where the unit is at home. */
function resource(city: City, communities: readonly string[], index: number): Row {
  const unit = index % city.units;
  const quantity = 10 + (index % 90);
  const anywhere = Math.floor(index / city.units) % 2 === 0;
  return [
    idOf('resource', index),
    idOf('unit', unit),
    `资源${digits(index, 6)}`,
    FIELDS[Math.floor(index / 3) % FIELDS.length] ?? 'CULTURE',
    FORMS[index % FORMS.length] ?? 'GOODS',
    quantity,
    'SESSION',
    quantity - (index % CLAIMED_OF === 0 ? CLAIMED : 0),
    anywhere ? [] : [communities[homeOf(city, unit)] ?? ''],
    index % CLOSED_OF === 0,
  ];
}
