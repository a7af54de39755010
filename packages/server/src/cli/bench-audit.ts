import { availableParallelism, cpus, totalmem } from 'node:os'
import { Worker } from 'node:worker_threads'
import { Command, InvalidArgumentError } from 'commander'
import {
  type AuditBench,
  type MemoryMeasured,
  measureInterpreted,
  measureMemory,
  measurePeers,
  type WayPasses,
} from '../../bench/audit.ts'
import { type ArchivePass, archiveRelease, measureArchive, plantArchive, windowsOf } from '../../bench/audit-archive.ts'
import { benchItems } from '../../bench/audit-rules.ts'
import { openOwnDatabase } from '../../bench/stage.ts'
import { spreadOf } from '../../bench/statistics.ts'
import { countArgument } from './arguments.ts'
import { type ArchiveRates, type AuditBenchReport, type AuditWayRates, auditBenchText } from './bench-audit-text.ts'
import { note } from './options.ts'
import { print } from './output.ts'
import { progressLine } from './progress.ts'

interface Options {
  readonly rules: number
  readonly visits: number
  readonly archive: number
  readonly passes: number
  readonly peerLines: number
  readonly jobs: number
  readonly seed: number
  readonly json?: true
}

function sizeArgument(text: string): number {
  if (/^\d{1,8}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('不是非负整数 not a whole number; 写成 write it as 90000, or 0')
}

/** The interpreter tries every rule on every line: it gets a sample. */
const interpretedVisits = 20
const hitsPerHundred = 2

const ratesOf = ({ way, passes }: WayPasses): AuditWayRates => ({
  way,
  lines: passes[0]?.lines ?? 0,
  rate: spreadOf(passes.map(({ lines, ms }) => (lines * 1_000) / ms)),
  processorRate: spreadOf(passes.map(({ lines, processorMs }) => (lines * 1_000) / processorMs)),
})

function inThread(bench: AuditBench): Promise<MemoryMeasured> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('../../bench/audit-worker.ts', import.meta.url), { workerData: bench })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

function archiveRates(written: boolean, passes: readonly ArchivePass[]): ArchiveRates | null {
  const [first] = passes
  if (first === undefined) return null
  const { jobs, visits, lines, findings } = first
  const processor = passes.flatMap(({ processorSeconds: one }) => (one === null ? [] : [one.threads + one.database]))
  return {
    jobs,
    written,
    visits,
    lines,
    findings,
    seconds: spreadOf(passes.map(({ seconds }) => seconds)),
    processorSeconds: processor.length === 0 ? null : spreadOf(processor),
  }
}

/** Audits of a generated archive in a database of its own: with one thread and with all, with and without writing. */
async function measureArchives(options: Options): Promise<readonly ArchiveRates[]> {
  const { rules, archive: visits, passes, jobs, seed } = options
  if (visits === 0) return []
  const own = await openOwnDatabase()
  try {
    await plantArchive(own.database, rules, { seed, visits, hitsPerHundred }, progressLine('建存档 planting'))
    const release = archiveRelease(seed, rules)
    const ways = [
      { threads: 1, written: false },
      { threads: 1, written: true },
      ...(jobs > 1 ? [{ threads: jobs, written: true }] : []),
    ]
    const measured = new Map(ways.map((way) => [way, [] as ArchivePass[]]))
    const progress = progressLine('审核 auditing')
    for (let pass = 0; pass < passes; pass += 1) {
      for (const way of ways)
        measured.get(way)?.push(await measureArchive(own.database, release, way.threads, !way.written))
      progress(pass + 1, passes)
    }
    return ways.flatMap((way) => archiveRates(way.written, measured.get(way) ?? []) ?? [])
  } finally {
    await own.close()
  }
}

async function benchAudit(options: Options): Promise<void> {
  const { rules, visits, passes, peerLines, jobs, seed, json } = options
  const bench: AuditBench = { rules, passes, seed, visits, hitsPerHundred }
  note(`${rules} 条规则 rules，内存 in memory …`)
  const memory = measureMemory(bench)
  const threads = await Promise.all(
    Array.from({ length: jobs }, (_, index) => inThread({ ...bench, seed: seed + index })),
  )
  note('对照引擎 the other engines …')
  const interpreted = measureInterpreted(bench, interpretedVisits)
  const peers = await measurePeers(bench, peerLines)
  const compiled = ratesOf(memory.compiled)
  const others = [interpreted, ...peers.ways].map(ratesOf)
  const archive = await measureArchives(options)
  const [cpu] = cpus()
  const report: AuditBenchReport = {
    bench: 'audit',
    unit: 'lines per second',
    machine: `${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    data: {
      rules,
      windows: windowsOf(rules),
      items: benchItems,
      lines: memory.lines,
      hits: memory.hits,
      archiveVisits: options.archive,
      passes,
      seed,
    },
    compileMs: memory.compileMs,
    ways: [compiled, ...others],
    allCores: { threads: jobs, rate: threads.reduce((sum, one) => sum + ratesOf(one.compiled).rate.median, 0) },
    missing: peers.missing.map(({ name }) => name),
    timesPeers: others.map(({ way, rate }) => ({ way, times: compiled.rate.median / rate.median })),
    archive,
  }
  print(json === true ? report : auditBenchText(report))
}

/** `yibao bench audit`. */
export function benchAuditCommand(): Command {
  return new Command('audit')
    .description(
      '审核速度 lines audited per second: in memory, beside json-rules-engine and zen-engine, and over an archive with history and findings',
    )
    .option('--rules <count>', '规则数 how many generated rules', countArgument, 2_000)
    .option('--visits <count>', '内存中的就诊数 visits in memory, of about ten lines', countArgument, 10_000)
    .option(
      '--archive <count>',
      '存档中的就诊数，0 则跳过 visits of the archive; 0 leaves it out',
      sizeArgument,
      27_000,
    )
    .option('--passes <count>', '遍数 how many counted passes', countArgument, 3)
    .option('--peer-lines <count>', '对照引擎的行数 lines for the other engines', countArgument, 64)
    .option('--jobs <count>', '线程数 threads together', countArgument, availableParallelism())
    .option('--seed <number>', '种子 of rules and claims', countArgument, 20_261_122)
    .option('--json', 'one JSON object on standard output')
    .addHelpText('after', '\nExample:\n  ./yibao bench audit --archive 90000')
    .action(benchAudit)
}
