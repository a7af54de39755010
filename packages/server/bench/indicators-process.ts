import { invariant } from '@yibao/core/kernel'
import { loadIndicators } from '../src/files/indicator-folder.ts'
import { openDuck } from '../src/lake/duck.ts'
import { openLake } from '../src/lake/index.ts'
import { fillLake } from './lake-fill.ts'

/** What a process of its own is asked: to fill a lake, or to compute over it, so that the memory of one is not that of the other. */
export type IndicatorsWork =
  | {
      readonly work: 'fill'
      readonly folder: string
      readonly settlements: number
      readonly months: number
      readonly seed: number
    }
  | { readonly work: 'compute'; readonly folder: string; readonly memoryLimit: string; readonly threads: number }

export interface FilledLake {
  readonly seconds: number
  readonly rows: Readonly<Record<string, number>>
  readonly bytes: number
  readonly digest: string
}

export interface ComputedLake {
  /** Opening the lake: the views that several statements read are made then. */
  readonly openSeconds: number
  readonly valuesSeconds: number
  readonly values: number
  readonly indicators: number
  readonly lacking: number
  readonly definitions: string
  /** One plain aggregate that reads every column of bills and lines once. */
  readonly yardstickSeconds: number
  readonly peakRssBytes: number
}

async function fill(asked: Extract<IndicatorsWork, { work: 'fill' }>): Promise<FilledLake> {
  const begun = performance.now()
  const { rows, files, digest } = await fillLake(asked)
  return {
    seconds: (performance.now() - begun) / 1000,
    rows: rows as Record<string, number>,
    bytes: files.reduce((so, file) => so + file.bytes, 0),
    digest,
  }
}

/** Reads the same files as the indicators, every column, in one aggregate without groups. */
async function yardstick({
  folder,
  threads,
  memoryLimit,
}: Extract<IndicatorsWork, { work: 'compute' }>): Promise<number> {
  const duck = await openDuck({ folders: [folder], threads, memoryLimit })
  const begun = performance.now()
  for (const table of ['settlement', 'line']) {
    const from = `read_parquet('${folder}/${table}/*.parquet')`
    const names = await duck.describe(`select * from ${from}`)
    await duck.rows(`select count(*), bit_xor(hash(${names.join(', ')})) from ${from}`)
  }
  const seconds = (performance.now() - begun) / 1000
  await duck.close()
  return seconds
}

async function compute(asked: Extract<IndicatorsWork, { work: 'compute' }>): Promise<ComputedLake> {
  const { folder, memoryLimit, threads } = asked
  const { definitions, digest } = await loadIndicators()
  const begun = performance.now()
  const lake = await openLake(folder, { memoryLimit, threads })
  const opened = performance.now()
  const codes = new Set<string>()
  let values = 0
  const months = lake.manifest.months
  const range = { from: months.at(0) ?? '', through: months.at(-1) ?? '' }
  for await (const { indicator } of lake.values(definitions, { range })) {
    values += 1
    codes.add(indicator)
  }
  const done = performance.now()
  const lacking = await lake.lacking(definitions)
  await lake.close()
  const peakRssBytes = process.resourceUsage().maxRSS * 1024
  return {
    openSeconds: (opened - begun) / 1000,
    valuesSeconds: (done - opened) / 1000,
    values,
    indicators: codes.size,
    lacking: lacking.filter(({ grain }) => grain === null).length,
    definitions: digest,
    yardstickSeconds: await yardstick(asked),
    peakRssBytes,
  }
}

process.once('message', (asked: IndicatorsWork) => {
  const done = asked.work === 'fill' ? fill(asked) : compute(asked)
  done.then(
    (result) => {
      invariant(process.send !== undefined, 'somebody asked')
      process.send(result)
      process.disconnect()
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
      process.exit(1)
    },
  )
})
