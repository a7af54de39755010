import { availableParallelism, cpus, totalmem } from 'node:os'
import { Worker } from 'node:worker_threads'
import { fen, invariant, yuan } from '@yibao/core/kernel'
import type { RegionPack } from '@yibao/core/policy'
import { Command } from 'commander'
import { loadPacks, policyFolder } from '../files/shipped.ts'
import { type Column, tableLines } from '../text/table-text.ts'
import { countArgument } from './arguments.ts'
import { type Measured, measure, type Way, ways } from './bench-adjudicate.ts'
import { benchAuditCommand } from './bench-audit.ts'
import { benchClearingCommand } from './bench-clearing.ts'
import { benchGroupCommand } from './bench-group.ts'
import { benchIndicatorsCommand } from './bench-indicators.ts'
import { benchListsCommand } from './bench-lists.ts'
import { benchSettlementCommand } from './bench-settlement.ts'
import { note } from './options.ts'
import { print } from './output.ts'
import { progressLine } from './progress.ts'

const seed = 20231113
/** Packs of different making: one rate, running rate tables, four layers, a table per settlement, a cap counted in cost. */
const regions = ['321182', '330200', '500000', '110000', '441800']

const wayNames: Readonly<Record<Way, string>> = {
  plain: '不带依据 without trace',
  traced: '带依据 with trace',
  naive: '逐张重新解释政策 yardstick: packs interpreted anew per bill, without trace',
}

interface Rates {
  readonly median: number
  readonly lowest: number
  readonly highest: number
}

/** Bills per second over batches. */
function ratesOf(batches: Measured['batches']): Rates {
  const sorted = batches.map(({ bills, ms }) => Math.round((bills * 1000) / ms)).sort((a, b) => a - b)
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, lowest: sorted[0] ?? 0, highest: sorted.at(-1) ?? 0 }
}

function inThread(packs: readonly RegionPack[], count: number, number: number): Promise<readonly Measured[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./bench-worker.ts', import.meta.url), {
      workerData: { packs, count, seed: seed + number },
    })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

/** Bills per second of all threads together: each thread's own pace while the others ran beside it. */
function together(threads: readonly (readonly Measured[])[], way: Way): number {
  const paces = threads.map((measured) => ratesOf(measured.find((one) => one.way === way)?.batches ?? []).median)
  return paces.reduce((sum, pace) => sum + pace, 0)
}

async function benchAdjudicate({ bills: count, json }: { bills: number; json?: boolean }): Promise<void> {
  const packs = (await loadPacks(policyFolder)).filter(({ division }) => regions.includes(division))
  invariant(packs.length === regions.length, 'the five packs of the benchmark ship with the platform')
  const progress = progressLine('试算 adjudicating')
  const alone = measure(packs, count, seed, ways, (done) => progress(done, count))
  const cores = availableParallelism()
  note(`${cores} 个线程 threads …`)
  const share = Math.ceil(count / cores)
  const threads = await Promise.all(Array.from({ length: cores }, (_, index) => inThread(packs, share, index)))

  const plain = alone.find(({ way }) => way === 'plain')
  const [cpu] = cpus()
  const machine = `${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`
  const plans = packs.reduce((sum, pack) => sum + pack.plans.filter(({ scheme }) => scheme !== null).length, 0)
  const one = alone.map((measured) => ({ ...measured, rates: ratesOf(measured.batches) }))
  const all = (['plain', 'traced'] as const).map((way) => ({ way, rate: together(threads, way) }))
  const paceOf = (way: Way): number => one.find((measured) => measured.way === way)?.rates.median ?? 0
  const times = paceOf('plain') / paceOf('naive')
  if (json === true) {
    return print({
      bench: 'adjudicate',
      unit: 'bills per second',
      machine,
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
      bills: count,
      linesPerBill: 5,
      packs: packs.map(({ name }) => name),
      plans,
      seed,
      oneThread: one.map(({ way, rates, bytesPerBill, outcome }) => ({ way, ...rates, bytesPerBill, ...outcome })),
      allCores: { threads: cores, ...Object.fromEntries(all.map(({ way, rate }) => [way, rate])) },
      timesYardstick: times,
    })
  }
  const columns: readonly Column[] = [
    '每秒账单 bills/s，单线程 one thread',
    '中位 median',
    '最低 lowest',
    '最高 highest',
    '分配 bytes/bill',
  ].map((title, index) => ({ title, side: index === 0 ? 'left' : 'right' }))
  const figure = (value: number): string => Math.round(value).toLocaleString('en-US')
  print(
    [
      `机器 machine  ${machine}; Node ${process.version} ${process.platform}-${process.arch}`,
      `数据 data     ${figure(count)} 张账单，每张 5 行 bills of 5 lines; ${packs.map(({ name }) => name).join('、')}，${plans} 个方案 plans; 种子 seed ${seed}`,
      `结果 outcome  两种做法一致 both ways agree: 基金支付 the funds pay ${yuan(fen(plain?.outcome.fund ?? 0))}`,
      '',
      ...tableLines(
        columns,
        one.map(({ way, rates, bytesPerBill }) => [
          wayNames[way],
          figure(rates.median),
          figure(rates.lowest),
          figure(rates.highest),
          figure(bytesPerBill),
        ]),
      ),
      '',
      ...all.map(({ way, rate }) => `${cores} 个线程 threads together, ${wayNames[way]}: ${figure(rate)} bills/s`),
      `不带依据为对照的 ${times.toFixed(1)} 倍 without trace: ${times.toFixed(1)} × the yardstick`,
    ].join('\n'),
  )
}

export function benchCommand(): Command {
  const adjudicate = new Command('adjudicate')
    .description('试算速度 bills per second over five packs, with and without trace, one thread and all cores')
    .option('--bills <count>', '账单数 how many generated bills', countArgument, 1_000_000)
    .option('--json', 'one JSON object on standard output')
    .addHelpText('after', '\nExample:\n  ./yibao bench adjudicate --bills 200000')
    .action(benchAdjudicate)
  return new Command('bench')
    .description('性能 the published benchmarks, each with its yardstick in the same run')
    .addCommand(adjudicate)
    .addCommand(benchGroupCommand())
    .addCommand(benchAuditCommand())
    .addCommand(benchClearingCommand())
    .addCommand(benchIndicatorsCommand())
    .addCommand(benchListsCommand())
    .addCommand(benchSettlementCommand())
    .addHelpText('after', '\nExamples:\n  ./yibao bench adjudicate\n  ./yibao bench group\n  ./yibao bench settlement')
}
