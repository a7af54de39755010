import { parseDivisionCode } from '@yibao/core/kernel'
import { type Reach, wholeRegion } from '@yibao/core/office'
import type { Condition } from './conditions.ts'

/** The divisions of a region begin with its number, without the zeros that stand for all. */
export const beginning = (region: string): string => `${region.replace(/(?:00)+$/, '')}%`

/** Where the rows of a table say to whom they belong; each a fixed piece of SQL. */
interface Belonging {
  /** Columns with a division of the row itself. */
  readonly divisions?: readonly string[]
  /** A column with the institution of the row; its division counts as well. */
  readonly institution?: string
  /** A column with a person, who belongs to the divisions of the enrolments. */
  readonly enrolled?: string
  /** A column with a person, who belongs to the institutions visited. */
  readonly visited?: string
}

/**
 * The one piece of SQL that keeps a list within a reach; nothing for whom everything lies within reach.
 * A region with the code 000000 holds all.
 */
export function withinReach({ regions, institutions }: Reach, belonging: Belonging): readonly Condition[] {
  if (regions.includes(wholeRegion)) return []
  const { divisions = [], institution, enrolled, visited } = belonging
  if (regions.length === 0 && institution !== undefined && visited === undefined) {
    // Of one institution only: said as plainly as its index needs it.
    const [alone, ...others] = institutions
    if (alone !== undefined && others.length === 0) {
      return [{ name: 'reach-alone', text: (n) => `${institution} = $${n}`, values: [alone] }]
    }
  }
  const text = (n: number): string => {
    const [inRegion, named] = [`like any($${n}::text[])`, `= any($${n + 1}::text[])`]
    const ways = [
      ...divisions.map((column) => `${column} ${inRegion}`),
      ...(institution === undefined
        ? []
        : [
            `${institution} ${named}`,
            `${institution} in (select provider_code from provider where division ${inRegion})`,
          ]),
      ...(enrolled === undefined
        ? []
        : [
            // Looked up for one row at a time: as `exists` it may be made a table of all enrolments of the region, for each page.
            `coalesce((select true from enrolment within where within.insured_id = ${enrolled} and within.division ${inRegion} limit 1), false)`,
          ]),
      ...(visited === undefined
        ? []
        : [`exists (select from visit within where within.insured_id = ${visited} and within.provider_code ${named})`]),
    ]
    // Both values stand in every form of the condition; without one of them nothing is within reach.
    return `((${ways.join(' or ')}) and $${n}::text[] is not null and $${n + 1}::text[] is not null)`
  }
  return [
    {
      name: 'reach',
      text,
      values: [regions.filter((region) => parseDivisionCode(region).ok).map(beginning), institutions],
    },
  ]
}
