import { describe, expect, it } from '@jest/globals';
import { hashOfStep } from '@linli/cases/case/case-chain';
import { Envelope } from '@linli/persistence/envelope';
import { CASE_COLUMNS, CaseRows, EVENT_COLUMNS } from './case-rows.js';
import { cityOf } from './city.js';
import type { Cell, Row } from './copy.js';

const city = cityOf(0.001);
const envelope = new Envelope({ version: 1, key: Buffer.alloc(32, 7) });
const rows = new CaseRows(city, [{ code: 'ORDER.NOISE', private: false, level: 'GRID' }], envelope);
const cellsOf = (columns: readonly string[], row: Row) =>
  Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null])) as Readonly<Record<string, Cell>>;
const made = Array.from({ length: city.cases }, (_, index) => {
  const { row, events } = rows.of(index);
  return { row: cellsOf(CASE_COLUMNS, row), events: events.map((event) => cellsOf(EVENT_COLUMNS, event)) };
});

describe('a generated case', () => {
  it('is in the state that its last step led to, and as old as its history is long', () => {
    expect(made.map(({ row }) => [row['status'], row['version']])).toEqual(
      made.map(({ events }) => [events.at(-1)?.['to_status'], events.length]),
    );
  });

  it('has a history whose hashes chain', () => {
    const [{ row, events } = { row: {}, events: [] }] = made;
    let hash = '';
    for (const event of events) {
      hash = hashOfStep(hash, {
        caseId: row['id'] as string,
        sequence: event['sequence'] as number,
        at: event['at'] as string,
        action: event['action'] as string | null,
        from: event['from_status'] as string | null,
        to: event['to_status'] as string,
        byRole: event['by_role'] as string,
        byPerson: event['by_person'] as string | null,
        note: null,
        handlers: JSON.parse(event['handlers'] as string) as { kind: string; id: string }[],
      });
      expect(event['hash']).toBe(hash);
    }
  });

  it('has a text that opens with its own key', () => {
    const { row } = made[5] ?? { row: {} as Readonly<Record<string, Cell>> };
    const id = row['id'] as string;
    const key = envelope.recordKey(id, row['record_key'] as Buffer);
    const place = { table: 'case', id, field: 'description' };
    expect(envelope.open(key, place, row['description'] as Buffer)).toBe('请尽快处理，谢谢。');
  });

  it('has a number of its own', () => {
    expect(new Set(made.map(({ row }) => row['number'])).size).toBe(city.cases);
  });

  it('was reported before all that followed', () => {
    const late = made.filter(({ row }) => {
      const dates = ['reported_at', 'responded_at', 'resolved_at', 'closed_at'].flatMap((column) => row[column] ?? []);
      return dates.some((date, at) => at > 0 && (date as Date) < (dates[at - 1] as Date));
    });
    expect(late).toEqual([]);
  });
});
