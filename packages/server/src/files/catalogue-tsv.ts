import type { CatalogItem, ItemKind } from '@yibao/core/catalog'
import type { IsoDate, Ppm, UnitPrice } from '@yibao/core/kernel'
import { parseIsoDate, parsePercent, parseUnitPrice, rangesOverlap, wholePpm } from '@yibao/core/kernel'
import type { Cells, Report, RowProblem } from './tsv.ts'
import { readTable } from './tsv.ts'

export type { RowProblem } from './tsv.ts'

export interface DiagnosisEntry {
  readonly code: string
  readonly name: string
  readonly source: string
}

const itemColumns = [
  'code',
  'name',
  'class',
  'pre_coinsurance',
  'restricted',
  'restriction',
  'charge_type',
  'form',
  'unit',
  'ceiling_tertiary',
  'ceiling_secondary',
  'ceiling_primary',
  'reference_price',
  'from',
  'until',
  'source',
  'assumed',
] as const

const diagnosisColumns = ['code', 'name', 'source'] as const

/** The columns that decide who pays; a supposed date or reference price makes no amount doubtful. */
const deciding = ['class', 'pre_coinsurance', 'restricted', 'ceiling_tertiary', 'ceiling_secondary', 'ceiling_primary']

/**
 * Reads a file of drugs, services or consumables, layout in `policy/national/catalogue/README.md`. The charge type tells
 * the kind: 08 is a consumable, 09, 10 and 11 are drugs, every other is a service.
 *
 * @returns the rows without a fault, and every fault found; a file with problems should not be imported
 * @throws the file system's error when the file cannot be read
 */
export async function readCatalogueFile(path: string): Promise<{ items: CatalogItem[]; problems: RowProblem[] }> {
  const earlier = new Map<string, { item: CatalogItem; line: number }[]>()
  const { values, problems } = await readTable(path, itemColumns, (cells, report, line) => {
    const item = readItem(cells, report)
    if (item === null) return null
    const rows = earlier.get(item.code) ?? []
    const clash = rows.find((row) => rangesOverlap(row.item.range, item.range))
    if (clash !== undefined) {
      report(
        'from',
        cells.from,
        `line ${clash.line} has the same code on the same days`,
        'end one row where the next begins',
      )
      return null
    }
    earlier.set(item.code, [...rows, { item, line }])
    return item
  })
  return { items: values, problems }
}

/**
 * Reads a list of ICD-10 codes of the insurance edition.
 *
 * @returns the rows without a fault, and every fault found
 * @throws the file system's error when the file cannot be read
 */
export async function readDiagnoses(path: string): Promise<{ diagnoses: DiagnosisEntry[]; problems: RowProblem[] }> {
  const lines = new Map<string, number>()
  const { values, problems } = await readTable(path, diagnosisColumns, (cells, report, line) => {
    const first = lines.get(cells.code)
    if (first !== undefined) report('code', cells.code, `line ${first} has the same code`, 'keep one of the two lines')
    const complete = [filled(cells, 'code', report), filled(cells, 'name', report)].every(Boolean)
    if (!complete || first !== undefined) return null
    lines.set(cells.code, line)
    return { code: cells.code, name: cells.name, source: cells.source }
  })
  return { diagnoses: values, problems }
}

function readItem(cells: Cells<(typeof itemColumns)[number]>, report: Report): CatalogItem | null {
  const complete = [
    filled(cells, 'code', report),
    filled(cells, 'name', report),
    filled(cells, 'unit', report),
    filled(cells, 'source', report),
    knownColumns(cells.assumed, report),
    restrictionFits(cells, report),
  ].every(Boolean)
  const itemClass = oneOf(cells.class, ['A', 'B', 'C'] as const, 'class', report)
  const restricted = oneOf(cells.restricted, ['0', '1'] as const, 'restricted', report)
  const kind = kindOf(cells.charge_type, report)
  const preCoinsurance = share(cells.pre_coinsurance, report)
  const tertiary = price(cells, 'ceiling_tertiary', report)
  const secondary = price(cells, 'ceiling_secondary', report)
  const primary = price(cells, 'ceiling_primary', report)
  const referencePrice = price(cells, 'reference_price', report)
  const range = rangeOf(cells, report)

  if (!complete || itemClass === undefined || restricted === undefined || kind === undefined || range === undefined)
    return null
  if (preCoinsurance === undefined || referencePrice === undefined) return null
  if (tertiary === undefined || secondary === undefined || primary === undefined) return null
  return {
    code: cells.code,
    kind,
    name: cells.name,
    class: itemClass,
    preCoinsurance,
    ceilings: {
      ...(tertiary !== null && { tertiary }),
      ...(secondary !== null && { secondary }),
      ...(primary !== null && { primary }),
    },
    restricted: restricted === '1',
    restriction: cells.restriction,
    chargeType: cells.charge_type,
    form: cells.form,
    unit: cells.unit,
    referencePrice,
    range,
    source: cells.source,
    assumed: cells.assumed.split(',').some((name) => deciding.includes(name)),
  }
}

// The readers of single cells answer `undefined` for a fault they have reported, so that one row shows all its faults at once.

function filled<C extends string>(cells: Cells<C>, column: C, report: Report): boolean {
  if (cells[column] !== '') return true
  report(column, '', 'empty', 'give a value')
  return false
}

function oneOf<T extends string>(value: string, choices: readonly T[], column: string, report: Report): T | undefined {
  const found = choices.find((choice) => choice === value)
  if (found === undefined) report(column, value, 'not one of the choices', `write one of ${choices.join(', ')}`)
  return found
}

function knownColumns(assumed: string, report: Report): boolean {
  const strangers = assumed.split(',').filter((name) => name !== '' && !itemColumns.some((column) => column === name))
  if (strangers.length === 0) return true
  report('assumed', assumed, `${strangers.join(', ')} is no column`, 'name columns, separated by commas without spaces')
  return false
}

function restrictionFits(cells: Cells<'restricted' | 'restriction'>, report: Report): boolean {
  if (cells.restricted !== '1' || cells.restriction !== '') return true
  report('restriction', '', 'a restricted item without its restriction', 'say to whom or what its use is restricted')
  return false
}

function kindOf(chargeType: string, report: Report): ItemKind | undefined {
  if (!/^(0[1-9]|1[0-4])$/.test(chargeType)) {
    report('charge_type', chargeType, 'not a national charge type', 'write 01 to 14 (med_chrgitm_type)')
    return undefined
  }
  if (chargeType === '08') return 'consumable'
  return ['09', '10', '11'].includes(chargeType) ? 'drug' : 'service'
}

function share(value: string, report: Report): Ppm | null | undefined {
  if (value === '') return null
  const parsed = parsePercent(value)
  if (parsed.ok && parsed.value <= wholePpm) return parsed.value
  report('pre_coinsurance', value, 'not a percentage from 0% to 100%', 'write it like 10%, or leave it empty')
  return undefined
}

function price<C extends string>(cells: Cells<C>, column: C, report: Report): UnitPrice | null | undefined {
  const value = cells[column]
  if (value === '') return null
  const parsed = parseUnitPrice(value)
  if (parsed.ok && parsed.value >= 0) return parsed.value
  report(
    column,
    value,
    'not a price in yuan',
    'write zero or more with at most six decimals, like 12.5, or leave it empty',
  )
  return undefined
}

function rangeOf(cells: Cells<'from' | 'until'>, report: Report): CatalogItem['range'] | undefined {
  const from = day(cells.from, 'from', report)
  const until = cells.until === '' ? null : day(cells.until, 'until', report)
  if (from === undefined || until === undefined) return undefined
  if (until === null || until > from) return { from, until }
  report('until', cells.until, `not after from, ${from}`, 'give the first day on which the row no longer holds')
  return undefined
}

function day(value: string, column: string, report: Report): IsoDate | undefined {
  const parsed = parseIsoDate(value)
  if (parsed.ok) return parsed.value
  report(column, value, 'not a calendar date', 'write yyyy-MM-dd')
  return undefined
}
