import { localDateTime } from '@yibao/core/kernel'
import { Command } from 'commander'
import { type BusyHourOptions, runBusyHour } from '../../sim/busy-hour.ts'
import { beginClerksMorning } from '../../sim/clerk-morning.ts'
import { plantDemoPeople } from '../../sim/demo-people.ts'
import { lookAround } from '../../sim/look-around.ts'
import { livePast, pastBegins } from '../../sim/past/past.ts'
import { pastClock } from '../../sim/past/past-clock.ts'
import { plantTown } from '../../sim/plant-town.ts'
import type { HourSummary } from '../../sim/summary.ts'
import { printSummary } from '../../sim/summary-text.ts'
import { businessDate, townOf } from '../../sim/town.ts'
import { hourOf, squeezed } from '../../sim/visits.ts'
import { shiftedClock, systemClock } from '../clock.ts'
import { type Centre, openCentre } from '../compose.ts'
import { loadInterface, loadPacks, policyFolder } from '../files/shipped.ts'
import { readStarter } from '../files/starter.ts'
import type { VerifyReport } from '../flows/verify.ts'
import { idSource } from '../ids.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { requirePurpose } from '../store/database-purpose.ts'
import { emptyDatabase } from '../store/empty.ts'
import { openSecretBox } from '../store/secret-box.ts'
import { portArgument } from './arguments.ts'
import { demoDataDir, makeDemoFolder } from './demo-folder.ts'
import { heading, printReceipts, printWay, resultOf } from './demo-told.ts'
import { listenOn } from './listen.ts'
import { note } from './options.ts'
import { progressLine } from './progress.ts'
import { untilStopped } from './stopping.ts'
import { verifyEverything, verifyText } from './verify.ts'

interface DemoOptions {
  readonly visits: string
  readonly insured: string
  readonly seed: string
  readonly port: number
  readonly pace: string
  readonly dataDir?: string
  readonly json?: boolean
  readonly exit?: boolean
  readonly stay?: boolean
}

function wholeNumber(text: string, name: string, least: number, most: number): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new Error(`--${name} ${text}：请填 ${least} 到 ${most} 的整数 write a whole number from ${least} to ${most}`)
  }
  return value
}

/** How large the town and its hour are. */
interface DemoSize {
  readonly seed: number
  readonly insured: number
  readonly visits: number
  /** Seconds in which the hour passes; null when nobody watches it. */
  readonly pace: number | null
}

/** Somebody looks: the console stays up, and the hour passes at a pace that can be watched. */
const stays = ({ exit, json, stay }: DemoOptions): boolean =>
  exit !== true && json !== true && (stay === true || process.stdin.isTTY === true)

/** @throws Error when a number is out of its range, before anything is started */
function sizeOf(options: DemoOptions): DemoSize {
  const insured = wholeNumber(options.insured, 'insured', 1000, 200_000)
  const minutes = wholeNumber(options.pace, 'pace', 0, 60)
  return {
    pace: stays(options) && minutes > 0 ? minutes * 60 : null,
    seed: wholeNumber(options.seed, 'seed', 0, 2 ** 31 - 1),
    insured,
    visits: wholeNumber(options.visits, 'visits', 1, Math.floor(insured / 2)),
  }
}

/** How much of a past there is; its stays are as many as the town has hospitals for. */
const pastSize = { visits: 80, settlements: 4_000 }

interface Stage {
  readonly options: DemoOptions
  readonly size: DemoSize
  readonly database: Database
  readonly dataDir: string
  /** When the command began, in milliseconds of the process. */
  readonly begin: number
}

/** Everything up to the moment at which the console opens: the town, its people's accounts, the months that they have behind them. */
async function prepare({ size, database, dataDir }: Stage) {
  await requirePurpose(database.pool, { purpose: 'real', at: systemClock.now(), readOnly: true, founding: false })
  await emptyDatabase(database)
  const [packs, profiles, starter, secretBox] = await Promise.all([
    loadPacks(policyFolder),
    loadInterface(policyFolder),
    readStarter(policyFolder),
    openSecretBox(dataDir),
  ])
  const { seed, insured } = size
  note(`正在建镇 planting a town: ${insured} 参保人 insured …`)
  const town = townOf(seed, { insured })
  await plantTown({ pool: database.pool, secretBox, town, starter, since: pastBegins })
  const kinds = (kind: string): number => town.institutions.filter(({ provider }) => provider.kind === kind).length
  note(
    `已建成 planted: ${kinds('hospital')} 家医院 hospitals, ${town.institutions.length - kinds('hospital') - kinds('pharmacy')} 家基层 clinics, ${kinds('pharmacy')} 家药店 pharmacies`,
  )
  note('正在补上此前两个月 living the two months before …')
  const clock = pastClock(pastBegins)
  const newId = idSource()
  const hints = await plantDemoPeople(database.pool, { now: clock.now, newId }, town)
  const ground = { database, secretBox, packs, profiles }
  await livePast({ ...ground, ...pastSize, clock, newId, town, starter, dataDir, log: note })
  return { ground, town, starter, hints }
}

/** Plays the hour, and holds answers and books against each other. */
async function playHour(
  centre: Centre,
  address: string,
  { town, episodes }: Pick<BusyHourOptions, 'town' | 'episodes'>,
  { database, dataDir, options, size: { pace } }: Stage,
): Promise<{ readonly summary: HourSummary; readonly report: VerifyReport }> {
  const isJson = options.json === true
  heading(`繁忙一小时 one busy hour over ${address}`)
  if (pace !== null) note(`${pace / 60} 分钟走完这一小时 the hour passes in ${pace / 60} minutes（--pace）`)
  const progress = progressLine('人次 episodes')
  const hour = pace === null ? { episodes } : { episodes: squeezed(episodes, pace), isTimed: true }
  const summary = await runBusyHour({ url: address, town, ...hour, progress, lost: database.lost })
  const say = (text: string): void => void (isJson ? process.stderr : process.stdout).write(text)
  heading('汇总 summary')
  printSummary(summary, say)
  if (!isJson) await printReceipts(centre, summary.receipts)
  const [shown] = summary.receipts
  if (shown !== undefined) {
    heading('经 REST 查看 as the bureau sees it')
    const source = { newId: centre.ports.newId, now: centre.ports.clock.now }
    const lines = await lookAround({ url: address, pool: database.pool, source, settlement: shown })
    say(lines.map((line) => `${line}\n`).join(''))
  }
  heading('核对 verify')
  const report = await verifyEverything(database.pool, dataDir)
  say(`${verifyText(report)}\n`)
  return { summary, report }
}

async function playDemo(stage: Stage): Promise<boolean> {
  const { options, size, database, dataDir, begin } = stage
  note(`业务日期 business date: ${businessDate}（周一 Monday），种子 seed ${size.seed}`)
  const { ground, town, starter, hints } = await prepare(stage)
  const episodes = hourOf(size.seed, town, starter.catalog, size)
  const clock = shiftedClock(localDateTime(`${businessDate} 09:00:00`))
  const centre = await openCentre({ ...ground, clock, log: note, dataDir, hints })
  try {
    const address = await listenOn(centre, '127.0.0.1', options.port)
    await beginClerksMorning(address, hints, town)
    printWay({ address, hints })
    const { summary, report } = await playHour(centre, address, { town, episodes }, stage)
    const good = report.ok && summary.stopped.length === 0 && summary.findings.length === 0
    const seconds = (performance.now() - begin) / 1000
    note(`\n共用时 took ${seconds.toFixed(1)} s. 再次核对 verify again: ./yibao verify --data-dir ${dataDir}`)
    if (stays(options)) {
      note(`平台仍在运行 the platform stays up: ${address}   (Ctrl-C 停止 stops)`)
      await untilStopped(database.lost)
    }
    if (options.json === true) process.stdout.write(`${JSON.stringify(resultOf(summary, report, seconds))}\n`)
    return good
  } finally {
    await centre.close()
  }
}

async function demo(options: DemoOptions): Promise<void> {
  const begin = performance.now()
  const size = sizeOf(options)
  const dataDir = await makeDemoFolder(options.dataDir ?? demoDataDir)
  const database = await openDatabase({ dataDir, log: note })
  try {
    const good = await playDemo({ options, size, database, dataDir, begin })
    if (!good) note('演示发现问题 the demo found something wrong; see above')
    process.exitCode = good ? 0 : 1
  } finally {
    await database.close()
  }
}

export function demoCommand(): Command {
  return new Command('demo')
    .description(
      '有两个月过往的演示小镇和它的繁忙一小时 a seeded town with two months behind it and one busy hour of real messages, receipts, checks; then the platform stays up',
    )
    .option('--visits <number>', '人次 visits and purchases of the hour', '2000')
    .option('--insured <number>', '参保人数 insured people of the town', '20000')
    .option('--seed <number>', '种子 another seed is another town; the same one gives the same money', '2023')
    .option('--port <number>', '端口 port to listen on; 0 takes a free one', portArgument, 8080)
    .option(
      '--pace <minutes>',
      '保持运行时用几分钟走完这一小时，0 为尽快；核对后即结束的总是尽快 minutes in which the hour passes where the platform stays up, 0 as fast as it can; one that ends is always as fast as it can',
      '5',
    )
    .option(
      '--data-dir <folder>',
      '演示数据目录，开始时清空 folder of the demo database, emptied at the start (default: .yibao-demo, as root /var/lib/yibao-demo)',
    )
    .option('--json', '最后一行为 JSON，然后结束 print one JSON object as the last line of standard output, and end')
    .option('--exit', '核对后结束 end after the checks')
    .option('--stay', '核对后保持运行 stay up after the checks even without a terminal')
    .addHelpText('after', '\nExample:\n  ./yibao demo --visits 5000 --seed 7 --json --exit')
    .action(demo)
}
