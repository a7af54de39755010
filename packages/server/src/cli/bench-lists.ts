import type { IsoDate } from '@yibao/core/kernel'
import { Command } from 'commander'
import { benchLists, type ListsBenchResult, type ListsCentre } from '../../bench/lists.ts'
import { tableLines } from '../text/table-text.ts'
import { countArgument, dateArgument } from './arguments.ts'
import { note } from './options.ts'
import { print } from './output.ts'
import { progressLine } from './progress.ts'

interface Options {
  readonly settlements: number
  readonly rounds: number
  readonly url?: string
  readonly user?: string
  readonly until?: IsoDate
  readonly json?: boolean
}

const ms = (value: number): string => value.toFixed(1)

function textOf({ surroundings: on, settlements, databaseBytes, rounds, yardstick, actions, walk }: ListsBenchResult) {
  const columns = ['动作 action', 'p50 ms', 'p95 ms', 'max ms', '× 对照 yardstick'].map((title, at) => ({
    title,
    side: at === 0 ? ('left' as const) : ('right' as const),
  }))
  const size =
    settlements === null || databaseBytes === null
      ? '平台已有的 what the centre holds'
      : `${settlements.toLocaleString('en-US')} 笔结算 settlements, ${(databaseBytes / 1e9).toFixed(1)} GB`
  return [
    `机器 machine  ${on.processor}, ${on.cores} 核 cores, ${on.memoryGiB} GiB; Node ${on.node} ${on.platform}`,
    `数据 data     ${size}`,
    `测法 method   经 HTTP，逐个动作各 ${rounds} 次，每次之间问一次对照 through HTTP, ${rounds} times each, the yardstick between any two`,
    '',
    ...tableLines(columns, [
      [
        '对照：按主键取 50 行 yardstick: 50 rows by primary key',
        ms(yardstick.p50),
        ms(yardstick.p95),
        ms(yardstick.max),
        '1.0',
      ],
      ...actions.map(({ name: [zh, en], p50, p95, max, ratio }) => [
        `${zh} ${en}`,
        ms(p50),
        ms(p95),
        ms(max),
        ratio.toFixed(1),
      ]),
    ]),
    '',
    `无人达到的金额，查完全年 an amount that nobody reaches, to the end of the year: ${walk.seconds.toFixed(1)} s，${walk.calls} 段 stretches`,
  ].join('\n')
}

function centreOf({ url, user, until }: Options): ListsCentre | null {
  if (url === undefined) return null
  const password = process.env.YIBAO_BENCH_PASSWORD ?? ''
  if (user === undefined || password === '') {
    throw new Error(
      '测已运行的平台，请用 --user 给出用户，用环境变量 YIBAO_BENCH_PASSWORD 给出口令 for a centre that is up name a user with --user, and give the password in YIBAO_BENCH_PASSWORD',
    )
  }
  return { url, userId: user, password, until: until ?? null }
}

async function bench({ json, ...options }: Options): Promise<void> {
  const { settlements, rounds } = options
  const result = await benchLists({ settlements, rounds, centre: centreOf(options), note, progress: progressLine })
  print(json === true ? result : textOf(result))
}

export function benchListsCommand(): Command {
  return new Command('lists')
    .description('列表速度 lists of settlements and messages through HTTP: pages, filters, counts, searches')
    .option(
      '--settlements <count>',
      '结算笔数 settlements on file; the published figure is of 1000000',
      countArgument,
      100_000,
    )
    .option('--rounds <count>', '每个动作的次数 how often each is asked', countArgument, 40)
    .option('--url <address>', '测已运行的平台 measure a centre that is up, instead of one of its own')
    .option('--user <name>', '其用户，口令在 YIBAO_BENCH_PASSWORD who signs in there')
    .option(
      '--until <day>',
      '数据的最后一日，缺省为其今日 last day of its data, its own today when absent',
      dateArgument,
    )
    .option('--json', 'one JSON object on standard output')
    .addHelpText('after', '\nExamples:\n  ./yibao bench lists\n  ./yibao bench lists --settlements 1000000')
    .action(bench)
}
