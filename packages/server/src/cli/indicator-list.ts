import { access } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { meansWords } from '@yibao/core/supervision'
import { Command } from 'commander'
import { openLake } from '../lake/index.ts'
import { type Column, tableLines } from '../text/table-text.ts'
import { type BookChoice, booksOf } from './indicator-source.ts'
import { type DatabaseChoice, dataDirOf } from './options.ts'
import { print } from './output.ts'

interface ListChoice extends BookChoice, DatabaseChoice {
  readonly topic?: string
  readonly lake?: string
  readonly json?: true
}

async function lackingIn(
  folder: string | undefined,
  definitions: Awaited<ReturnType<typeof booksOf>>['indicators']['definitions'],
) {
  if (folder === undefined) return []
  const lake = await openLake(folder)
  try {
    return await lake.lacking(definitions)
  } finally {
    await lake.close()
  }
}

/** The lake that was named, else that of the data directory where it has one. @throws Error of a data directory that was named and has none */
async function lakeOf(choice: ListChoice): Promise<string | undefined> {
  if (choice.lake !== undefined) return resolve(choice.lake)
  const folder = join(dataDirOf(choice), 'lake')
  const isThere = await access(folder).then(
    () => true,
    () => false,
  )
  return isThere || choice.dataDir !== undefined ? folder : undefined
}

const left = (title: string): Column => ({ title, side: 'left' })

async function list(choice: ListChoice): Promise<void> {
  const { indicators, book } = await booksOf(choice)
  const topic = book.topics.find(({ code }) => code === choice.topic)
  if (choice.topic !== undefined && topic === undefined)
    throw new Error(`没有此主题 no topic ${choice.topic}：可用 use ${book.topics.map(({ code }) => code).join(', ')}`)
  const codes = topic && new Set(topic.signals.map(({ indicator }) => indicator))
  const definitions = indicators.definitions.filter(({ code }) => codes?.has(code) ?? true)
  const lacking = await lackingIn(await lakeOf(choice), definitions)
  if (choice.json === true) return print({ definitions, topics: book.topics, lacking })
  const cells = definitions.map(({ code, name, unit, grains, means }) => {
    const lacks = lacking.filter(({ indicator, grain }) => indicator === code && grain === null)
    const state = lacks.length === 0 ? '' : `无数据 no data: ${lacks.flatMap(({ needs }) => needs).join(', ')}`
    return [
      code,
      `${name.zh} ${name.en}`,
      unit,
      grains.join(' '),
      means.map((one) => meansWords[one][0]).join(' '),
      state,
    ]
  })
  const topics = book.topics.map(
    ({ code, name, signals }) =>
      `  ${code}  ${name.zh} ${name.en}：${signals.map(({ indicator, means, weight }) => `${indicator} ${meansWords[means][0]} ×${weight}`).join('，')}`,
  )
  print(
    [
      ...tableLines(
        [left('指标'), left('名称 name'), left('单位 unit'), left('对象 subjects'), left('方法 means'), left('')],
        cells,
      ),
      '',
      '主题 topics:',
      ...topics,
      `${definitions.length} 个指标 indicators，定义 definitions ${indicators.digest.slice(0, 12)}，参数 parameters ${book.digest.slice(0, 12)}`,
    ].join('\n'),
  )
}

/** `yibao indicator list`. */
export function indicatorListCommand(): Command {
  return new Command('list')
    .description('指标与主题清单 indicators and topics; with a lake, which of them lack data')
    .option('--topic <code>', '主题 only indicators of this topic')
    .option('--lake <folder>', '湖目录 folder of a lake (default: <data-dir>/lake, where there is one)')
    .option('--data-dir <folder>', '数据目录 folder of the embedded database')
    .option('--indicators <folder>', '指标定义目录 definitions (default: those that ship)')
    .option('--topics <file>', '主题与参数 topics and parameters (default: those that ship)')
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao indicator list --topic cost --lake lake')
    .action(list)
}
