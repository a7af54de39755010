import { cpus, totalmem } from 'node:os'
import { type Apportionment, compilePlan, planBook } from '@yibao/core/benefit'
import { addFen, type Fen, invariant, yuan, zeroFen } from '@yibao/core/kernel'
import type { RegionPack } from '@yibao/core/policy'
import { Command } from 'commander'
import { loadPacks, policyFolder } from '../files/shipped.ts'
import { tableLines } from '../text/table-text.ts'
import { countArgument } from './arguments.ts'
import { type BenchBill, benchBills } from './bench-bills.ts'
import { note } from './options.ts'
import { print } from './output.ts'

const passes = 5
const seed = 20231113

type Adjudicate = (bill: BenchBill) => Apportionment

/** As the centre works: a plan is compiled once per day and serves every bill of that day. */
function compiledOnce(packs: readonly RegionPack[]): Adjudicate {
  const book = planBook(packs)
  return ({ pack, plan, care, on, bill }) => {
    const open = book.open(pack.division, plan.scheme, care, on)
    invariant(open.ok, () => `${plan.id} can be opened`)
    const outcome = open.value.compiled.apportion(bill)
    invariant(outcome.ok, () => `a bill made for ${plan.id} is paid by it`)
    return outcome.value
  }
}

/** The yardstick: the same engine without its memory, the law looked up anew for every bill. */
const compiledEachTime: Adjudicate = ({ plan, on, bill }) => {
  const outcome = compilePlan(plan, on).apportion(bill)
  invariant(outcome.ok, () => `a bill made for ${plan.id} is paid by it`)
  return outcome.value
}

interface Pass {
  readonly perSecond: number
  /** What came out, so that no work can be left out and two ways can be compared. */
  readonly pool: Fen
  readonly steps: number
}

function pass(bills: readonly BenchBill[], adjudicate: Adjudicate): Pass {
  let pool = zeroFen
  let steps = 0
  const begin = performance.now()
  for (const bill of bills) {
    const outcome = adjudicate(bill)
    pool = addFen(pool, outcome.pool)
    steps += outcome.trace.length
  }
  return { perSecond: (bills.length * 1000) / (performance.now() - begin), pool, steps }
}

interface Measured {
  readonly median: number
  readonly lowest: number
  readonly highest: number
}

function measured(rates: readonly number[]): Measured {
  const sorted = rates.map(Math.round).sort((a, b) => a - b)
  const [lowest = 0, highest = 0] = [sorted[0], sorted.at(-1)]
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, lowest, highest }
}

async function benchAdjudicate({ bills: count, json }: { bills: number; json?: boolean }): Promise<void> {
  const packs = await loadPacks(policyFolder)
  note(`正在生成账单 making ${count} bills …`)
  const bills = benchBills(packs, count, seed)
  const ways = [
    { name: '方案按日编译一次 plan compiled once per day', adjudicate: compiledOnce(packs), rates: [] as number[] },
    { name: '每张账单重新解析 yardstick: resolved per bill', adjudicate: compiledEachTime, rates: [] as number[] },
  ]
  const [first, ...others] = ways.map(({ adjudicate }) => pass(bills, adjudicate))
  invariant(first !== undefined, 'the first pass warms up')
  invariant(
    others.every(({ pool, steps }) => pool === first.pool && steps === first.steps),
    'both ways pay the same',
  )
  // The ways take turns, so that a slow moment of the machine does not fall on one of them.
  for (let turn = 1; turn <= passes; turn += 1) {
    note(`第 ${turn} 轮 pass ${turn}/${passes}`)
    for (const { adjudicate, rates } of ways) rates.push(pass(bills, adjudicate).perSecond)
  }

  const [engine, yardstick] = ways.map(({ rates }) => measured(rates))
  invariant(engine !== undefined && yardstick !== undefined, 'both ways were measured')
  const [cpu] = cpus()
  const facts = {
    machine: `${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    threads: 1,
    bills: count,
    plans: packs.reduce((sum, pack) => sum + pack.plans.length, 0),
    days: new Set(bills.map(({ on }) => on)).size,
    traceSteps: first.steps,
    fundPays: yuan(first.pool),
    seed,
    passes,
  }
  if (json === true) return print({ bench: 'adjudicate', unit: 'bills per second', ...facts, engine, yardstick })
  const columns = ['每秒账单 bills/s', '中位 median', '最低 lowest', '最高 highest']
  const row = (name: string, { median, lowest, highest }: Measured): readonly string[] => [
    name,
    ...[median, lowest, highest].map((rate) => rate.toLocaleString('en-US')),
  ]
  print(
    [
      `机器 machine  ${facts.machine}; Node ${facts.node} ${facts.platform}; 单线程 one thread`,
      `数据 data     ${count} 张账单 bills, ${facts.plans} 个方案 plans, ${facts.days} 天 days, ${facts.traceSteps} 个步骤 trace steps; 种子 seed ${seed}`,
      `结果 outcome  两种做法一致 both ways agree: 统筹支付 the fund pays ${facts.fundPays}`,
      '',
      ...tableLines(
        columns.map((title, index) => ({ title, side: index === 0 ? 'left' : 'right' })),
        ways.map(({ name, rates }) => row(name, measured(rates))),
      ),
      '',
      `${passes} 轮，之前预热一轮 passes after one to warm up; ${(engine.median / yardstick.median).toFixed(1)} × 对照 the yardstick`,
    ].join('\n'),
  )
}

export function benchCommand(): Command {
  const adjudicate = new Command('adjudicate')
    .description('试算速度 bills per second with full trace, one thread, over the policy that ships')
    .option('--bills <count>', '账单数 how many generated bills', countArgument, 200_000)
    .option('--json', 'one JSON object on standard output')
    .addHelpText('after', '\nExample:\n  ./yibao bench adjudicate --bills 200000')
    .action(benchAdjudicate)
  return new Command('bench')
    .description('性能 the published benchmarks, each with its yardstick in the same run')
    .addCommand(adjudicate)
    .addHelpText('after', '\nExample:\n  ./yibao bench adjudicate')
}
