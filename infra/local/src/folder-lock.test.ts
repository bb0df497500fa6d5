import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from './folder-lock.js';
import { identityOf } from './process-identity.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-lock-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

it('a folder is taken by one process at a time, which is named to the second', async () => {
  await lockFolder(folder);

  await expect(lockFolder(folder)).rejects.toMatchObject({
    code: 'ALREADY_RUNNING',
    facts: { folder, pid: process.pid },
  });
});

it('a folder that was let go may be taken again', async () => {
  const release = await lockFolder(folder);
  await release();

  await expect(lockFolder(folder)).resolves.toBeInstanceOf(Function);
});

it('the lock of a killed process is taken over', async () => {
  await writeFile(join(folder, 'lock'), JSON.stringify(await killedProcess()));

  await expect(lockFolder(folder)).resolves.toBeInstanceOf(Function);
});

it('a process that has the number of the killed one does not hold its lock', async () => {
  await writeFile(join(folder, 'lock'), JSON.stringify({ pid: process.pid, started: 'an earlier boot/1' }));

  await expect(lockFolder(folder)).resolves.toBeInstanceOf(Function);
});

it.each(['', '{"pid":'])('a lock whose writing was broken off at "%s" is taken over', async (text) => {
  await writeFile(join(folder, 'lock'), text);

  await expect(lockFolder(folder)).resolves.toBeInstanceOf(Function);
});

it('of many that find a stale lock, one takes it over', async () => {
  await writeFile(join(folder, 'lock'), JSON.stringify(await killedProcess()));

  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await readdir(folder)).toEqual(['lock']);
});

async function killedProcess() {
  const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const identity = identityOf(child.pid as number);
  child.kill('SIGKILL');
  await once(child, 'exit');
  return identity;
}
