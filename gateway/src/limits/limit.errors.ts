import { catalogue } from '@linli/domain/refusal';

const code = 'OPERATION_TOO_COMPLEX';

/** Refusals of operations that ask for too much, one for each limit; none of them was run. */
export const LimitErrors = catalogue({
  depth: {
    code,
    zh: '查询嵌套 {found} 层，最多 {limit} 层；请分成几次查询。',
    en: 'The operation is {found} levels deep, at most {limit} are allowed; split it.',
  },
  rootFields: {
    code,
    zh: '一次查询最多 {limit} 个顶层字段，这里有 {found} 个；请分成几次查询。',
    en: 'A query has at most {limit} fields at its root, this one has {found}; split it.',
  },
  rootMutations: {
    code,
    zh: '一次操作只能有 {limit} 个变更，这里有 {found} 个；请逐个提交。',
    en: 'An operation has {limit} change at its root, this one has {found}; send them one by one.',
  },
  fields: {
    code,
    zh: '展开片段后字段超过 {limit} 个；请只查询需要的字段。',
    en: 'With its fragments written out the operation has more than {limit} fields; ask for what you need.',
  },
  selections: {
    code,
    zh: '展开片段后的选择超过 {limit} 项；请减少片段的重复引用。',
    en: 'With its fragments written out the operation has more than {limit} selections; repeat fewer fragments.',
  },
  argumentCharacters: {
    code,
    zh: '展开片段后参数共超过 {limit} 个字符；请用变量传递长文本。',
    en: 'With its fragments written out the arguments have more than {limit} characters; give long texts as variables.',
  },
  aliases: {
    code,
    zh: '别名最多 {limit} 个，这里有 {found} 个；请分成几次查询。',
    en: 'A document has at most {limit} aliases, this one has {found}; split it.',
  },
  directives: {
    code,
    zh: '指令最多 {limit} 个，这里有 {found} 个。',
    en: 'A document has at most {limit} directives, this one has {found}.',
  },
  listValues: {
    code,
    zh: '一个列表最多 {limit} 个值，这里有 {found} 个；请分批提交。',
    en: 'A list has at most {limit} values, this one has {found}; send it in parts.',
  },
  cost: {
    code,
    zh: '此操作的估算成本为 {found}，上限为 {limit}；请减小 first 或分成几次查询。',
    en: 'The operation would cost {found}, at most {limit} is allowed; lower `first` or split it.',
  },
  keyAlias: {
    code: 'BAD_USER_INPUT',
    zh: '{path} 是该对象的键，不能用作其他字段的别名；请换一个别名。',
    en: 'An object is known by its {path}: no other field may be asked for under that name; choose another alias.',
  },
  reservedName: {
    code: 'BAD_USER_INPUT',
    zh: '名称 {path} 为保留名称，不能用作别名、变量或片段的名称。',
    en: 'The name {path} is reserved: no alias, variable or fragment may have it.',
  },
});
