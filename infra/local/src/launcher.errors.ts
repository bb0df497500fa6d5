import { catalogue } from '@linli/domain/refusal';

/** Why Linli does not start, or gives no token, on this machine; each with what to do about it. */
export const LauncherErrors = catalogue({
  notInProduction: {
    code: 'NOT_IN_PRODUCTION',
    zh: 'NODE_ENV=production 时不提供开发令牌：请使用您的 OIDC 身份服务。',
    en: 'There are no development tokens when NODE_ENV=production: use your OIDC provider.',
  },
  alreadyRunning: {
    code: 'ALREADY_RUNNING',
    zh: '{folder} 正由进程 {pid} 使用：请先停止它，或用 LINLI_DATA 另选数据文件夹。',
    en: '{folder} is in use by process {pid}: stop it first, or choose another data folder with LINLI_DATA.',
  },
  notRunning: {
    code: 'NOT_RUNNING',
    zh: 'Linli 没有在运行：请先执行 npm start。',
    en: 'Linli is not running: npm start first.',
  },
  neverStarted: {
    code: 'NEVER_STARTED',
    zh: '{folder} 中还没有密钥：请先执行一次 npm start。',
    en: 'There are no keys in {folder} yet: run npm start once.',
  },
  settingMalformed: {
    code: 'SETTING_MALFORMED',
    zh: '{name}={value} 有误：{name} 应为 {expected}。',
    en: '{name}={value} is wrong: {name} is {expected}.',
  },
  folderNotWritable: {
    code: 'FOLDER_NOT_WRITABLE',
    zh: '无权使用数据文件夹 {folder}（{reason}）：请更改其权限，或用 LINLI_DATA 另选。',
    en: 'The data folder {folder} may not be used ({reason}): change its permissions, or choose another with LINLI_DATA.',
  },
  diskFull: {
    code: 'DISK_FULL',
    zh: '{folder} 所在的磁盘已满：请腾出空间后重试。',
    en: 'The disk that holds {folder} is full: free some space and try again.',
  },
  portTaken: {
    code: 'PORT_TAKEN',
    zh: '端口 {port} 已被占用：请停止占用它的程序，或换一个端口（PORT={other} npm start）。',
    en: 'Port {port} is taken: stop what holds it, or choose another (PORT={other} npm start).',
  },
  addressNotUsable: {
    code: 'ADDRESS_NOT_USABLE',
    zh: '无法在 {host}:{port} 上监听（{reason}）。',
    en: 'It is not possible to listen on {host}:{port} ({reason}).',
  },
  databaseFailed: {
    code: 'DATABASE_FAILED',
    zh: '无法为 {service} 准备数据库：{reason}。',
    en: 'The database of {service} could not be prepared: {reason}.',
  },
  processFailed: {
    code: 'PROCESS_FAILED',
    zh: '{name} 失败（{how}）。日志：{log}',
    en: '{name} failed ({how}). Log: {log}',
  },
  processNotReady: {
    code: 'PROCESS_NOT_READY',
    zh: '{name} 在 {seconds} 秒内未就绪：{reason}。日志：{log}',
    en: '{name} was not ready within {seconds} seconds: {reason}. Log: {log}',
  },
});
