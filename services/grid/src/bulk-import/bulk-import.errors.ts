import { catalogue } from '@linli/domain/refusal';

/** Why a file is not read at all; whoever runs the import reads it at the terminal. */
export const BulkImportErrors = catalogue({
  cannotRead: {
    code: 'IMPORT_FILE_UNREADABLE',
    zh: '无法读取文件 {file}；未导入任何内容。',
    en: 'The file {file} cannot be read; nothing was imported.',
  },
  cannotWrite: {
    code: 'IMPORT_TEMPLATE_NOT_WRITTEN',
    zh: '无法写入 {file}：文件已存在，或文件夹不可写。',
    en: '{file} cannot be written: it is there already, or its folder takes no file.',
  },
  noTable: {
    code: 'IMPORT_FILE_NOT_A_TABLE',
    zh: '{file} 不是 CSV（UTF-8 或 GB18030）或 .xlsx 表格（第 {line} 行）；未导入任何内容。',
    en: '{file} is no table in CSV (UTF-8 or GB18030) or .xlsx (line {line}); nothing was imported.',
  },
  notATableName: {
    code: 'IMPORT_FILE_KIND_UNKNOWN',
    zh: '{file} 的扩展名应为 .csv 或 .xlsx。',
    en: 'The name of {file} should end in .csv or .xlsx.',
  },
  tooLarge: {
    code: 'IMPORT_FILE_TOO_LARGE',
    zh: '{file} 超过 {most} MB；请拆分后分别导入。',
    en: '{file} has over {most} MB; divide it and import the parts.',
  },
  unknownHeading: {
    code: 'IMPORT_HEADING_UNKNOWN',
    zh: '{file} 的标题「{heading}」不认识；请用模板中的标题。未导入任何内容。',
    en: '{file}: no column is headed "{heading}"; use the headings of the template. Nothing was imported.',
  },
  headedTwice: {
    code: 'IMPORT_HEADING_TWICE',
    zh: '{file} 的标题「{heading}」出现两次；未导入任何内容。',
    en: '{file}: two columns are headed "{heading}"; nothing was imported.',
  },
  headingMissing: {
    code: 'IMPORT_HEADING_MISSING',
    zh: '{file} 缺少标题为「{heading}」的列；未导入任何内容。',
    en: '{file}: there is no column headed "{heading}"; nothing was imported.',
  },
});
