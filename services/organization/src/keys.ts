import { Envelope } from '@linli/persistence/envelope';
import { readRotation } from './config.js';
import { rotateKeys } from './keys/rotation.js';
import { openOrganizationDatabase } from './orm.js';
import { InputDigest } from './person/input-digest.js';

if (process.argv[2] === 'rotate') {
  const { workerUrl, outerKeys } = readRotation();
  const [newest, ...older] = outerKeys;
  const database = openOrganizationDatabase(workerUrl, 1);
  const [envelope, inputDigest] = [new Envelope(newest, older), new InputDigest(newest, older)];
  const taken = await rotateKeys({ database, envelope, inputDigest, version: newest.version });
  await database.close(true);
  process.stdout.write(
    `已换用第 ${newest.version} 版密钥：${taken} 人。\nPeople taken over to key version ${newest.version}: ${taken}.\n`,
  );
} else {
  process.stderr.write(
    '用法：keys rotate（LINLI_OUTER_KEY 先新后旧）\nUsage: keys rotate (LINLI_OUTER_KEY: the newest first, then the older)\n',
  );
  process.exitCode = 1;
}
