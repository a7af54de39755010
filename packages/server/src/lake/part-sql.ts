import type { IndicatorDefinition, IndicatorPart } from '../flows/lake-ports.ts'

/** A part over a group of rows; a sum is exact before it becomes a number of JavaScript. */
export function partOver(part: IndicatorPart): string {
  const filter = `filter (where ${part.where})`
  switch (part.kind) {
    case 'count':
      return `cast(count(*) ${filter} as double)`
    case 'sum':
      return `coalesce(cast(sum(${part.of}) ${filter} as double), 0)`
    case 'distinct':
      return `cast(count(distinct (${part.of})) ${filter} as double)`
    case 'mean':
      return `cast(sum(${part.of}) ${filter} as double) / nullif(count(${part.of}) ${filter}, 0)`
    case 'most':
      return `coalesce(cast(list_max(map_values(histogram(${part.of}) ${filter})) as double), 0)`
    case 'quantile':
      return `cast(quantile_disc(${part.of}, ${part.at}) ${filter} as double)`
  }
}

/** What one row of a number brings to a part, so that all of them add up to it; ties go to the smaller key. */
export function partOfRow(part: IndicatorPart): string {
  const where = `coalesce(${part.where}, false)`
  const first = (by: string): string => `row_number() over (partition by ${where}, ${by} order by key) = 1`
  switch (part.kind) {
    case 'count':
      return `cast(case when ${where} then 1 else 0 end as double)`
    case 'sum':
      return `cast(case when ${where} then coalesce(${part.of}, 0) else 0 end as double)`
    case 'distinct':
      return `cast(case when ${where} and (${part.of}) is not null and ${first(`(${part.of})`)} then 1 else 0 end as double)`
    case 'mean':
      return `case when ${where} then coalesce(cast(${part.of} as double) / count(${part.of}) filter (where ${part.where}) over (), 0) else 0 end`
    case 'most':
      return `cast(case when ${where} and (${part.of}) is not distinct from mode(${part.of}) filter (where ${part.where}) over () then 1 else 0 end as double)`
    case 'quantile':
      return `cast(case when ${where} and (${part.of}) = quantile_disc(${part.of}, ${part.at}) filter (where ${part.where}) over () and ${first(`(${part.of})`)} then ${part.of} else 0 end as double)`
  }
}

/** Rows that stand behind a number: those of either part. */
export function behind({ numerator, denominator }: IndicatorDefinition): string {
  if (denominator === null || denominator.where === numerator.where) return `coalesce(${numerator.where}, false)`
  return `(coalesce(${numerator.where}, false) or coalesce(${denominator.where}, false))`
}

/** How many rows stand behind a number. */
export const rowsOver = (definition: IndicatorDefinition): string =>
  `cast(count(*) filter (where ${behind(definition)}) as double)`
