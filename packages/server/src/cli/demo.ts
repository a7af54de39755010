import { access, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isoDate, localDateTime } from '@yibao/core/kernel'
import { roleTerms } from '@yibao/core/office'
import { Command } from 'commander'
import { runBusyHour } from '../../sim/busy-hour.ts'
import { plantDemoPeople } from '../../sim/demo-people.ts'
import { lookAround } from '../../sim/look-around.ts'
import { plantTown } from '../../sim/plant-town.ts'
import { receiptText } from '../../sim/receipt.ts'
import type { ReceiptChoice } from '../../sim/receipt-choice.ts'
import type { HourSummary } from '../../sim/summary.ts'
import { printSummary } from '../../sim/summary-text.ts'
import { businessDate, townDivision, townOf } from '../../sim/town.ts'
import { hourOf } from '../../sim/visits.ts'
import { shiftedClock, systemClock } from '../clock.ts'
import { type Centre, openCentre } from '../compose.ts'
import { loadInterface, loadPacks, policyFolder } from '../files/shipped.ts'
import { readStarter } from '../files/starter.ts'
import type { SignInHint } from '../flows/sign-in-hints.ts'
import { type VerifyReport, verifyAll } from '../flows/verify.ts'
import { idSource } from '../ids.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { requirePurpose } from '../store/database-purpose.ts'
import { emptyDatabase } from '../store/empty.ts'
import { openSecretBox } from '../store/secret-box.ts'
import { verifyStore } from '../store/verify-store.ts'
import { type Column, tableLines } from '../text/table-text.ts'
import { portArgument } from './arguments.ts'
import { demoDataDir, demoMark } from './demo-folder.ts'
import { listenOn } from './listen.ts'
import { note } from './options.ts'
import { progressLine } from './progress.ts'
import { untilStopped } from './stopping.ts'
import { verifyText } from './verify.ts'

interface DemoOptions {
  readonly visits: string
  readonly insured: string
  readonly seed: string
  readonly port: number
  readonly dataDir?: string
  readonly json?: boolean
  readonly exit?: boolean
  readonly stay?: boolean
}

/** The demo empties its database at the start, so it never touches a folder that it did not make. */
async function demoFolder(dataDir: string): Promise<string> {
  const exists = (path: string): Promise<boolean> =>
    access(path).then(
      () => true,
      () => false,
    )
  if ((await exists(dataDir)) && !(await exists(join(dataDir, demoMark)))) {
    throw new Error(
      `${dataDir} 已存在且不是演示目录，演示会清空它 exists and is no demo's folder; the demo would empty it.\n请换一个 name another one: ./yibao demo --data-dir ./my-demo`,
    )
  }
  await mkdir(dataDir, { recursive: true, mode: 0o755 })
  await writeFile(join(dataDir, demoMark), 'This folder belongs to ./yibao demo, which empties it at every start.\n')
  return dataDir
}

function wholeNumber(text: string, name: string, least: number, most: number): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new Error(`--${name} ${text}：请填 ${least} 到 ${most} 的整数 write a whole number from ${least} to ${most}`)
  }
  return value
}

const heading = (text: string): void => note(`\n── ${text} ${'─'.repeat(Math.max(4, 72 - text.length))}`)

/** Where to look while the hour is on, and as whom; told before anything else happens. */
function printWay(address: string, hints: readonly SignInHint[]): void {
  heading('控制台 console')
  note(`打开 open: ${address}/console   （业务进行中即可登录 sign in while the hour runs）`)
  const columns: readonly Column[] = [
    { title: '用户名 user', side: 'left' },
    { title: '口令 password', side: 'left' },
    { title: '角色 role', side: 'left' },
    { title: '范围 where', side: 'left' },
  ]
  const rows = hints.map(({ userId, password, role, place }) => [
    userId,
    password,
    roleTerms(role).name.join(' '),
    place.zh,
  ])
  for (const line of tableLines(columns, rows)) note(line)
}

async function printReceipts(centre: Centre, choices: readonly ReceiptChoice[]): Promise<void> {
  const { people, registry } = centre.ports
  for (const { title, english, insuredId, settlementId, providerCode } of choices) {
    heading(`票据 receipt: ${title} ${english}`)
    const about = { kind: 'settlement', settlementId } as const
    const gathered = await people.gather({ insuredId, providerCode, msgid: '', about })
    const provider = registry.provider(providerCode)
    const settlement = gathered?.file.chain.find((one) => one.settlementId === settlementId)
    if (gathered === null || provider === null || settlement === undefined) {
      throw new Error(`已确认的结算不在库中 the settlement ${settlementId} that was acknowledged is not on file`)
    }
    const { insured, lines, chain } = gathered.file
    const numbers = new Set(settlement.lineNumbers)
    const settled = lines.filter((line) => numbers.has(line.lineNumber))
    process.stdout.write(`${receiptText({ insured, provider, settlement, lines: settled, chain })}\n`)
  }
}

/** One object for scripts: counts, amounts by payer in fen, rates, and what the verification found. */
function resultOf(summary: HourSummary, report: VerifyReport, seconds: number): Record<string, unknown> {
  const { seed, episodes, bookings, money, messages, settling, all, refusalsPlanned, stopped, findings } = summary
  return {
    seed,
    businessDate,
    episodes,
    bookings,
    money,
    messages: Object.fromEntries(
      messages.map(({ infno, success, refused, unknown }) => [infno, { success, refused, unknown }]),
    ),
    rates: {
      episodesPerSecond: summary.episodesPerSecond,
      settlementsPerSecond: summary.settlementsPerSecond,
      messagesPerSecond: summary.exchangesPerSecond,
      settlingMs: settling,
      allMs: all,
    },
    refusalsPlanned,
    stopped: stopped.length,
    findings: findings.length,
    verify: report,
    memory: { serverRssBytes: process.memoryUsage().rss },
    seconds,
  }
}

/** How large the town and its hour are. */
interface DemoSize {
  readonly seed: number
  readonly insured: number
  readonly visits: number
}

/** @throws Error when a number is out of its range, before anything is started */
function sizeOf(options: DemoOptions): DemoSize {
  const insured = wholeNumber(options.insured, 'insured', 1000, 200_000)
  return {
    seed: wholeNumber(options.seed, 'seed', 0, 2 ** 31 - 1),
    insured,
    visits: wholeNumber(options.visits, 'visits', 1, Math.floor(insured / 2)),
  }
}

interface Stage {
  readonly size: DemoSize
  readonly database: Database
  readonly dataDir: string
  /** When the command began, in milliseconds of the process. */
  readonly begin: number
}

async function playDemo(options: DemoOptions, { size, database, dataDir, begin }: Stage): Promise<boolean> {
  const { seed, insured, visits } = size
  const clock = shiftedClock(localDateTime(`${businessDate} 09:00:00`))
  note(`业务日期 business date: ${businessDate}（周一 Monday），种子 seed ${seed}`)
  await requirePurpose(database.pool, { purpose: 'real', at: systemClock.now(), readOnly: true, founding: false })
  await emptyDatabase(database)
  const [packs, profiles, starter, secretBox] = await Promise.all([
    loadPacks(policyFolder),
    loadInterface(policyFolder),
    readStarter(policyFolder),
    openSecretBox(dataDir),
  ])
  note(`正在建镇 planting a town: ${insured} 参保人 insured …`)
  const town = townOf(seed, { insured })
  await plantTown({ pool: database.pool, secretBox, town, starter })
  const { takeUpShippedAudit } = await import('../audit-shipped.ts')
  const source = { now: clock.now, newId: idSource() }
  await takeUpShippedAudit(database.pool, source, { division: townDivision, from: isoDate('2023-01-01') })
  const episodes = hourOf(seed, town, starter.catalog, { visits })
  const kinds = (kind: string): number => town.institutions.filter(({ provider }) => provider.kind === kind).length
  note(
    `已建成 planted: ${kinds('hospital')} 家医院 hospitals, ${town.institutions.length - kinds('hospital') - kinds('pharmacy')} 家基层 clinics, ${kinds('pharmacy')} 家药店 pharmacies`,
  )

  const hints = await plantDemoPeople(database.pool, source, town)
  const centre = await openCentre({ database, secretBox, clock, packs, profiles, log: note, hints })
  try {
    const address = await listenOn(centre, '127.0.0.1', options.port)
    printWay(address, hints)
    heading(`繁忙一小时 one busy hour over ${address}`)
    const progress = progressLine('人次 episodes')
    const summary = await runBusyHour({ url: address, town, episodes, progress, lost: database.lost })
    const say = (text: string): void => void (options.json === true ? process.stderr : process.stdout).write(text)
    heading('汇总 summary')
    printSummary(summary, say)
    if (options.json !== true) await printReceipts(centre, summary.receipts)
    const [shown] = summary.receipts
    if (shown !== undefined) {
      heading('经 REST 查看 as the bureau sees it')
      const source = { newId: centre.ports.newId, now: clock.now }
      const lines = await lookAround({ url: address, pool: database.pool, source, settlement: shown })
      say(lines.map((line) => `${line}\n`).join(''))
    }
    heading('核对 verify')
    const report = await verifyAll(verifyStore(database.pool), progressLine('核对 verify'))
    say(`${verifyText(report)}\n`)
    const good = report.ok && summary.stopped.length === 0 && summary.findings.length === 0
    const seconds = (performance.now() - begin) / 1000
    note(`\n共用时 took ${seconds.toFixed(1)} s. 再次核对 verify again: ./yibao verify --data-dir ${dataDir}`)

    const stay =
      options.exit !== true && options.json !== true && (options.stay === true || process.stdin.isTTY === true)
    if (stay) {
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
  const dataDir = await demoFolder(options.dataDir ?? demoDataDir)
  const database = await openDatabase({ dataDir, log: note })
  try {
    const good = await playDemo(options, { size, database, dataDir, begin })
    if (!good) note('演示发现问题 the demo found something wrong; see above')
    process.exitCode = good ? 0 : 1
  } finally {
    await database.close()
  }
}

export function demoCommand(): Command {
  return new Command('demo')
    .description(
      '演示小镇的繁忙一小时 a seeded town and one busy hour of real messages, receipts, checks; then the platform stays up',
    )
    .option('--visits <number>', '人次 visits and purchases of the hour', '2000')
    .option('--insured <number>', '参保人数 insured people of the town', '20000')
    .option('--seed <number>', '种子 another seed is another town; the same one gives the same money', '2023')
    .option('--port <number>', '端口 port to listen on; 0 takes a free one', portArgument, 8080)
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
