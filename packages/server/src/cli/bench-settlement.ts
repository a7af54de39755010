import { availableParallelism } from 'node:os'
import { Command, InvalidArgumentError } from 'commander'
import { benchSettlement } from '../../bench/settlement.ts'
import { countArgument } from './arguments.ts'
import { settlementBenchText } from './bench-settlement-text.ts'
import { note } from './options.ts'
import { print } from './output.ts'
import { progressLine } from './progress.ts'

interface Options {
  readonly insured: number
  readonly tills: readonly number[]
  readonly seconds: number
  readonly pairs: number
  readonly workers: number
  readonly rows?: readonly number[]
  readonly json?: boolean
}

/** Counts with commas between them, in ascending order. */
function countsArgument(text: string): readonly number[] {
  return text
    .split(',')
    .map((one) => countArgument(one.trim()))
    .sort((a, b) => a - b)
}

/** One connection is one socket, and every till has an operator of its own. */
function tillsArgument(text: string): readonly number[] {
  const counts = countsArgument(text)
  if (counts.every((count) => count <= 512)) return counts
  throw new InvalidArgumentError('窗口至多 512 个 at most 512 tills')
}

async function bench({ json, rows = [], ...options }: Options): Promise<void> {
  const result = await benchSettlement({ ...options, rows, note, progress: progressLine })
  print(json === true ? result : settlementBenchText(result))
  if (!result.ok) process.exitCode = 1
}

export function benchSettlementCommand(): Command {
  return new Command('settlement')
    .description(
      '结算速度 whole visits per second through HTTP: register, upload, quote, settle; beside a constant decision',
    )
    .option('--insured <count>', '参保人数 insured people', countArgument, 100_000)
    .option('--tills <list>', '同时工作的窗口数 tills at work at once', tillsArgument, [16, 64])
    .option('--seconds <count>', '每半对的秒数 seconds of each half of a pair', countArgument, 8)
    .option('--pairs <count>', '对照对数 alternated pairs with the yardstick', countArgument, 5)
    .option(
      '--workers <count>',
      '平台进程数，缺省为核数之半 processes of the centre; as many as serve has beside the embedded database',
      countArgument,
      Math.min(8, Math.max(1, Math.floor(availableParallelism() / 2))),
    )
    .option(
      '--rows <list>',
      '先填入历史费用明细行 fill in so many fee lines of history first; several show the growth',
      countsArgument,
    )
    .option('--json', 'one JSON object on standard output')
    .addHelpText(
      'after',
      '\nExamples:\n  ./yibao bench settlement\n  ./yibao bench settlement --insured 20000 --tills 64 --seconds 10 --pairs 1\n  ./yibao bench settlement --rows 1000000,10000000',
    )
    .action(bench)
}
