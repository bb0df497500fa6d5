import { catalogue } from '@linli/domain/refusal';

/** What stops an import of areas; whoever runs it reads it at the terminal. */
export const AreaImportErrors = catalogue({
  cannotRead: {
    code: 'AREA_FILE_UNREADABLE',
    zh: '无法读取文件 {file}；未导入任何内容。',
    en: 'The file {file} cannot be read; nothing was imported.',
  },
  noTable: {
    code: 'AREA_FILE_NOT_A_TABLE',
    zh: '{file} 第 {line} 行不符合表格格式（需有 code 与 name 两列）；未导入任何内容。',
    en: '{file}, line {line}: not a table with the columns code and name; nothing was imported.',
  },
  notACode: {
    code: 'AREA_CODE_WRONG',
    zh: '{file} 第 {line} 行：区划代码应为 {digits} 位数字；未导入任何内容。',
    en: '{file}, line {line}: the code should be {digits} digits; nothing was imported.',
  },
  noName: {
    code: 'AREA_NAME_MISSING',
    zh: '{file} 第 {line} 行：{area} 没有名称，或名称超过 100 字；未导入任何内容。',
    en: '{file}, line {line}: {area} has no name, or one of over 100 characters; nothing was imported.',
  },
  noParent: {
    code: 'AREA_PARENT_MISSING',
    zh: '{file} 第 {line} 行：{area} 的上级区划不在表中；未导入任何内容。',
    en: '{file}, line {line}: the area that {area} lies in is not in the table; nothing was imported.',
  },
  twoNames: {
    code: 'AREA_NAMED_TWICE',
    zh: '{file} 第 {line} 行：{area} 在表中已有另一名称；未导入任何内容。',
    en: '{file}, line {line}: the table has {area} under another name already; nothing was imported.',
  },
  overtaken: {
    code: 'AREA_IMPORT_OVERTAKEN',
    zh: '另一次导入同时完成；本次未导入任何内容，请重新运行。',
    en: 'Another import ended meanwhile; nothing of this one was imported, run it again.',
  },
});
