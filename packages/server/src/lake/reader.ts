import { resolve } from 'node:path'
import type { ProviderKind, ProviderLevel } from '@yibao/core/encounter'
import type { Grain, IndicatorValue, Subject } from '@yibao/core/supervision'
import type {
  IndicatorDefinition,
  IndicatorRow,
  LackingIndicator,
  LakeManifest,
  LakeReader,
  NumberAsked,
  ValuesAsked,
} from '../flows/lake-ports.ts'
import { type Cell, type Duck, openDuck } from './duck.ts'
import { dispensings, events, stays } from './facts.ts'
import { grainKeys, periodName, periodOf } from './grains.ts'
import { lackingOf } from './lacking.ts'
import { layTables } from './lay.ts'
import { readManifest } from './manifest.ts'
import { partOver, rowsOver } from './part-sql.ts'
import { lakeSchema } from './tables.ts'
import { partsOf, rowsStatement, type ValuesStatement, valuesStatements } from './values-sql.ts'

/** A lake that is open for some time: what is being read of it can be ended. */
export interface OpenLake extends LakeReader {
  interrupt(): void
}

export interface ReaderOptions {
  readonly memoryLimit?: string
  readonly threads?: number
}

const asText = (cell: Cell | undefined): string | null => (cell === null || cell === undefined ? null : String(cell))

/** Where each indicator's numbers stand in a row: looked up once for a statement, not for each of its rows. */
function placesOf({ grains, definitions }: ValuesStatement) {
  const keys = [...new Set(grains.flatMap((grain) => grainKeys[grain]))]
  const subjectAt = 2 + keys.length
  const parts = partsOf(definitions)
  const placeOf = (part: string): number => subjectAt + 3 + parts.indexOf(part)
  return {
    subjectAt,
    keysOf: grains.map((grain) => grainKeys[grain].map((column) => 2 + keys.indexOf(column))),
    told: definitions.map((definition) => ({
      definition,
      rows: placeOf(rowsOver(definition)),
      numerator: placeOf(partOver(definition.numerator)),
      denominator: definition.denominator === null ? null : placeOf(partOver(definition.denominator)),
    })),
  }
}

const asNumber = (cell: Cell | undefined): number | null => (cell === null || cell === undefined ? null : Number(cell))

/** The values of one row of a statement: one for each indicator that has rows there. */
function* valuesOf(
  { grains, frequency }: ValuesStatement,
  { subjectAt, keysOf, told }: ReturnType<typeof placesOf>,
  row: readonly Cell[],
): Generator<IndicatorValue> {
  const at = Number(row[0])
  const grain = grains[at]
  if (grain === undefined) return
  const key = (keysOf[at] ?? []).map((place) => String(row[place]))
  const regional = grainKeys[grain][0] === 'division'
  const subject: Subject = {
    grain,
    key,
    level: asText(row[subjectAt]) as ProviderLevel | null,
    kind: asText(row[subjectAt + 1]) as ProviderKind | null,
    region: regional ? (key[0] ?? null) : asText(row[subjectAt + 2]),
  }
  const period = periodName(frequency, String(row[1]))
  for (const { definition, ...place } of told) {
    const rows = asNumber(row[place.rows]) ?? 0
    if (rows === 0) continue
    const numerator = asNumber(row[place.numerator])
    const denominator = place.denominator === null ? null : asNumber(row[place.denominator])
    yield {
      indicator: definition.code,
      period,
      subject,
      numerator: numerator ?? 0,
      denominator,
      value: quotient(definition, numerator, denominator),
      rows,
    }
  }
}

/** Numerator ÷ denominator × factor; null where there is nothing to divide by, or nothing to tell. */
function quotient(
  { denominator: part, factor }: Pick<IndicatorDefinition, 'denominator' | 'factor'>,
  numerator: number | null,
  denominator: number | null,
): number | null {
  if (numerator === null) return null
  if (part === null) return numerator * factor
  return denominator === null || denominator === 0 ? null : (numerator / denominator) * factor
}

async function* values(
  duck: Duck,
  definitions: readonly IndicatorDefinition[],
  lacking: readonly LackingIndicator[],
  { range, grains, frequencies }: ValuesAsked,
): AsyncGenerator<IndicatorValue> {
  const lacks = (code: string, grain: Grain | null): boolean =>
    lacking.some((one) => one.indicator === code && one.grain === grain)
  const told = definitions.filter(({ code }) => !lacks(code, null))
  const statements = valuesStatements(told, range, (definition, frequency) =>
    frequencies?.includes(frequency) === false
      ? []
      : definition.grains.filter((grain) => grains?.includes(grain) !== false && !lacks(definition.code, grain)),
  )
  for (const statement of statements) {
    const places = placesOf(statement)
    for await (const page of duck.stream(statement.text)) {
      for (const row of page) yield* valuesOf(statement, places, row)
    }
  }
}

async function* rowsBehind(
  duck: Duck,
  definition: IndicatorDefinition,
  { period, subject }: NumberAsked,
): AsyncGenerator<IndicatorRow> {
  const text = rowsStatement(definition, { ...periodOf(period), grain: subject.grain, key: subject.key })
  const names = await duck.describe(text)
  const keyAt = names.indexOf('key')
  for await (const page of duck.stream(text)) {
    for (const row of page) {
      const columns = Object.fromEntries(names.slice(2).map((name, at) => [name, row[at + 2] ?? null]))
      yield { key: String(row[keyAt]), numerator: Number(row[0]), denominator: Number(row[1]), columns }
    }
  }
}

function checked(manifest: LakeManifest | null, folder: string): LakeManifest {
  if (manifest === null) throw new Error(`${folder} 不是数据湖 is no lake：请先导出 export first: ./yibao lake export`)
  if (manifest.schema === lakeSchema) return manifest
  throw new Error(
    `${folder} 是第 ${manifest.schema} 版 is of form ${manifest.schema}, this program reads ${lakeSchema}：请重新导出 export again: ./yibao lake export`,
  )
}

/** Opens a lake for reading. @throws Error when the folder is none, or a file of it was changed or taken away */
export async function openLake(path: string, options: ReaderOptions = {}): Promise<OpenLake> {
  const folder = resolve(path)
  const manifest = checked(await readManifest(folder), folder)
  const duck = await openDuck({ folders: [folder], ...options })
  try {
    await layTables(duck, folder, manifest)
  } catch (error) {
    await duck.close()
    throw error
  }
  const there = new Map<string, boolean>()
  const lacking = (definitions: readonly IndicatorDefinition[]) => lackingOf(duck, definitions, there)
  return {
    manifest,
    stays: (range) => stays(duck, range),
    events: (range) => events(duck, range),
    dispensed: (range) => dispensings(duck, range),
    lacking,
    async *values(definitions, asked) {
      yield* values(duck, definitions, await lacking(definitions), asked)
    },
    rows: (definition, asked) => rowsBehind(duck, definition, asked),
    interrupt: () => duck.interrupt(),
    close: () => duck.close(),
  }
}
