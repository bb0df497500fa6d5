/** `npm run drill -- NAME`: runs a trial on a Linli of its own, and fails where a promise is not kept. */
import { requestMemory } from './request-memory.js';

const DRILLS: Readonly<Record<string, () => Promise<boolean>>> = { 'request-memory': requestMemory };

const drill = DRILLS[process.argv[2] ?? ''];
if (drill === undefined || process.argv.length > 3) {
  const names = Object.keys(DRILLS).join(', ');
  process.stderr.write(
    `用法：npm run drill -- 名称；可用 ${names}。\nUsage: npm run drill -- NAME; there are ${names}.\n`,
  );
  process.exitCode = 1;
} else if (!(await drill())) process.exitCode = 1;
