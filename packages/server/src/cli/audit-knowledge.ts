import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { KnowledgeShape } from '../files/audit-tables-yaml.ts'
import { catalogueCodes } from '../files/knowledge-codes.ts'
import { type ChangedCode, type KnowledgeDifference, knowledgeDifference } from '../files/knowledge-diff.ts'
import { importKnowledge, type KnowledgeImport } from '../files/knowledge-import.ts'
import { type KnowledgeRow, readKnowledge } from '../files/knowledge-tsv.ts'
import { knowledgeText } from '../files/knowledge-write.ts'
import { type AuthorProblem, problemText } from '../files/policy-sheet.ts'
import { tableLines } from '../text/table-text.ts'
import { soundShapes } from './audit-folder.ts'
import { note } from './options.ts'
import { print } from './output.ts'

const left = (title: string) => ({ title, side: 'left' }) as const
const right = (title: string) => ({ title, side: 'right' }) as const

/** So many problems are told one by one. */
const mostProblems = 50

function refuse(problems: readonly AuthorProblem[]): never {
  const told = problems.slice(0, mostProblems).map(problemText)
  const more = problems.length > mostProblems ? [`… 共 ${problems.length} 个问题 problems in all`] : []
  throw new Error(
    `知识表有误，未改动任何文件 the knowledge tables have problems, nothing was written:\n${[...told, ...more].join('\n')}`,
  )
}

export interface KnowledgeImportOptions {
  readonly out: string
  readonly table?: string
  readonly catalogue?: string
  readonly folder?: string
  readonly json?: boolean
}

function importLines(
  { tables, skipped, repeated }: KnowledgeImport,
  shapes: ReadonlyMap<string, KnowledgeShape>,
): readonly string[] {
  const rows = [...tables].map(([name, list]) => {
    const points = new Set(list.map(({ point }) => point)).size
    return [name, shapes.get(name)?.zh ?? '', String(points), String(list.length)]
  })
  const reasons = {
    words: '其文字不能成为数值 words that give no value',
    'no-table': '没有相应的知识表 no table of ours',
    'no-code': '没有编码 no code',
  }
  const left_ = skipped.map(({ table, why, example, count }) => [table, reasons[why], String(count), example])
  return [
    ...tableLines([left('知识表 table'), left(''), right('知识点 points'), right('编码 codes')], rows),
    ...(left_.length === 0
      ? []
      : [
          '',
          '未导入 not imported',
          ...tableLines([left('知识表 table'), left('原因 reason'), right('条'), left('例 example')], left_),
        ]),
    ...(repeated === 0 ? [] : [`重复的 ${repeated} 条已略去 said twice by the source and left out: ${repeated}`]),
  ]
}

/** Imports published tables into tables of ours. @throws Error when something is wrong with them; then no file is written */
export async function knowledgeImport(files: readonly string[], options: KnowledgeImportOptions): Promise<void> {
  const shapes = await soundShapes(options.folder)
  if (options.table !== undefined && !shapes.has(options.table)) {
    throw new Error(`没有此知识表 no table ${options.table}：可用 use one of ${[...shapes.keys()].join(', ')}`)
  }
  const catalogue = options.catalogue === undefined ? null : await catalogueCodes(options.catalogue)
  const done = await importKnowledge({ files, shapes, table: options.table ?? null, catalogue })
  if (done.problems.length > 0) refuse(done.problems)
  if (done.tables.size === 0) throw new Error('没有可导入的内容 nothing to import：请核对文件 check the files')
  await mkdir(options.out, { recursive: true })
  const there = new Set(await readdir(options.out))
  const taken = [...done.tables.keys()].map((name) => `${name}.tsv`).filter((file) => there.has(file))
  if (taken.length > 0) {
    throw new Error(
      `${options.out}：已有 there already ${taken.join(', ')}；未写入任何文件 nothing was written: 请换一个目录，或先移走 name another folder, or move them away first`,
    )
  }
  for (const [name, rows] of done.tables) {
    const shape = shapes.get(name)
    if (shape === undefined) continue
    await writeFile(join(options.out, `${name}.tsv`), knowledgeText(shape, rows), { flag: 'wx' })
  }
  if (options.json === true) {
    const tables = [...done.tables].map(([table, rows]) => ({
      table,
      points: new Set(rows.map(({ point }) => point)).size,
      codes: rows.length,
    }))
    return print({ tables, skipped: done.skipped, repeated: done.repeated })
  }
  print(importLines(done, shapes).join('\n'))
  note(`已写入 written to ${options.out}`)
}

async function filesOf(path: string): Promise<ReadonlyMap<string, string>> {
  const isFolder = (await stat(path)).isDirectory()
  const names = isFolder ? (await readdir(path)).filter((name) => name.endsWith('.tsv')).sort() : [basename(path)]
  return new Map(names.map((name) => [name.replace(/\.(tsv|csv|xlsx)$/, ''), isFolder ? join(path, name) : path]))
}

async function rowsOf(path: string | undefined, shape: KnowledgeShape): Promise<readonly KnowledgeRow[]> {
  if (path === undefined) return []
  const { rows, problems } = await readKnowledge(path, shape, path)
  if (problems.length > 0) refuse(problems)
  return rows
}

export interface KnowledgeDiffOptions {
  readonly folder?: string
  readonly all?: boolean
  readonly json?: boolean
}

function valuesText(rows: readonly KnowledgeRow[]): string {
  return rows
    .map(({ values }) =>
      Object.entries(values)
        .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join('|') : value}`)
        .join(', '),
    )
    .join(' / ')
}

/** What says the values, or, where they are the same, what they stand on and the days. */
export function changeText({ before, after }: ChangedCode): string {
  const [was, is] = [valuesText(before), valuesText(after)]
  if (was !== is) return `${was} → ${is}`
  const ground = (rows: readonly KnowledgeRow[]): string =>
    rows
      .map(({ basis, from, until }) => `${basis}${(from ?? until) ? ` ${from ?? ''}..${until ?? ''}` : ''}`)
      .join(' / ')
  return `依据或日期 basis or days: ${ground(before) || '—'} → ${ground(after) || '—'}`
}

function changeLines(mark: string, codes: readonly ChangedCode[], limit: number): readonly string[] {
  const lines = codes.slice(0, limit).map((code) => {
    const { key, name, before, after } = code
    const what = mark === '~' ? changeText(code) : valuesText(after.length > 0 ? after : before)
    return `  ${mark} ${key} ${name}${what === '' ? '' : `: ${what}`}`
  })
  return codes.length > limit ? [...lines, `  ${mark} … ${codes.length - limit} 条 more (--all)`] : lines
}

const shownWithoutAll = 10

function differenceLines(difference: KnowledgeDifference, all: boolean): readonly string[] {
  const { added, removed, changed } = difference
  if (added.length + removed.length + changed.length === 0) return []
  const limit = all ? Number.POSITIVE_INFINITY : shownWithoutAll
  return [
    '',
    difference.table,
    ...changeLines('+', added, limit),
    ...changeLines('-', removed, limit),
    ...changeLines('~', changed, limit),
  ]
}

/** Compares two versions of knowledge tables: two files of one table, or two folders. */
export async function knowledgeDiff(before: string, after: string, options: KnowledgeDiffOptions): Promise<void> {
  const shapes = await soundShapes(options.folder)
  const [old, now] = [await filesOf(before), await filesOf(after)]
  // Two files are versions of one table, whatever the older one is called.
  const single = old.size === 1 && now.size === 1 ? [...now.keys()][0] : undefined
  const names = single === undefined ? [...new Set([...old.keys(), ...now.keys()])].sort() : [single]
  const differences: KnowledgeDifference[] = []
  for (const name of names) {
    const shape = shapes.get(name)
    if (shape === undefined)
      throw new Error(`没有此知识表 no table ${name}：请以知识表命名文件 name the file after its table`)
    const was = single === undefined ? old.get(name) : [...old.values()][0]
    differences.push(knowledgeDifference(name, await rowsOf(was, shape), await rowsOf(now.get(name), shape)))
  }
  if (options.json === true) return print({ tables: differences })
  const rows = differences.map(({ table, added, removed, changed, same, pointsAdded, pointsRemoved }) => [
    table,
    ...[added.length, removed.length, changed.length, same, pointsAdded.length, pointsRemoved.length].map(String),
  ])
  const titles = [
    '新增 added',
    '删除 removed',
    '变更 changed',
    '不变 same',
    '新知识点 points +',
    '去知识点 points -',
  ].map(right)
  print(
    [
      ...tableLines([left('知识表 table'), ...titles], rows),
      ...differences.flatMap((one) => differenceLines(one, options.all === true)),
    ].join('\n'),
  )
}
