import type { ChildProcess } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { faultsIn, sumsOf } from '../../sim/crash/report.ts'
import { crashText, roundLine } from '../../sim/crash/report-text.ts'
import { runCrashes } from '../../sim/crash/rounds.ts'
import { runFlood } from '../../sim/flood/flood.ts'
import { floodText } from '../../sim/flood/report-text.ts'
import { ended, passableFolder } from '../../sim/programs.ts'
import { standardLimits } from '../national/pressure.ts'
import { countArgument } from './arguments.ts'
import { note } from './options.ts'
import { fillCommand } from './sim-fill.ts'

/** What a simulation works in: a folder of its own, and the programs that it has started. */
interface Stage {
  readonly folder: string
  readonly onChild: (child: ChildProcess) => void
}

/** Two processes show what several do to each other, on a small machine too. */
const workersUsually = Math.max(2, Math.min(4, availableParallelism()))

/**
 * Gives a simulation a folder, and ends whatever it has started when it is over or told to stop. The folder is kept
 * when it found something, for whoever looks into it.
 */
async function onStage(name: string, work: (stage: Stage) => Promise<boolean>): Promise<void> {
  const folder = await passableFolder(`yibao-sim-${name}`)
  const children: ChildProcess[] = []
  const endAll = (): void => {
    for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
  }
  const stop = (): void => {
    endAll()
    process.exit(130)
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  let good = false
  try {
    good = await work({ folder, onChild: (child) => children.push(child) })
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    endAll()
    await Promise.all(children.map(ended))
    if (good) await rm(folder, { recursive: true, force: true })
    else note(`数据目录已保留 the data folder is kept: ./yibao verify --data-dir ${join(folder, 'data')}`)
  }
  process.exitCode = good ? 0 : 1
}

interface CrashChoice {
  readonly rounds: number
  readonly seed: number
  readonly workers: number
  readonly json?: true
}

async function crash({ rounds, seed, workers, json }: CrashChoice): Promise<void> {
  await onStage('crash', async ({ folder, onChild }) => {
    note(`种子 seed ${seed}，${rounds} 轮 rounds，${workers} 个工作进程 workers`)
    const report = await runCrashes({
      rounds,
      seed,
      workers,
      dataDir: join(folder, 'data'),
      onRound: (round) => note(roundLine(round, rounds)),
      onChild,
    })
    const { effects, verify, leftOver, seconds, ok } = report
    const result = { ok, seed, rounds, workers, seconds, crashes: sumsOf(report), effects, leftOver, verify }
    const text = json === true ? JSON.stringify({ ...result, faults: faultsIn(report) }) : crashText(report)
    process.stdout.write(`${text}\n`)
    return ok
  })
}

function crashCommand(): Command {
  return new Command('crash')
    .description(
      '负载下反复 SIGKILL 并核对 kill a loaded centre again and again; nothing acknowledged may be lost or doubled',
    )
    .option('--rounds <number>', '轮数 how many crashes', countArgument, 200)
    .option('--seed <number>', '种子 the same seed plays the same people and crashes', countArgument, 2026)
    .option('--workers <number>', '工作进程数 processes behind the port', countArgument, workersUsually)
    .option('--json', '结果以 JSON 输出 one JSON object on standard output')
    .addHelpText('after', '\nExample:\n  ./yibao sim crash --rounds 20 --seed 7')
    .action(crash)
}

interface FloodChoice {
  readonly seconds: number
  readonly times: number
  readonly seed: number
  readonly insured: number
  readonly workers: number
  readonly places: number
  readonly institutionRate: number
  readonly json?: true
}

async function flood({ places, institutionRate, json, ...choice }: FloodChoice): Promise<void> {
  const { institutionBurst: burst, institutionRate: rate } = standardLimits
  const limits = { ...standardLimits, places, institutionRate, institutionBurst: (burst / rate) * institutionRate }
  await onStage('flood', async ({ folder, onChild }) => {
    const report = await runFlood({ ...choice, limits, dataDir: join(folder, 'data'), onPart: note, onChild })
    process.stdout.write(`${json === true ? JSON.stringify(report) : floodText(report)}\n`)
    return report.ok
  })
}

function floodCommand(): Command {
  return new Command('flood')
    .description(
      '洪峰：数倍于容量的来报 offer a centre several times what it can carry out, and see everything to its end',
    )
    .option('--seconds <number>', '洪峰时长 how long the flood lasts', countArgument, 10)
    .option('--times <number>', '容量的倍数 offered, as a multiple of the capacity', countArgument, 3)
    .option('--seed <number>', '种子 the same seed plays the same people', countArgument, 2026)
    .option('--insured <number>', '参保人数 insured people of the town', countArgument, 30_000)
    .option('--workers <number>', '工作进程数 processes behind the port', countArgument, workersUsually)
    .option(
      '--places <number>',
      '每进程同时处理 messages a process works on at once',
      countArgument,
      standardLimits.places,
    )
    .option(
      '--institution-rate <number>',
      '每进程每机构每秒 messages per second that a process takes from one institution',
      countArgument,
      standardLimits.institutionRate,
    )
    .option('--json', '结果以 JSON 输出 one JSON object on standard output')
    .addHelpText('after', '\nExample:\n  ./yibao sim flood --seconds 10 --times 3')
    .action(flood)
}

export function simCommand(): Command {
  return new Command('sim')
    .description('模拟：崩溃与洪峰 simulations of what goes wrong, each with its check')
    .addCommand(crashCommand())
    .addCommand(floodCommand())
    .addCommand(fillCommand())
    .addHelpText('after', '\nExamples:\n  ./yibao sim crash --rounds 5\n  ./yibao sim flood --seconds 5')
}
