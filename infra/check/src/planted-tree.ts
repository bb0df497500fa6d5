import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../../..');

/** A small repository of the same shape as this one, in a temporary folder, in which faults are planted. */
export class PlantedTree {
  private constructor(readonly root: string) {}

  static async grow(): Promise<PlantedTree> {
    return new PlantedTree(await mkdtemp(join(tmpdir(), 'linli-planted-')));
  }

  async plant(path: string, text: string): Promise<void> {
    const file = join(this.root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  /** The same file as in the real repository. */
  async copy(path: string): Promise<void> {
    await mkdir(dirname(join(this.root, path)), { recursive: true });
    await cp(join(ROOT, path), join(this.root, path));
  }

  async link(path: string, target: string): Promise<void> {
    await mkdir(dirname(join(this.root, path)), { recursive: true });
    await symlink(target, join(this.root, path), 'junction');
  }

  run(script: string, ...args: string[]): Promise<Run> {
    return runNode(this.root, script, ...args);
  }

  async fell(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}

export interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of the real repository with the given working folder, whatever its exit code. */
export function runNode(cwd: string, script: string, ...args: string[]): Promise<Run> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(ROOT, script), ...args], { cwd });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', fail);
    child.on('close', (exitCode) => done({ exitCode, stdout, stderr }));
  });
}
