import { catalogue } from '@linli/domain/refusal';

/** Why a PostgreSQL is not to be had on this machine, each with what to do about it. */
export const PostgresErrors = catalogue({
  platformUnsupported: {
    code: 'POSTGRES_PLATFORM_UNSUPPORTED',
    zh: '自带的 PostgreSQL 不支持本平台（{platform}）：请自备 PostgreSQL 15 至 18，并设置 DATABASE_URL。',
    en: 'The bundled PostgreSQL does not run on this platform ({platform}): bring a PostgreSQL 15 to 18 and set DATABASE_URL.',
  },
  folderNotWritable: {
    code: 'POSTGRES_FOLDER_NOT_WRITABLE',
    zh: '无权使用数据文件夹 {folder}：请更改其权限，或换一个文件夹。',
    en: 'The data folder {folder} may not be used by this account: change its permissions or choose another folder.',
  },
  diskFull: {
    code: 'POSTGRES_DISK_FULL',
    zh: '{folder} 所在的磁盘已满：请腾出空间后重试。',
    en: 'The disk that holds {folder} is full: free some space and try again.',
  },
  accountNotSwitchable: {
    code: 'POSTGRES_ACCOUNT_NOT_SWITCHABLE',
    zh: 'PostgreSQL 不能以 root 运行，而此处又无法切换到普通账户（{reason}）：请以普通用户运行，或设置 DATABASE_URL。',
    en: 'PostgreSQL does not run as root, and switching to an ordinary account failed ({reason}): run as an ordinary user or set DATABASE_URL.',
  },
  portTaken: {
    code: 'POSTGRES_PORT_TAKEN',
    zh: 'PostgreSQL 无法使用端口 {port}：它已被占用。',
    en: 'PostgreSQL cannot use port {port}: it is taken.',
  },
  passwordLost: {
    code: 'POSTGRES_PASSWORD_LOST',
    zh: '{folder} 中的数据库缺少密码文件，或密码不符：请放回该文件，或换一个数据文件夹。',
    en: 'The password file of the database in {folder} is missing or does not fit: put it back or choose another data folder.',
  },
  notStarted: {
    code: 'POSTGRES_NOT_STARTED',
    zh: 'PostgreSQL 未能启动：{reason}（日志：{log}）。',
    en: 'PostgreSQL did not start: {reason} (log: {log}).',
  },
  notStopped: {
    code: 'POSTGRES_NOT_STOPPED',
    zh: 'PostgreSQL（进程 {pid}）未能停止。',
    en: 'PostgreSQL (process {pid}) did not stop.',
  },
  urlMalformed: {
    code: 'DATABASE_URL_MALFORMED',
    zh: 'DATABASE_URL 格式有误：应形如 postgres://用户:密码@主机:5432/数据库。',
    en: 'DATABASE_URL is malformed: it looks like postgres://user:password@host:5432/database.',
  },
  serverUnreachable: {
    code: 'DATABASE_URL_UNREACHABLE',
    zh: '无法连接 DATABASE_URL 所指的 PostgreSQL（{server}）：{reason}。',
    en: 'The PostgreSQL of DATABASE_URL ({server}) cannot be reached: {reason}.',
  },
  loginRefused: {
    code: 'DATABASE_URL_LOGIN_REFUSED',
    zh: 'DATABASE_URL 所指的 PostgreSQL（{server}）拒绝登录：{reason}。',
    en: 'The PostgreSQL of DATABASE_URL ({server}) refuses the login: {reason}.',
  },
  versionUnsupported: {
    code: 'DATABASE_URL_VERSION_UNSUPPORTED',
    zh: 'DATABASE_URL 所指的 PostgreSQL 是版本 {version}，需要 15 至 18。',
    en: 'The PostgreSQL of DATABASE_URL is version {version}; 15 to 18 are needed.',
  },
  roleTooWeak: {
    code: 'DATABASE_URL_ROLE_TOO_WEAK',
    zh: 'DATABASE_URL 的角色 {role} 需要有权创建角色和数据库：ALTER ROLE "{role}" CREATEROLE CREATEDB。',
    en: 'The role {role} of DATABASE_URL must be allowed to create roles and databases: ALTER ROLE "{role}" CREATEROLE CREATEDB.',
  },
});
