import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Part } from './results.js';

/** Writes a part where the next report finds it, in the place of what was measured before. */
export async function writePart(folder: string, part: Part): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, fileOf(part)), `${JSON.stringify(part, null, 1)}\n`);
}

/** All parts of a folder, smallest scale first. */
export async function readParts(folder: string): Promise<Part[]> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.part.json'));
  const parts = files.map(async (file) => JSON.parse(await readFile(join(folder, file), 'utf8')) as Part);
  return (await Promise.all(parts)).toSorted((a, b) => a.scale - b.scale);
}

function fileOf(part: Part): string {
  return `${part.scale}-${part.part === 'work' ? part.work : part.part}.part.json`;
}
