import {
  applyProfile,
  type Entry,
  type Field,
  type InterfaceProfile,
  type Mark,
  type Message,
  messages,
  type Table,
} from '@yibao/contract/national'
import { cell, heading, tableLines } from './markdown.ts'

type FieldEntry = Extract<Entry, Field>

const isNode = (entry: Entry): entry is Exclude<Entry, FieldEntry> => 'table' in entry

function lengthOf(field: FieldEntry): string {
  if ('length' in field) return String(field.length)
  if ('total' in field) return field.decimals === 0 ? String(field.total) : `${field.total},${field.decimals}`
  return ''
}

const marks: { readonly [M in Mark]: string } = {
  required: '必填 required',
  optional: '可空 optional',
  nullable: '可空 optional',
}

/** What a region makes of one field or node, in words; none when it leaves it as it is. */
function changesOf(ours: Entry, theirs: Entry): readonly string[] {
  const marked = ours.mark === theirs.mark ? [] : [`${marks[ours.mark]} → ${marks[theirs.mark]}`]
  const left =
    theirs.otherwise === undefined
      ? []
      : [`可空，按 \`${theirs.otherwise}\` 读取 may be empty, read as \`${theirs.otherwise}\``]
  if (isNode(ours) || isNode(theirs)) {
    const rows =
      'rows' in theirs && theirs.rows !== undefined ? [`最多 ${theirs.rows} 行 at most ${theirs.rows} rows`] : []
    return [...marked, ...rows]
  }
  const length = lengthOf(ours) === lengthOf(theirs) ? [] : [`长度 length ${lengthOf(ours)} → ${lengthOf(theirs)}`]
  const codes = theirs.kind === 'code' ? Object.keys(theirs.more ?? {}) : []
  const more = codes.length === 0 ? [] : [`另有代码 further codes ${codes.map((code) => `\`${code}\``).join(' ')}`]
  return [...length, ...marked, ...left, ...more]
}

function tableChanges(ours: Table, theirs: Table, path: string): readonly (readonly [path: string, change: string])[] {
  return Object.entries(ours).flatMap(([name, entry]) => {
    const other = theirs[name]
    if (other === undefined) return []
    const here = path === '' ? name : `${path}.${name}`
    const own = changesOf(entry, other).map((change) => [here, change] as const)
    return isNode(entry) && isNode(other) ? [...own, ...tableChanges(entry.table, other.table, here)] : own
  })
}

function messageChanges(
  message: Message,
  profile: InterfaceProfile,
): readonly (readonly [path: string, change: string])[] {
  const theirs = applyProfile({ [message.infno]: message }, profile)[message.infno]
  const columns = profile.columns[message.infno]
  return [
    ...(theirs === undefined ? [] : tableChanges(message.input, theirs.input, '')),
    ...(columns === undefined ? [] : [['', `文件 ${columns} 列 a file of ${columns} columns`] as const]),
  ]
}

const titleOf = ({ division, name }: InterfaceProfile): string => `${division} ${name}`

/** The part of a message's page that says which regions take it otherwise. */
export function regionLines(message: Message, profiles: readonly InterfaceProfile[]): readonly string[] {
  const rows = profiles.flatMap((profile) =>
    messageChanges(message, profile).map(([path, change]) => [
      `[${titleOf(profile)}](../profiles.md#${heading(titleOf(profile))})`,
      path === '' ? '' : `\`${path}\``,
      cell(change),
    ]),
  )
  if (rows.length === 0) return []
  return ['## 地方差异 regions', '', ...tableLines(['地区 region', '字段 field', '差异 difference'], rows), '']
}

/** The page of all interface profiles. */
export function profilesPage(profiles: readonly InterfaceProfile[]): string {
  const regions = profiles.flatMap((profile) => {
    const changed = Object.values<Message>(messages).flatMap((message) => {
      const count = messageChanges(message, profile).length
      return count === 0 ? [] : [[`[${message.infno}](messages/${message.infno}.md)`, message.name, String(count)]]
    })
    const codes = Object.entries(profile.codes).flatMap(([list, more]) =>
      Object.entries(more).map(([code, meaning]) => [
        `[${list}](dictionaries.md#${heading(list)})`,
        `\`${code}\``,
        cell(meaning),
      ]),
    )
    return [
      `## ${titleOf(profile)}`,
      '',
      `${profile.source}.`,
      '',
      ...tableLines(['编号 infno', '名称 name', '差异 differences'], changed),
      '',
      ...(codes.length === 0 ? [] : [...tableLines(['字典 code list', '代码 code', '含义 meaning'], codes), '']),
    ]
  })
  return [
    '# 接口配置 interface profiles',
    '',
    'How regions take the national messages otherwise. The profile is chosen by the division of the institution that sends; where none',
    'holds, the national text does. How one is written: [policy/interface](../../policy/interface/README.md).',
    '',
    ...regions,
  ].join('\n')
}
