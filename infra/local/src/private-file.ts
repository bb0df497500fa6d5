import { randomUUID } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';

/** Writes a file that this account alone may read; whoever reads it sees it whole, before or after. */
export async function writePrivate(path: string, content: string): Promise<void> {
  const growing = `${path}.${randomUUID()}`;
  const file = await open(growing, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(growing, path);
}

/** The same of what is read back by `readPrivateJson`. */
export function writePrivateJson(path: string, content: unknown): Promise<void> {
  return writePrivate(path, `${JSON.stringify(content, null, 2)}\n`);
}

/** The content of such a file; null where there is none. */
export async function readPrivateJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
