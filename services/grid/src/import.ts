import { basename } from 'node:path';
import { systemClock } from '@linli/domain/civil-time';
import { Refusal } from '@linli/domain/refusal';
import { importLines } from './bulk-import/bulk-import.js';
import { KINDS, readImportArguments, type ImportAsked } from './bulk-import/import-arguments.js';
import { reportInJson, reportInWords } from './bulk-import/import-report.js';
import { ProgressBar } from './bulk-import/progress-bar.js';
import { linesOfTable } from './bulk-import/table-file.js';
import { writeTemplate } from './bulk-import/template-file.js';
import { readLanguage, readOwnerUrl } from './config.js';
import { openGridDatabase } from './orm.js';

/**
 * Imports a table, CSV or Excel: `import.js buildings FILE [--dry-run] [--json]`, all of it or nothing; `import.js buildings --template
 * FILE` writes one to fill in. Speaks on standard error, with `--json` on standard output. Exit code 1 where a row is bad.
 */
const WORDS = {
  zh: {
    usage: (kinds: string) =>
      `用法：import grid ${kinds} 文件.csv|文件.xlsx [--dry-run] [--json]\n      import grid ${kinds} --template 文件.csv|文件.xlsx\n`,
    template: (file: string) => `模板已写入 ${file}：在其下逐行填写；以 # 开头的行不会读入。\n`,
  },
  en: {
    usage: (kinds: string) =>
      `Usage: import grid ${kinds} FILE.csv|FILE.xlsx [--dry-run] [--json]\n       import grid ${kinds} --template FILE.csv|FILE.xlsx\n`,
    template: (file: string) => `${file} is written: fill it in below; lines that start with # are not read.\n`,
  },
};

const STATEMENT_TIMEOUT_MS = 600_000;

const language = readLanguage();
const words = WORDS[language];
process.exitCode = await run(readImportArguments(process.argv.slice(2)));

async function run(asked: ImportAsked | null): Promise<number> {
  if (asked === null) {
    process.stderr.write(words.usage(KINDS.map(({ name }) => name).join('|')));
    return 2;
  }
  try {
    if (!('template' in asked)) return await take(asked);
    await writeTemplate(asked.template, asked.kind.columns, language);
    process.stderr.write(words.template(asked.template));
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.messages[language]}\n`);
    return 1;
  }
}

async function take({ kind, file, isDryRun, isJson }: Extract<ImportAsked, { file: string }>): Promise<number> {
  const database = openGridDatabase(readOwnerUrl(), { connections: 1, statementTimeoutMs: STATEMENT_TIMEOUT_MS });
  try {
    const startedAt = performance.now();
    const lines = await linesOfTable(file);
    const bar = new ProgressBar(process.stderr, lines.length - 1);
    const tell = (staged: number) => bar.show(staged);
    const done = await importLines(database, systemClock, kind, lines, { file: basename(file), isDryRun, tell });
    bar.clear();
    const circumstances = { language, isDryRun, seconds: (performance.now() - startedAt) / 1_000 };
    if (isJson) process.stdout.write(reportInJson(done, kind, circumstances));
    else process.stderr.write(reportInWords(done, kind, circumstances));
    return done.faults.rows > 0 ? 1 : 0;
  } finally {
    await database.close(true);
  }
}
