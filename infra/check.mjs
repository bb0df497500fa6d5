import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { styleText } from 'node:util';

/**
 * `npm run check`: all that is known of the code without running it. Two checks at a time, a line each, and the output
 * of those that failed. Names as arguments choose among them: `npm run check -- lint types`.
 */
const ROOT = resolve(import.meta.dirname, '..');
const FOLDERS = ['packages', 'services', 'gateway', 'infra', 'e2e'].filter((folder) => existsSync(join(ROOT, folder)));

const CHECKS = {
  types: [bin('typescript', 'tsc'), '-p', 'tsconfig.json'],
  format: [bin('prettier', 'prettier'), '--check', '--log-level', 'warn', '.'],
  lint: [bin('oxlint', 'oxlint')],
  boundaries: [
    bin('dependency-cruiser', 'depcruise'),
    '--config',
    '.dependency-cruiser.mjs',
    '--output-type',
    'err-long',
    ...FOLDERS,
  ],
  unused: [bin('knip', 'knip'), '--no-config-hints', '--tsConfig', 'infra/check/knip.tsconfig.json'],
  manifests: [bin('sherif', 'sherif')],
  generated: ['infra/generate.mjs', '--check'],
  contract: ['infra/check/contract.mjs'],
};

const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !(name in CHECKS));
if (unknown) {
  console.error(`There is no check "${unknown}": ${Object.keys(CHECKS).join(', ')}`);
  process.exit(2);
}

const waiting = Object.keys(CHECKS).filter((name) => chosen.length === 0 || chosen.includes(name));
const failed = [];
await Promise.all([work(), work()]);
for (const { name, output } of failed) console.log(`\n${styleText('bold', name)}\n${output.trim()}`);
if (failed.length > 0) console.log(`\nfailed: ${failed.map(({ name }) => name).join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;

async function work() {
  for (let name = waiting.shift(); name; name = waiting.shift()) {
    const started = performance.now();
    const { ok, output } = await run(CHECKS[name]);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${ok ? styleText('green', '✓') : styleText('red', '✗')} ${name.padEnd(10)} ${seconds.padStart(5)} s`);
    if (!ok) failed.push({ name, output });
    // Our own checks are silent, but for what they could not look at yet.
    else if (CHECKS[name][0].startsWith('infra/')) process.stdout.write(output.replace(/^(?=.)/gm, '    '));
  }
}

function run(args) {
  return new Promise((done) => {
    let output = '';
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => done({ ok: false, output: error.message }));
    child.on('close', (code) => done({ ok: code === 0, output }));
  });
}

/** The script behind a package's command, so that it starts without a shell, on any system. */
function bin(name, command) {
  const folder = join(ROOT, 'node_modules', name);
  const { bin: declared } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof declared === 'string' ? declared : declared[command]);
}
