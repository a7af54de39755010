import { fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import type { ComputedLake, FilledLake, IndicatorsWork } from './indicators-process.ts'

export interface IndicatorsBenchOptions {
  readonly settlements: number
  readonly months: number
  readonly seed: number
  readonly memoryLimit: string
  readonly threads: number
  readonly note: (line: string) => void
}

export interface IndicatorsBenchResult {
  readonly bench: 'indicators'
  readonly surroundings: {
    readonly processor: string
    readonly cores: number
    readonly memoryGiB: number
    readonly node: string
    readonly platform: string
  }
  readonly settlements: number
  readonly months: number
  readonly seed: number
  readonly threads: number
  readonly memoryLimit: string
  readonly filled: FilledLake
  readonly computed: ComputedLake
  /** Bills and lines for each second of opening and computing together. */
  readonly rowsPerSecond: number
  /** Time of opening and computing over that of the yardstick. */
  readonly yardstickRatio: number
  readonly ok: boolean
}

/** @throws Error when the process ends without an answer */
function inProcess<T>(work: IndicatorsWork): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./indicators-process.ts', import.meta.url), {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child.once('message', (result) => resolve(result as T))
    child.once('exit', (code) => reject(new Error(`the process of the benchmark ended with ${code}`)))
    child.send(work)
  })
}

/** All indicators at all grains over generated bills; the lake is gone afterwards. */
export async function benchIndicators(options: IndicatorsBenchOptions): Promise<IndicatorsBenchResult> {
  const { settlements, months, seed, memoryLimit, threads, note } = options
  const folder = await mkdtemp(join(tmpdir(), 'yibao-bench-lake-'))
  try {
    note('生成数据湖 filling a lake')
    const filled = await inProcess<FilledLake>({ work: 'fill', folder, settlements, months, seed })
    note('计算指标 computing the indicators')
    const computed = await inProcess<ComputedLake>({ work: 'compute', folder, memoryLimit, threads })
    const seconds = computed.openSeconds + computed.valuesSeconds
    const rows = (filled.rows.settlement ?? 0) + (filled.rows.line ?? 0)
    return {
      bench: 'indicators',
      surroundings: {
        processor: cpus()[0]?.model ?? 'unknown',
        cores: availableParallelism(),
        memoryGiB: Math.round(totalmem() / 2 ** 30),
        node: process.version,
        platform: `${process.platform}-${process.arch}`,
      },
      settlements,
      months,
      seed,
      threads,
      memoryLimit,
      filled,
      computed,
      rowsPerSecond: rows / seconds,
      yardstickRatio: seconds / computed.yardstickSeconds,
      ok: computed.indicators === 70 && computed.lacking === 0,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
