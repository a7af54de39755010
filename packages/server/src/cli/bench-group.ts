import { availableParallelism, cpus, totalmem } from 'node:os'
import { Worker } from 'node:worker_threads'
import { Command } from 'commander'
import { type GroupBench, type GroupMeasured, type GroupWay, groupWays, measureGrouping } from '../../bench/group.ts'
import { spreadOf } from '../../bench/statistics.ts'
import { readSchemeFolder } from '../files/scheme-folder.ts'
import { starterScheme } from '../files/shipped.ts'
import { countArgument } from './arguments.ts'
import { type GroupBenchReport, groupBenchText, type WayRates } from './bench-group-text.ts'
import { note } from './options.ts'
import { print } from './output.ts'
import { progressLine } from './progress.ts'

const defaultSeed = 20261121

function ratesOf({ ways }: GroupMeasured): readonly WayRates[] {
  return ways.map(({ way, passes, bytesPerCase }) => ({
    way,
    rate: spreadOf(passes.map(({ cases, ms }) => (cases * 1_000) / ms)),
    processorRate: spreadOf(passes.map(({ cases, processorMs }) => (cases * 1_000) / processorMs)),
    bytesPerCase,
  }))
}

const medianRate = (rates: readonly WayRates[], way: GroupWay): number =>
  rates.find((one) => one.way === way)?.rate.median ?? 0

function inThread(bench: GroupBench): Promise<GroupMeasured> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('../../bench/group-worker.ts', import.meta.url), { workerData: bench })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

interface GroupBenchOptions {
  readonly scheme: string
  readonly cases: number
  readonly passes: number
  readonly jobs: number
  readonly seed: number
  readonly json?: boolean
}

async function benchGroup({ scheme: folder, cases, passes, jobs, seed, json }: GroupBenchOptions): Promise<void> {
  const { scheme, digest } = await readSchemeFolder(folder)
  const alone = measureGrouping({ scheme, cases, passes, seed, ways: groupWays }, progressLine('分组 grouping'))
  note(`${jobs} 个线程 threads …`)
  const share = Math.ceil(cases / jobs)
  const threads = await Promise.all(
    Array.from({ length: jobs }, (_, index) =>
      inThread({ scheme, cases: share, passes, seed: seed + index, ways: ['compiled', 'traced'] }),
    ),
  )
  const together = (way: GroupWay): number =>
    threads.reduce((sum, measured) => sum + medianRate(ratesOf(measured), way), 0)

  const [cpu] = cpus()
  const oneThread = ratesOf(alone)
  const yardstick = medianRate(oneThread, 'plain')
  const lists = Object.values(scheme.lists)
  const report: GroupBenchReport = {
    bench: 'group',
    unit: 'cases per second',
    machine: `${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    scheme: scheme.scheme,
    digest,
    data: {
      cases,
      codes: alone.codes,
      passes,
      seed,
      lists: lists.length,
      listEntries: lists.reduce((sum, codes) => sum + codes.length, 0),
      steps: scheme.mdcOrder.reduce((sum, mdc) => sum + (scheme.mdcs[mdc]?.steps.length ?? 0), 0),
    },
    outcome: { distinctGroups: alone.distinctGroups, statuses: alone.statuses },
    compileMs: alone.compileMs,
    oneThread,
    allCores: { threads: jobs, compiled: together('compiled'), traced: together('traced') },
    timesYardstick: {
      compiled: medianRate(oneThread, 'compiled') / yardstick,
      traced: medianRate(oneThread, 'traced') / yardstick,
    },
  }
  print(json === true ? report : groupBenchText(report))
}

/** `yibao bench group`. */
export function benchGroupCommand(): Command {
  return new Command('group')
    .description('分组速度 cases grouped per second, with and without trace, one thread and all cores')
    .option('--scheme <folder>', '分组方案目录 folder of the grouping scheme', starterScheme)
    .option('--cases <count>', '病例数 how many generated cases', countArgument, 300_000)
    .option('--passes <count>', '遍数 how many counted passes over them', countArgument, 5)
    .option('--jobs <count>', '线程数 how many threads together', countArgument, availableParallelism())
    .option('--seed <number>', '种子 of the generated cases', countArgument, defaultSeed)
    .option('--json', 'one JSON object on standard output')
    .addHelpText('after', '\nExample:\n  ./yibao bench group --scheme policy/drg/starter --cases 100000')
    .action(benchGroup)
}
