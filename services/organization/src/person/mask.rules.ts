/** Surnames of two characters that are met today; a mask shows the whole surname. */
const COMPOUND_SURNAMES: ReadonlySet<string> = new Set([
  '欧阳',
  '司马',
  '诸葛',
  '上官',
  '司徒',
  '东方',
  '夏侯',
  '皇甫',
  '尉迟',
  '公孙',
  '令狐',
  '慕容',
  '宇文',
  '长孙',
  '端木',
  '南宫',
  '独孤',
  '申屠',
  '闻人',
  '轩辕',
  '百里',
  '东郭',
  '呼延',
  '澹台',
  '淳于',
  '单于',
  '公冶',
  '濮阳',
  '太史',
  '万俟',
]);

/** What stands for the name of someone who is erased. */
export const ERASED_MASK = '**';

/** What everyone may see of a name: its surname and two stars (王**), of a name that is no more than a compound surname its first character. */
export function maskOf(name: string): string {
  const characters = Array.from(name);
  const firstTwo = characters.slice(0, 2).join('');
  const surname = characters.length > 2 && COMPOUND_SURNAMES.has(firstTwo) ? firstTwo : (characters[0] ?? '');
  return `${surname}**`;
}
