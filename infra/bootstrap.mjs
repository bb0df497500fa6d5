/**
 * Runs a task of Linli on a machine that has no more than Node 18: brings the Node and the packages that the task needs, then goes on
 * with that Node. Everything said goes to stderr, so that a task's own output stays alone on stdout.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const NODE_HOME = join(ROOT, '.node');
const NODE_FROM = [22, 17];
const NODE_PACKAGE = `node-${process.platform}-${process.arch}`;
const NODE_VERSION = '24.21.0';
const LOCK = join(ROOT, 'package-lock.json');
/** Holds the hash of the lock file that the packages were last seen to fit. */
const STAMP = join(ROOT, 'node_modules', '.linli-lock');
const JEST = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

/** The variables of npm that say where packages come from. */
const SOURCES =
  /^npm_config_(registry|cache|https?_proxy|proxy|noproxy|ca|cafile|cert|key|strict_ssl|userconfig|globalconfig|offline|prefer_offline|fetch_.*|maxsockets|.*:.*)$/i;

/** What each task runs, whether the build must be fresh first, and whether it lives as long as this process. */
const TASKS = {
  start: { build: true, node: ['infra/local/dist/main.js'], tied: true },
  test: { build: true, node: JEST },
  check: { build: true, node: ['infra/check.mjs'] },
  build: { build: true, node: null },
  token: { build: true, node: ['infra/local/dist/token.js'] },
  areas: { build: true, node: ['infra/local/dist/areas.js'] },
  import: { build: true, node: ['infra/local/dist/import.js'] },
  audit: { build: true, node: ['infra/local/dist/audit.js'] },
  trust: { build: true, node: ['gateway/dist/trust.js'] },
  keys: { build: true, node: ['infra/local/dist/keys.js'] },
  revoke: { build: true, node: ['infra/local/dist/revoke.js'] },
  generate: { build: true, node: ['infra/generate.mjs'] },
  bench: { build: true, node: ['infra/bench/dist/main.js'] },
  drill: { build: true, node: ['infra/drill/dist/main.js'] },
};

const chinese = /^zh/i.test(process.env.LC_ALL || process.env.LANG || '');
const say = (zh, en) => process.stderr.write(`${chinese ? zh : en}\n`);

class Refusal extends Error {
  constructor(zh, en, details = '') {
    super(chinese ? zh : en);
    this.details = details;
  }
}

try {
  process.exitCode = await run(process.argv[2], process.argv.slice(3));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  if (error.details) process.stderr.write(`${error.details.trimEnd()}\n`);
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function run(name, args) {
  const task = Object.hasOwn(TASKS, name ?? '') ? TASKS[name] : undefined;
  const names = Object.keys(TASKS).join(', ');
  if (task === undefined)
    throw new Refusal(`未知任务 ${name}：可用 ${names}。`, `No task ${name}: there are ${names}.`);
  if (name === 'bench' && !existsSync(join(ROOT, 'infra', 'bench'))) {
    throw new Refusal(`${name} 尚未建成。`, `${name} is not built yet.`);
  }
  const node = await prepare(task.build);
  return task.node === null ? 0 : runTask(node, [...task.node, ...args], task.tied === true);
}

/** Brings Node, packages and build up to date, one process at a time; answers the path of the Node. */
async function prepare(build) {
  mkdirOrRefuse(NODE_HOME);
  if (!build && ownNode() !== null && packagesAreFresh()) return ownNode();
  const release = await takeTurn();
  try {
    if (ownNode() === null) installNode();
    if (!packagesAreFresh()) installPackages();
    if (build) buildAll();
    return ownNode();
  } finally {
    release();
  }
}

/** The Node to go on with: this one where it is new enough, else the one installed here; null where there is neither. */
function ownNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NODE_FROM[0] || (major === NODE_FROM[0] && minor >= NODE_FROM[1])) return process.execPath;
  const installed = join(NODE_HOME, 'node_modules', NODE_PACKAGE, 'bin', 'node');
  return existsSync(installed) ? installed : null;
}

function installNode() {
  say(`正在安装 Node ${NODE_VERSION}……`, `Installing Node ${NODE_VERSION} …`);
  writeFileSync(join(NODE_HOME, 'package.json'), '{ "private": true }\n');
  const options = ['--prefix', NODE_HOME, '--ignore-scripts', '--no-save', '--no-package-lock'];
  npm(process.execPath, ['install', ...options, `${NODE_PACKAGE}@${NODE_VERSION}`]);
}

/** Whether the installed packages are those of the lock file as it is now, whoever installed them. */
function packagesAreFresh() {
  const hash = lockHash();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return true;
  if (!packagesFitLock()) return false;
  writeFileSync(STAMP, hash);
  return true;
}

/** Compares with npm's own record of what it installed. What is optional may be missing, as for another platform. */
function packagesFitLock() {
  const record = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = Object.entries(JSON.parse(readFileSync(LOCK, 'utf8')).packages);
  return wanted
    .filter(([path]) => path.includes('node_modules/'))
    .every(([path, { link, optional, version }]) => {
      if (link) return existsSync(join(ROOT, path));
      return installed[path] === undefined ? optional === true : installed[path].version === version;
    });
}

function lockHash() {
  return createHash('sha256').update(readFileSync(LOCK)).digest('hex');
}

/** Runs no install scripts: the one that matters, for PostgreSQL's libraries, is made up for at its first start. */
function installPackages() {
  say('正在安装依赖（约半分钟）……', 'Installing packages (about half a minute) …');
  npm(ownNode(), ['ci', '--ignore-scripts', '--include=dev', '--include=optional']);
  writeFileSync(STAMP, lockHash());
}

function npm(node, args) {
  const caller = process.env.npm_execpath ?? '';
  const own = basename(caller) === 'npm-cli.js';
  const command = own ? [node, caller] : ['npm'];
  const [program, ...before] = command;
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  runToEnd(program, [...before, ...args, ...quiet], environment(node), [
    '安装失败：请检查网络与 npm 的镜像设置后重试。',
    'The installation failed: check the network and the registry that npm uses, then try again.',
  ]);
}

function buildAll() {
  const node = ownNode();
  const turbo = [join(ROOT, 'node_modules', 'turbo', 'bin', 'turbo'), 'run', 'build', '--output-logs=errors-only'];
  runToEnd(node, turbo, { ...environment(node), TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' }, [
    '构建失败。',
    'The build failed.',
  ]);
}

/** Runs a program to its end without a word, unless it fails. */
function runToEnd(program, args, env, failure) {
  const options = { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 2 ** 28 };
  const { status, stdout, stderr, error } = spawnSync(program, args, options);
  if (status !== 0) throw new Refusal(...failure, error === undefined ? `${stdout}${stderr}` : error.message);
}

/**
 * What the programs see: the chosen Node first, and of npm's own variables only those that say where packages come from. The others
 * belong to the npm that called us (its prefix, workspace, loglevel) and would bend the npm that we call.
 */
function environment(node) {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) || SOURCES.test(name));
  const path = [dirname(node), process.env.PATH || '/usr/local/bin:/usr/bin:/bin'].join(delimiter);
  const env = { ...Object.fromEntries(kept), PATH: path, HOME: home() };
  return mayWrite(env.HOME) ? env : { npm_config_cache: join(NODE_HOME, 'npm-cache'), ...env };
}

/** The caller's home; a folder of our own for an account that has none. */
function home() {
  if (process.env.HOME) return process.env.HOME;
  delete process.env.HOME;
  try {
    return homedir();
  } catch {
    return NODE_HOME;
  }
}

function mayWrite(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function mkdirOrRefuse(folder) {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    throw new Refusal(`无权写入 ${ROOT}。`, `${ROOT} may not be written by this account.`);
  }
}

/** Waits until no other process prepares this checkout; answers how to end the turn. */
async function takeTurn() {
  const lock = join(NODE_HOME, 'turn');
  const owner = join(lock, 'pid');
  for (let waits = 0; ; waits += 1) {
    try {
      mkdirSync(lock);
      writeFileSync(owner, String(process.pid));
      return () => rmSync(lock, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAbandoned(lock, owner)) rmSync(lock, { recursive: true, force: true });
    else await delay(200);
    if (waits === 10)
      say('另一个进程正在准备此目录，请稍候……', 'Another process is preparing this checkout, waiting …');
  }
}

function isAbandoned(lock, owner) {
  try {
    process.kill(Number(readFileSync(owner, 'utf8') || NaN), 0);
    return false;
  } catch (error) {
    if (error.code === 'ESRCH') return true;
    // The owner has not written its number yet; if it never does, it died in between.
    return error.code !== 'EPERM' && Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 2000;
  }
}

/**
 * Runs the task, passes signals on, and ends as it ends. A tied task has a channel to us, whose end tells it that we were killed; and
 * when the npm that called us is killed, we end the task.
 */
async function runTask(node, args, tied) {
  const stdio = ['inherit', 'inherit', 'inherit', ...(tied ? ['ipc'] : [])];
  const child = spawn(node, args, { cwd: ROOT, env: environment(node), stdio });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (tied && process.env.npm_lifecycle_event !== undefined) {
    const callers = callersOf();
    setInterval(() => callersOf() === callers || child.kill('SIGTERM'), 500).unref();
  }
  const [code, signal] = await new Promise((ended) => child.once('exit', (...how) => ended(how)));
  return code ?? 128 + ({ SIGINT: 2, SIGTERM: 15, SIGHUP: 1 }[signal] ?? 9);
}

/** Our parent and its parent: npm calls us through a shell, and whose parent dies gets another. */
function callersOf() {
  const parent = process.ppid;
  try {
    return `${parent} ${readFileSync(`/proc/${parent}/stat`, 'utf8').split(') ').at(-1).split(' ')[1]}`;
  } catch {
    return String(parent);
  }
}
