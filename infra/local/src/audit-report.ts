import type { AuditFinding, AuditVerdict } from '@linli/persistence/audit-verification';
import type { Words } from './say.js';

/** A service's audit after it was verified. */
export interface VerifiedAudit extends AuditVerdict {
  readonly service: string;
  /** How many heads the chain was held against. */
  readonly heads: number;
}

const NAMED_AT_MOST = 20;

/** What a verification found, a line each. */
export function reportOf(audit: VerifiedAudit): readonly Words[] {
  const { service, sealed, waiting, heads, findings } = audit;
  const whole = findings.length === 0;
  const more = findings.length - NAMED_AT_MOST;
  return [
    {
      zh: `${whole ? '✓' : '✗'} ${service}：${whole ? '审计完整' : `审计被改动，共 ${findings.length} 处`}；已封存 ${sealed} 条，待封存 ${waiting} 条，核对链首 ${heads} 个`,
      en: `${whole ? '✓' : '✗'} ${service}: ${whole ? 'the audit is whole' : `the audit was tampered with, ${count(findings.length, 'finding')}`}; ${sealed} sealed, ${waiting} waiting, ${count(heads, 'head')} compared`,
    },
    ...findings.slice(0, NAMED_AT_MOST).map(wordsOfFinding).map(indented),
    ...(more > 0 ? [indented({ zh: `……另有 ${more} 处`, en: `… and ${more} more` })] : []),
    ...(heads === 0 && sealed > 0
      ? [
          indented({
            zh: '没有库外链首可核对：尾部若被截去，无从发现。',
            en: 'There is no head from outside the database: a tail that was cut off would not be noticed.',
          }),
        ]
      : []),
  ];
}

function wordsOfFinding(finding: AuditFinding): Words {
  switch (finding.kind) {
    case 'EDITED':
      return {
        zh: `第 ${finding.sequence} 条（${finding.entry}）已被改动：与封存时不符，或其前一条连同封存一起被改。`,
        en: `Entry ${finding.sequence} (${finding.entry}) was edited: it is not what was sealed, or the one before it was changed with its seal.`,
      };
    case 'REMOVED':
      return {
        zh: `第 ${finding.sequence} 条（${finding.entry}）已被删除：封存仍在，条目不在。`,
        en: `Entry ${finding.sequence} (${finding.entry}) was removed: its seal is there without it.`,
      };
    case 'REMOVED_WITH_SEALS':
      return {
        zh: `第 ${finding.from} 至 ${finding.to} 条连同封存一起被删除。`,
        en: `Entries ${finding.from} to ${finding.to} were removed together with their seals.`,
      };
    case 'ADDED_OUT_OF_ORDER':
      return {
        zh: `条目 ${finding.entry} 是后来插入的：它排在已封存的条目之前。`,
        en: `Entry ${finding.entry} was added out of order: it stands before entries that were sealed.`,
      };
    case 'HEAD_LOST': {
      const { sequence, at, hash } = finding.head;
      return {
        zh: `${at} 写到库外的链首（第 ${sequence} 条，${hash.slice(0, 16)}…）不在链中：尾部被截去，或链被重写。`,
        en: `The head of ${at} (entry ${sequence}, ${hash.slice(0, 16)}…) is not in the chain: its tail was cut off, or it was written anew.`,
      };
    }
  }
}

function indented({ zh, en }: Words): Words {
  return { zh: `  ${zh}`, en: `  ${en}` };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
