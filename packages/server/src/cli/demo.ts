import { access, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { localDateTime } from '@yibao/core/kernel'
import { Command } from 'commander'
import { runBusyHour } from '../../sim/busy-hour.ts'
import { plantTown } from '../../sim/plant-town.ts'
import { receiptText } from '../../sim/receipt.ts'
import type { ReceiptChoice } from '../../sim/receipt-choice.ts'
import { readStarter } from '../../sim/starter.ts'
import type { HourSummary } from '../../sim/summary.ts'
import { printSummary } from '../../sim/summary-text.ts'
import { businessDate, townOf } from '../../sim/town.ts'
import { hourOf } from '../../sim/visits.ts'
import { shiftedClock } from '../clock.ts'
import { type Centre, loadPacks, openCentre, policyFolder } from '../compose.ts'
import { type VerifyReport, verifyAll } from '../flows/verify.ts'
import { defaultDataDir } from '../store/data-folder.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { emptyDatabase } from '../store/empty.ts'
import { openSecretBox } from '../store/secret-box.ts'
import { verifyStore } from '../store/verify-store.ts'
import { note } from './options.ts'
import { progressLine } from './progress.ts'
import { untilStopped } from './stopping.ts'
import { verifyText } from './verify.ts'

interface DemoOptions {
  readonly visits: string
  readonly insured: string
  readonly seed: string
  readonly port: string
  readonly dataDir?: string
  readonly json?: boolean
  readonly exit?: boolean
  readonly stay?: boolean
}

/** A file in a demo's data folder that says it may be emptied. */
const demoMark = 'DEMO'

/** The demo empties its database at the start, so it never touches a folder that it did not make. */
async function demoFolder(dataDir: string): Promise<string> {
  const exists = (path: string): Promise<boolean> =>
    access(path).then(
      () => true,
      () => false,
    )
  if ((await exists(dataDir)) && !(await exists(join(dataDir, demoMark)))) {
    throw new Error(
      `${dataDir} exists and is no demo's folder; the demo would empty it.\nName another one: ./yibao demo --data-dir ./my-demo`,
    )
  }
  await mkdir(dataDir, { recursive: true, mode: 0o755 })
  await writeFile(join(dataDir, demoMark), 'This folder belongs to ./yibao demo, which empties it at every start.\n')
  return dataDir
}

function wholeNumber(text: string, name: string, least: number, most: number): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new Error(`--${name} is a whole number from ${least} to ${most}, not ${text}`)
  }
  return value
}

const heading = (text: string): void => note(`\n── ${text} ${'─'.repeat(Math.max(4, 72 - text.length))}`)

async function printReceipts(centre: Centre, choices: readonly ReceiptChoice[]): Promise<void> {
  const { people, registry } = centre.ports
  for (const { title, english, insuredId, settlementId, providerCode } of choices) {
    heading(`票据 receipt: ${title} ${english}`)
    const about = { kind: 'settlement', settlementId } as const
    const gathered = await people.gather({ insuredId, providerCode, msgid: '', about })
    const provider = registry.provider(providerCode)
    const settlement = gathered?.file.chain.find((one) => one.settlementId === settlementId)
    if (gathered === null || provider === null || settlement === undefined) {
      throw new Error(`the settlement ${settlementId} that was acknowledged is not on file`)
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

async function playDemo(options: DemoOptions, database: Database, dataDir: string, begin: number): Promise<boolean> {
  const seed = wholeNumber(options.seed, 'seed', 0, 2 ** 31 - 1)
  const insured = wholeNumber(options.insured, 'insured', 1000, 200_000)
  const visits = wholeNumber(options.visits, 'visits', 1, Math.floor(insured / 2))
  const clock = shiftedClock(localDateTime(`${businessDate} 09:00:00`))
  note(`业务日期 business date: ${businessDate}（周一 Monday），种子 seed ${seed}`)
  await emptyDatabase(database)
  const [packs, starter, secretBox] = await Promise.all([
    loadPacks(policyFolder),
    readStarter(policyFolder),
    openSecretBox(dataDir),
  ])
  note(`正在建镇 planting a town: ${insured} 参保人 insured …`)
  const town = townOf(seed, { insured })
  await plantTown({ pool: database.pool, secretBox, town, starter })
  const episodes = hourOf(seed, town, starter.catalog, { visits })
  const kinds = (kind: string): number => town.institutions.filter(({ provider }) => provider.kind === kind).length
  note(
    `已建成 planted: ${kinds('hospital')} 家医院 hospitals, ${town.institutions.length - kinds('hospital') - kinds('pharmacy')} 家基层 clinics, ${kinds('pharmacy')} 家药店 pharmacies`,
  )

  const centre = await openCentre({ database, secretBox, clock, packs, log: note })
  try {
    const address = await centre.listen('127.0.0.1', wholeNumber(options.port, 'port', 0, 65_535))
    heading(`繁忙一小时 one busy hour over ${address}`)
    const progress = { write: (text: string) => process.stderr.write(text), terminal: process.stderr.isTTY === true }
    const summary = await runBusyHour({ url: address, town, episodes, progress })
    database.lost.throwIfAborted()
    const say = (text: string): void => void (options.json === true ? process.stderr : process.stdout).write(text)
    heading('汇总 summary')
    printSummary(summary, say)
    if (options.json !== true) await printReceipts(centre, summary.receipts)
    heading('核对 verify')
    const report = await verifyAll(verifyStore(database.pool), progressLine('verify'))
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
  const dataDir = await demoFolder(options.dataDir ?? `${defaultDataDir()}-demo`)
  const database = await openDatabase({ dataDir, log: note })
  try {
    const good = await playDemo(options, database, dataDir, begin)
    if (!good) note('演示发现问题 the demo found something wrong; see above')
    process.exitCode = good ? 0 : 1
  } finally {
    await database.close()
  }
}

export function demoCommand(): Command {
  return new Command('demo')
    .description('演示 a seeded town and one busy hour of real messages, receipts, checks; then the platform stays up')
    .option('--visits <number>', 'visits and purchases of the hour', '2000')
    .option('--insured <number>', 'insured people of the town', '20000')
    .option('--seed <number>', 'another seed is another town; the same one gives the same money', '2023')
    .option('--port <number>', 'port to listen on; 0 takes a free one', '8080')
    .option(
      '--data-dir <folder>',
      'folder of the demo database, emptied at the start (default: .yibao-demo, as root /var/lib/yibao-demo)',
    )
    .option('--json', 'print one JSON object as the last line of standard output, and end')
    .option('--exit', 'end after the checks')
    .option('--stay', 'stay up after the checks even without a terminal')
    .addHelpText('after', '\nExample:\n  ./yibao demo --visits 5000 --seed 7 --json --exit')
    .action(demo)
}
