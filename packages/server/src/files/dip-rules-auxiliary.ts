import { dirname, resolve } from 'node:path'
import type {
  AuxiliaryRules,
  AuxiliaryTable,
  Band,
  DeviationForm,
  DeviationRules,
  SecondaryList,
  SeverityRow,
} from '@yibao/core/dip'
import type { ComplicationLevel } from '@yibao/core/drg'
import { orNone, positiveOf, rangesOf, type Section, wholeOf, wordsIn } from './dip-rules-sections.ts'
import { complain, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { flagOf, numberOfSpot, rateOfSpot, wordOf } from './policy-values.ts'
import { readComplications, readExclusions } from './scheme-tables.ts'

function bandOf(spot: Spot): Band {
  const { name, from, to, coefficient } = fieldsOf(spot, ['name', 'from', 'to', 'coefficient'])
  return {
    name: textOf(name) ?? '',
    from: wholeOf(from, 0),
    to: orNone(to, (one) => wholeOf(one, 0)),
    coefficient: positiveOf(coefficient),
  }
}

function severityRowOf(spot: Spot): SeverityRow {
  const fields = fieldsOf(
    spot,
    ['name', 'coefficient'],
    ['leavingType', 'stayDays', 'secondaryIn', 'costTimesMean', 'shareAtLeast'],
  )
  const { leavingType, stayDays, secondaryIn, costTimesMean, shareAtLeast } = fields
  const stay = stayDays === null ? null : fieldsOf(stayDays, ['from', 'to'])
  const share = shareAtLeast === null ? null : fieldsOf(shareAtLeast, ['of', 'share'])
  return {
    name: textOf(fields.name) ?? '',
    coefficient: positiveOf(fields.coefficient),
    ...(leavingType === null ? {} : { leavingType: itemsOf(leavingType).map((one) => textOf(one) ?? '') }),
    ...(stay === null
      ? {}
      : { stayDays: { from: wholeOf(stay.from, 0), to: orNone(stay.to, (one) => wholeOf(one, 0)) } }),
    ...(secondaryIn === null ? {} : { secondaryIn: textOf(secondaryIn) ?? '' }),
    ...(costTimesMean === null ? {} : { costTimesMean: positiveOf(costTimesMean) }),
    ...(share === null
      ? {}
      : { shareAtLeast: { of: wordOf(share.of, ['drugs', 'treatment']), ppm: rateOfSpot(share.share) } }),
  }
}

function tableOf(spot: Spot): AuxiliaryTable {
  const fields = fieldsOf(spot, ['name', 'scope', 'effect', 'rows'], ['bands', 'severity'])
  const base = {
    name: textOf(fields.name) ?? '',
    scope: wordOf(fields.scope, ['all', 'tumour', 'non-tumour']),
    effect: wordOf(fields.effect, ['price', 'watch']),
  } as const
  if (fields.severity !== null) {
    wordOf(fields.severity, ['conditions'])
    if (fields.bands !== null) complain(fields.bands, 'a table of bands and of conditions at once', 'keep one of them')
    return { kind: 'severity', ...base, rows: itemsOf(fields.rows).map(severityRowOf) }
  }
  if (fields.bands === null) {
    complain(spot, 'a table of neither kind', 'add `bands:` with what it measures, or `severity: conditions`')
  }
  const measure = fields.bands ?? { ...spot, name: 'bands', node: null }
  return {
    kind: 'bands',
    ...base,
    measure: wordOf(measure, ['charlson', 'age-years', 'age-days', 'intensive-care-days', 'visit-number']),
    bands: itemsOf(fields.rows).map(bandOf),
  }
}

/** A list of complications of a grouping scheme: one level of it, with its exclusions. */
async function listOf(spot: Spot, rulesPath: string): Promise<SecondaryList> {
  const { name, complications, level, exclusions } = fieldsOf(spot, ['name', 'complications', 'level', 'exclusions'])
  const wanted: ComplicationLevel = wordOf(level, ['MCC', 'CC'])
  const codes = await rowsOf(complications, rulesPath, readComplications)
  const excluded = await rowsOf(exclusions, rulesPath, readExclusions)
  return {
    name: textOf(name) ?? '',
    codes: codes.filter((row) => row.level === wanted).map(({ dx, table }) => ({ code: dx, table })),
    exclusions: excluded.map(({ principalDx, table }) => ({ principal: principalDx, table })),
  }
}

type TableReading<Row> = (path: string) => Promise<{
  readonly values: readonly Row[]
  readonly problems: readonly {
    readonly line: number
    readonly what: string
    readonly cure: string
    readonly value?: string
  }[]
}>

async function rowsOf<Row>(spot: Spot, rulesPath: string, read: TableReading<Row>): Promise<readonly Row[]> {
  const path = textOf(spot)
  if (path === null) return []
  const { values, problems } = await besideRules(spot, rulesPath, path, read)
  for (const { line, what, cure, value } of problems) complain(spot, `${path}:${line}: ${what}`, cure, value)
  return values
}

/** Reads a file named by a path from the rules; one that is not there is the author's problem. */
export async function besideRules<Row>(
  spot: Spot,
  rulesPath: string,
  path: string,
  read: TableReading<Row>,
): ReturnType<TableReading<Row>> {
  try {
    return await read(resolve(dirname(rulesPath), path))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR')))
      throw error
    complain(spot, 'no such file', 'name a file by its path from these rules', path)
    return { values: [], problems: [] }
  }
}

type AuxiliaryFields = Section<'several' | 'intensiveCareDay' | 'tumour' | 'lists' | 'tables', never>['fields']

export async function auxiliaryOf(fields: AuxiliaryFields, rulesPath: string): Promise<AuxiliaryRules> {
  const lists: SecondaryList[] = []
  for (const spot of itemsOf(fields.lists)) lists.push(await listOf(spot, rulesPath))
  return {
    several: wordOf(fields.several, ['highest', 'product']),
    intensiveCareDay: wordOf(fields.intensiveCareDay, ['full', 'begun']),
    tumour: rangesOf(fields.tumour),
    lists,
    tables: itemsOf(fields.tables).map(tableOf),
  }
}

function formOf(spot: Spot): DeviationForm {
  const fields = fieldsOf(spot, ['factor', 'times', 'keeps'], ['review'])
  const keeps = wordsIn(fields.keeps, ['institution', 'auxiliary'])
  return {
    factor: wordOf(fields.factor, ['one', 'ratio', 'excess', 'excess-institution', 'institution']),
    times: numberOfSpot(fields.times),
    keepsInstitution: keeps.includes('institution'),
    keepsAuxiliary: keeps.includes('auxiliary'),
    review: fields.review === null ? false : flagOf(fields.review),
  }
}

function limitOf<Side extends string>(spot: Spot, sides: readonly [Side, Side]): { times: number; at: Side } {
  const { times, at } = fieldsOf(spot, ['times', 'at'])
  return { times: positiveOf(times), at: wordOf(at, sides) }
}

const comparators = ['payment-standard', 'level-mean-last-year'] as const

type DeviationFields = Section<'test' | 'factor' | 'fallback' | 'low' | 'high' | 'extreme' | 'forms', never>['fields']

/** Limits with the side of a case exactly on them, and what the test and the factor compare with: all must be said. */
export function deviationOf(fields: DeviationFields): DeviationRules {
  const forms = fieldsOf(fields.forms, ['normal', 'low', 'high', 'extreme', 'blank'])
  return {
    test: wordOf(fields.test, comparators),
    factor: wordOf(fields.factor, comparators),
    fallback: wordOf(fields.fallback, ['group-last-year', 'group', 'refuse']),
    low: limitOf(fields.low, ['low', 'normal']),
    high: limitOf(fields.high, ['normal', 'high']),
    extreme: orNone(fields.extreme, (spot) => limitOf(spot, ['high', 'extreme'])),
    forms: {
      normal: formOf(forms.normal),
      low: formOf(forms.low),
      high: formOf(forms.high),
      extreme: formOf(forms.extreme),
      blank: formOf(forms.blank),
    },
  }
}
