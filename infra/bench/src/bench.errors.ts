import { catalogue } from '@linli/domain/refusal';

/** Why the bench does not measure, each with what to do about it. */
export const BenchErrors = catalogue({
  usage: {
    code: 'BENCH_USAGE',
    zh: '{reason}\n用法：npm run bench -- generate --scale N [--data FOLDER]\n　　　npm run bench -- run [--scale N] [--work W1,W3] [--peers sql,postgraphile] [--seconds S] [--rounds N] [--json FILE] [--data FOLDER] [--explain | --profile | --start | --gateways]\n　　　npm run bench -- report\n　　　npm run bench -- --quick',
    en: '{reason}\nUsage: npm run bench -- generate --scale N [--data FOLDER]\n       npm run bench -- run [--scale N] [--work W1,W3] [--peers sql,postgraphile] [--seconds S] [--rounds N] [--json FILE] [--data FOLDER] [--explain | --profile | --start | --gateways]\n       npm run bench -- report\n       npm run bench -- --quick',
  },
  notGenerated: {
    code: 'BENCH_NOT_GENERATED',
    zh: '{folder} 中没有数据：请先执行 npm run bench -- generate --scale {scale}。',
    en: 'There are no data in {folder}: npm run bench -- generate --scale {scale} first.',
  },
  alreadyGenerated: {
    code: 'BENCH_ALREADY_GENERATED',
    zh: '{folder} 中已有数据：请删除该文件夹，或用 --data 另选。',
    en: 'There are data in {folder} already: remove the folder, or choose another with --data.',
  },
  invariantBroken: {
    code: 'BENCH_INVARIANT_BROKEN',
    zh: '生成的数据不一致：{what}（{count} 行）。',
    en: 'The generated data contradict themselves: {what} ({count} rows).',
  },
  wrongAnswer: {
    code: 'BENCH_WRONG_ANSWER',
    zh: '{target} 对 {work} 的回答与参照不同（{variables}）：{difference}',
    en: '{target} answers {work} otherwise than the reference ({variables}): {difference}',
  },
  peerFailed: {
    code: 'BENCH_PEER_FAILED',
    zh: '对照程序 {peer} 未能启动（{how}）：{output}',
    en: 'The peer {peer} did not start ({how}): {output}',
  },
  nothingMeasured: {
    code: 'BENCH_NOTHING_MEASURED',
    zh: '{folder} 中没有结果：请先执行 npm run bench -- run。',
    en: 'There are no results in {folder}: npm run bench -- run first.',
  },
});
