import type { Language } from '@linli/domain/refusal';
import type { BulkImport } from './bulk-import.js';
import type { ImportKind } from './import-kind.js';
import { faultInWords } from './row-fault.js';

/** Bad rows that are listed with their reasons; of the others it is told how many there are. */
const LISTED = 100;

/** What came of an import, for whoever runs it: each bad row with its reasons, or what was taken in. */
export function reportInWords(
  { rows, added, changed, faults }: BulkImport,
  kind: ImportKind,
  { language, seconds, isDryRun }: { language: Language; seconds: number; isDryRun: boolean },
): string {
  const words = WORDS[language];
  if (faults.rows > 0) {
    const listed = faults.first(LISTED).map((fault) => faultInWords(fault, kind.columns, language));
    const unlisted = faults.rows - LISTED;
    const others = unlisted > 0 ? [words.others(unlisted)] : [];
    return [...listed, ...others, words.refused(rows, faults.rows)].map((line) => `${line}\n`).join('');
  }
  const counted = { rows, added, changed, same: rows - added - changed };
  const pace = { seconds: seconds.toFixed(1), perSecond: Math.round(rows / Math.max(seconds, 0.001)) };
  return `${(isDryRun ? words.tried : words.taken)(counted)}${words.pace(pace)}\n`;
}

/** The same for machines, on one line. */
export function reportInJson(
  { rows, added, changed, faults }: BulkImport,
  kind: ImportKind,
  { seconds, isDryRun }: { seconds: number; isDryRun: boolean },
): string {
  const named = faults.first(LISTED).map((fault) => ({
    ...fault,
    zh: faultInWords(fault, kind.columns, 'zh'),
    en: faultInWords(fault, kind.columns, 'en'),
  }));
  const told = { dryRun: isDryRun, rows, added, changed, badRows: faults.rows, faults: named };
  return `${JSON.stringify({ import: kind.name, ...told, seconds: Number(seconds.toFixed(3)) })}\n`;
}

interface Counted {
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
}

interface Pace {
  readonly seconds: string;
  readonly perSecond: number;
}

const WORDS = {
  zh: {
    others: (count: number) => `另有 ${count} 行有误，未列出。`,
    refused: (rows: number, bad: number) => `共 ${rows} 行，${bad} 行有误；未导入任何内容。`,
    taken: ({ rows, added, changed, same }: Counted) =>
      `导入完成：共 ${rows} 行；新增 ${added}，变更 ${changed}，相同 ${same}`,
    tried: ({ rows, added, changed, same }: Counted) =>
      `试运行，未改动任何内容：共 ${rows} 行；将新增 ${added}，变更 ${changed}，相同 ${same}`,
    pace: ({ seconds, perSecond }: Pace) => `；用时 ${seconds} 秒，每秒 ${perSecond} 行。`,
  },
  en: {
    others: (count: number) => `${count} more bad rows are not listed.`,
    refused: (rows: number, bad: number) => `${bad} of ${rows} rows are bad; nothing was imported.`,
    taken: ({ rows, added, changed, same }: Counted) =>
      `Imported ${rows} rows: ${added} added, ${changed} changed, ${same} the same`,
    tried: ({ rows, added, changed, same }: Counted) =>
      `Tried out, nothing was changed: of ${rows} rows ${added} would be added, ${changed} changed, ${same} are the same`,
    pace: ({ seconds, perSecond }: Pace) => `; ${seconds} s, ${perSecond} rows a second.`,
  },
} as const;
