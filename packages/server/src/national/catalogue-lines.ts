import { addDays, type IsoDate } from '@yibao/core/kernel'
import type { PublishedRow } from '../flows/catalogue-ports.ts'
import type { CatalogueLayout, ColumnFact } from './catalogue-layouts.ts'
import { yesNo } from './person-output.ts'

/** What stands in a column that is empty or not known, in every TXT file of the interface. */
const nothing = 'null'

/** National `chrgitm_lv` of the classes A, B and C. */
export const classMarks = { A: '01', B: '02', C: '03' } as const

/** A tab or a line break would move every cell behind it. */
const cell = (text: string | undefined): string =>
  text === undefined || text === '' ? nothing : text.replace(/[\t\r\n]+/g, ' ')

function lastDay(until: IsoDate | null): string | undefined {
  return until === null ? undefined : addDays(until, -1)
}

/** A number of a row that stays the same through all its changes. */
const recordOf = ({ code, since }: PublishedRow): string => `${code}@${since.replaceAll('-', '')}`

/** Valid unless it went, or its last day lies behind. */
function validOn({ gone, content: { until } }: PublishedRow, today: IsoDate): boolean {
  return !gone && (until === null || until > today)
}

type Write = (row: PublishedRow, today: IsoDate) => string | undefined

const writers: Readonly<Record<ColumnFact, Write>> = {
  code: ({ code }) => code,
  name: ({ content }) => content.name,
  from: ({ content }) => content.from ?? undefined,
  last: ({ content }) => lastDay(content.until),
  valid: (row, today) => yesNo(validOn(row, today)),
  record: recordOf,
  cameAt: ({ cameAt }) => cameAt,
  changedAt: ({ changedAt }) => changedAt,
  version: ({ version }) => version,
  form: ({ content }) => content.form,
  unit: ({ content }) => content.unit,
  restriction: ({ content }) => content.restriction,
  restricted: ({ content }) => (content.restricted === undefined ? undefined : yesNo(content.restricted)),
  classMark: ({ content }) => (content.class === undefined ? undefined : classMarks[content.class]),
  classCode: ({ content }) => content.classCode,
  className: ({ content }) => content.className,
  division: ({ content }) => content.division,
  note: ({ content }) => content.note,
}

/**
 * How a row of a catalogue file is written: UTF-8, TAB separated, without a header, `null` where nothing is known.
 *
 * @param columns how many columns the region's file has; known columns beyond them are left out
 */
export function lineWriter(layout: CatalogueLayout, columns: number, today: IsoDate): (row: PublishedRow) => string {
  const known = Object.entries(layout.places).flatMap(([fact, places]) =>
    [places].flat().map((place) => ({ index: place - 1, write: writers[fact as ColumnFact] })),
  )
  const empty = Array.from({ length: columns }, () => nothing)
  return (row) => {
    const cells = [...empty]
    for (const { index, write } of known) if (index < columns) cells[index] = cell(write(row, today))
    return `${cells.join('\t')}\n`
  }
}
