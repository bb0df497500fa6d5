import type { Lots } from './random.js';

const SURNAMES = Array.from(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤',
);
const GIVEN = Array.from(
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉卿聪澜纯毓悦昭冰爽琬茗羽希宁欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝思建国志文海峰永健世广义兴良山仁波贵福生龙元全胜学祥才发武新利清飞彬富顺信子树',
);

/** A name by lot, of nobody in particular: a common surname and one or two characters that are common in names. */
export function inventedName(lots: Lots): string {
  const characters = lots.between(1, 5) === 1 ? 1 : 2;
  return lots.oneOf(SURNAMES) + Array.from({ length: characters }, () => lots.oneOf(GIVEN)).join('');
}

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** A number as names of organisations write it (第十二支部): 1 to 19. */
export function numeral(n: number): string {
  return n < 10 ? (DIGITS[n] ?? '') : `十${DIGITS[n - 10] ?? ''}`;
}
