import { Envelope } from '@linli/persistence/envelope';
import { readRotation } from './config.js';
import { rotateKeys } from './keys/rotation.js';
import { openGridDatabase } from './orm.js';

if (process.argv[2] === 'rotate') {
  const { workerUrl, outerKeys } = readRotation();
  const [newest, ...older] = outerKeys;
  const database = openGridDatabase(workerUrl, { connections: 1 });
  const taken = await rotateKeys({ database, envelope: new Envelope(newest, older), version: newest.version });
  await database.close(true);
  process.stdout.write(
    `已换用第 ${newest.version} 版密钥：${taken} 条民情日志。\nDiary entries taken over to key version ${newest.version}: ${taken}.\n`,
  );
} else {
  process.stderr.write(
    '用法：keys rotate（LINLI_OUTER_KEY 先新后旧）\nUsage: keys rotate (LINLI_OUTER_KEY: the newest first, then the older)\n',
  );
  process.exitCode = 1;
}
