import { catalogue } from '@linli/domain/refusal';

export const ImportErrors = catalogue({
  usage: {
    code: 'USAGE',
    zh: '用法：npm run import -- grid buildings|posts|ledgers 文件 [--dry-run] [--json]，或 npm run import -- grid buildings|posts|ledgers --template 文件。',
    en: 'Usage: npm run import -- grid buildings|posts|ledgers FILE [--dry-run] [--json], or npm run import -- grid buildings|posts|ledgers --template FILE.',
  },
});
