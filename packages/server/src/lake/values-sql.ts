import type { Grain } from '@yibao/core/supervision'
import type { Frequency, IndicatorDefinition, MonthRange } from '../flows/lake-ports.ts'
import { literal } from './duck.ts'
import { grainKeys, periodStart } from './grains.ts'
import { behind, partOfRow, partOver, rowsOver } from './part-sql.ts'

/** One statement: all indicators of one view and one frequency, at all their grains. */
export interface ValuesStatement {
  readonly view: string
  readonly frequency: Frequency
  readonly grains: readonly Grain[]
  readonly definitions: readonly IndicatorDefinition[]
  readonly text: string
}

/** The rows that fall into the months asked. */
export const inMonths = ({ from, through }: MonthRange): string =>
  `day >= date '${from}-01' and day < date '${through}-01' + interval 1 month`

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)]

/** Several indicators often share a part: each is computed once. */
export function partsOf(definitions: readonly IndicatorDefinition[]): readonly string[] {
  return unique(
    definitions.flatMap((one) => [
      partOver(one.numerator),
      ...(one.denominator === null ? [] : [partOver(one.denominator)]),
      rowsOver(one),
    ]),
  )
}

function statement(
  view: string,
  frequency: Frequency,
  grains: readonly Grain[],
  definitions: readonly IndicatorDefinition[],
  range: MonthRange,
): ValuesStatement {
  const keys = unique(grains.flatMap((grain) => grainKeys[grain]))
  const sets = grains.map((grain) => `(period, ${grainKeys[grain].join(', ')})`)
  // Which set a row is of: each grain leaves a pattern of its own in what was grouped away.
  const bits = `grouping(${keys.join(', ')})`
  const which = grains.map((grain, at) => {
    const pattern = keys.map((key) => (grainKeys[grain].includes(key) ? '0' : '1')).join('')
    return `when ${Number.parseInt(pattern, 2)} then ${at}`
  })
  const named = grains.map(
    (grain, at) => `(grain = ${at} and ${grainKeys[grain].map((key) => `v.${key} is not null`).join(' and ')})`,
  )
  const parts = partsOf(definitions).map((part, at) => `${part} as p${at}`)
  const hasProvider = keys.includes('provider_code')
  const subject = hasProvider
    ? `case when grain in (${grains.flatMap((grain, at) => (grainKeys[grain].includes('provider_code') ? [at] : [])).join(', ')}) then v.provider_code end`
    : 'null'
  return {
    view,
    frequency,
    grains,
    definitions,
    text: `
with counted as (
  select period, ${keys.join(', ')}, case ${bits} ${which.join(' ')} end as grain, ${parts.join(', ')}
  from (select *, ${periodStart(frequency)} as period from ${view} where ${inMonths(range)})
  group by grouping sets (${sets.join(', ')})
)
select v.grain, cast(v.period as varchar), ${keys.map((key) => `v.${key}`).join(', ')}, p.level, p.kind, p.division,
  ${parts.map((_, at) => `v.p${at}`).join(', ')}
from counted v left join provider p on p.provider_code = ${subject}
where ${named.join(' or ')}`,
  }
}

/** Definitions with the same set of grains go together, so that no grain is counted for an indicator that does not have it. */
export function valuesStatements(
  definitions: readonly IndicatorDefinition[],
  range: MonthRange,
  wanted: (definition: IndicatorDefinition, frequency: Frequency) => readonly Grain[],
): readonly ValuesStatement[] {
  const groups = new Map<
    string,
    { grains: readonly Grain[]; frequency: Frequency; definitions: IndicatorDefinition[] }
  >()
  for (const definition of definitions) {
    for (const frequency of definition.frequency) {
      const grains = wanted(definition, frequency)
      if (grains.length === 0) continue
      const key = `${definition.of} ${frequency} ${[...grains].sort().join()}`
      const group = groups.get(key) ?? { grains, frequency, definitions: [] }
      group.definitions.push(definition)
      groups.set(key, group)
    }
  }
  return [...groups.entries()].map(([key, { grains, frequency, definitions: some }]) =>
    statement(key.slice(0, key.indexOf(' ')), frequency, grains, some, range),
  )
}

/** The statement of the rows behind one number: its parts, its key, then every column of the view. */
export function rowsStatement(
  definition: IndicatorDefinition,
  { frequency, first, grain, key }: { frequency: Frequency; first: string; grain: Grain; key: readonly string[] },
): string {
  const { numerator, denominator, of } = definition
  const named = grainKeys[grain].map((column, at) => `${column} = ${literal(key[at] ?? '')}`)
  return `
select ${partOfRow(numerator)} as numerator_part, ${denominator === null ? 'cast(0 as double)' : partOfRow(denominator)} as denominator_part, *
from (select * from ${of} where ${named.join(' and ')} and ${periodStart(frequency)} = date '${first}' and ${behind(definition)})
order by key`
}
