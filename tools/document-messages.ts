import {
  type Direction,
  dictionaries,
  type Entry,
  envelope,
  type Field,
  type InterfaceProfile,
  type Mark,
  type Message,
  messages,
  type OutputOf,
  readInfno,
  rowLimit,
  samples,
  type Table,
  writeOutput,
} from '@yibao/contract/national'
import { invariant } from '@yibao/core/kernel'
import { profilesPage, regionLines } from './document-profiles.ts'
import { cell, heading, tableLines } from './markdown.ts'

type FieldEntry = Extract<Entry, Field>

const directions: { readonly [D in Direction]: string } = {
  session: '签到签退 signs in or out',
  query: '查询 asks; changes nothing',
  compute: '试算 computes; changes nothing',
  download: '下载 prepares a file for 9102; changes nothing',
  file: '文件 carries a file',
  write: '写入 changes what the centre knows; a `msgid` takes effect at most once',
}

const marks: { readonly [M in Mark]: string } = {
  required: '必填 yes',
  optional: '',
  nullable: '空为 null',
}

const numberTypes = {
  amount: '金额 amount',
  price: '单价 unit price',
  quantity: '数量 quantity',
  rate: '比例 rate',
  decimal: '小数 decimal',
  integer: '整数 integer',
} as const

function isNode(entry: Entry): entry is Exclude<Entry, FieldEntry> {
  return entry.kind === 'one' || entry.kind === 'many'
}

function typeOf(field: FieldEntry): string {
  if (field.kind === 'text') return '文本 text'
  if (field.kind === 'code') return '代码 code'
  if (field.kind === 'bytes') return '字节 Base64, or an array of bytes'
  if (field.kind === 'date') return '日期 `yyyy-MM-dd`'
  if (field.kind === 'dateTime') return '时间 `yyyy-MM-dd HH:mm:ss`'
  return numberTypes[field.kind]
}

function lengthOf(field: FieldEntry): string {
  if ('length' in field) return String(field.length)
  if ('total' in field) return field.decimals === 0 ? String(field.total) : `${field.total},${field.decimals}`
  return ''
}

function fieldRow([name, field]: readonly [string, FieldEntry]): readonly string[] {
  const list = field.kind === 'code' ? `[${field.dictionary}](../dictionaries.md#${heading(field.dictionary)})` : ''
  return [`\`${name}\``, cell(field.label), typeOf(field), lengthOf(field), marks[field.mark], list]
}

/** One node with its fields, then the nodes inside it; the path of the outermost table is empty. */
function nodeLines(path: string, table: Table, title: string): readonly string[] {
  const entries = Object.entries(table)
  const fields = entries.flatMap(([name, entry]) => (isNode(entry) ? [] : [[name, entry] as const]))
  const nodes = entries.flatMap(([name, entry]) => (isNode(entry) ? [[name, entry] as const] : []))
  const own =
    fields.length === 0
      ? []
      : [
          `### ${title}`,
          '',
          ...tableLines(
            ['字段 field', '名称 label', '类型 type', '长度 length', '必填 required', '字典 code list'],
            fields.map(fieldRow),
          ),
          '',
        ]
  const inner = nodes.flatMap(([name, node]) => {
    const innerPath = path === '' ? name : `${path}.${name}`
    const rows = node.kind === 'many' ? `多行 rows, at most ${rowLimit}` : '单行 one object'
    const needed = node.mark === 'required' ? '必填 required' : '可空 optional'
    return nodeLines(innerPath, node.table, `\`${innerPath}\` (${rows}, ${needed})`)
  })
  return [...own, ...inner]
}

function sideLines(table: Table, title: string): readonly string[] {
  if (Object.keys(table).length === 0) return [`## ${title}`, '', '无字段 none: `{}`.', '']
  return [`## ${title}`, '', ...nodeLines('', table, '直接字段 fields outside any node')]
}

const jsonLines = (value: unknown): readonly string[] => [
  '```json',
  ...JSON.stringify(value, null, 2).split('\n'),
  '```',
  '',
]

function messagePage(
  message: Message,
  sample: { readonly input: unknown; readonly output: unknown },
  profiles: readonly InterfaceProfile[],
): string {
  const output = writeOutput(message, sample.output as OutputOf<Message>)
  return [
    `# ${message.infno} ${message.name}`,
    '',
    `${message.english}. ${directions[message.direction]}.`,
    '',
    ...sideLines(message.input, '输入 input'),
    ...sideLines(message.output, '输出 output'),
    ...regionLines(message, profiles),
    '## 示例 sample',
    '',
    '`input`:',
    '',
    ...jsonLines(sample.input),
    '`output`:',
    '',
    ...jsonLines(output),
  ].join('\n')
}

function envelopePage(): string {
  return [
    '# 报文头 the envelope of a request',
    '',
    'The fields of the request body beside `input`, which is an object, or that object as JSON text. Only what a message cannot be',
    'answered without is required here; a message that needs another field refuses for itself.',
    '',
    ...nodeLines('', envelope, '请求 request'),
    'The answer has `infcode` (0 success, -1 refused), `inf_refmsgid`, `refmsg_time`, `respond_time`, `err_msg` (at most 200',
    'characters), `signtype`, `cainfo`, `app_id`, `enc_type` and `output`; signature and encryption only as the request had them.',
    '',
  ].join('\n')
}

function indexPage(): string {
  const rows = Object.values<Message>(messages).map((message) => [
    `[${message.infno}](${message.infno}.md)`,
    message.name,
    message.english,
    directions[message.direction].split(';')[0] ?? '',
  ])
  return [
    '# 报文 national messages',
    '',
    'What the centre serves. Lengths and marks are the national text; provinces edit it ([profiles](../profiles.md)). Every message travels in the',
    'same [envelope](envelope.md). The code lists: [dictionaries](../dictionaries.md). What the centre refuses: [refusals](../refusals.md).',
    '',
    ...tableLines(['编号 infno', '名称', 'name', '方向 direction'], rows),
    '',
  ].join('\n')
}

const statuses = {
  read: '读自规范的公开副本 read in a public copy of the specification',
  'client code': '只见于客户端程序 seen in client programs only',
  partial: '不全 incomplete: other codes are accepted',
  memory: '未读到原文 not read anywhere',
} as const

function dictionariesPage(): string {
  const lists = Object.entries(dictionaries).flatMap(([name, list]) => {
    const codes = Object.entries({ ...list.codes, ...('extensions' in list ? list.extensions : {}) })
    const open = 'openBelow' in list ? ' Provinces add longer codes below these.' : ''
    return [
      `## ${name}`,
      '',
      `${list.label}. ${statuses[list.status]}.${open}`,
      '',
      // Integer-like keys would stand first whatever their length; sorted as text, a class stands before its codes.
      ...tableLines(
        ['代码 code', '含义 meaning'],
        codes.sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, meaning]) => [`\`${code}\``, cell(meaning)]),
      ),
      '',
    ]
  })
  return ['# 字典 code lists', '', 'The code lists of the served messages.', '', ...lists].join('\n')
}

/** The pages about the national interface by path below the folder of generated documents. */
export function messageDocuments(profiles: readonly InterfaceProfile[]): ReadonlyMap<string, string> {
  const pages = new Map([
    ['messages/index.md', indexPage()],
    ['messages/envelope.md', envelopePage()],
    ['dictionaries.md', dictionariesPage()],
    ['profiles.md', profilesPage(profiles)],
  ])
  for (const number of Object.keys(messages)) {
    const infno = readInfno(number)
    invariant(infno.ok, 'a key of the table of messages is a number that is served')
    pages.set(`messages/${infno.value}.md`, messagePage(messages[infno.value], samples[infno.value], profiles))
  }
  return pages
}
