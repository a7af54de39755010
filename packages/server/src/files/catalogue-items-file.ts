import type { CatalogItem, ItemKind } from '@yibao/core/catalog'
import {
  type DateRange,
  type Ppm,
  parsePercent,
  parseUnitPrice,
  rangesOverlap,
  type UnitPrice,
  wholePpm,
} from '@yibao/core/kernel'
import type { CatalogueRow, ImportSource } from '../flows/import-ports.ts'
import { deskFor, optionalTextOf, type RowDesk, rangeOf, textOf, wordOf } from './row-checks.ts'
import { type TableLayout, tableRows } from './table-file.ts'

const column = <N extends string>(name: N, chinese: string, required = false) => ({ name, chinese, required })

/** The columns of the starter catalogue, headed in Chinese or English. */
export const catalogueColumns = [
  column('code', '编码', true),
  column('name', '名称', true),
  column('class', '甲乙丙类', true),
  column('pre_coinsurance', '先行自付比例'),
  column('restricted', '限制使用', true),
  column('restriction', '限制范围'),
  column('charge_type', '收费项目类别', true),
  column('form', '剂型'),
  column('unit', '计价单位', true),
  column('ceiling_tertiary', '三级限价'),
  column('ceiling_secondary', '二级限价'),
  column('ceiling_primary', '一级限价'),
  column('reference_price', '参考价'),
  column('from', '有效开始', true),
  column('until', '有效结束'),
  column('source', '来源', true),
] as const

type CatalogueColumn = (typeof catalogueColumns)[number]['name']
type Desk = RowDesk<CatalogueColumn>

const layout: TableLayout<CatalogueColumn> = { columns: catalogueColumns, freePrefix: null, strangers: 'refuse' }

const classes = new Map<string, CatalogItem['class']>([
  ['甲', 'A'],
  ['乙', 'B'],
  ['丙', 'C'],
  ['A', 'A'],
  ['B', 'B'],
  ['C', 'C'],
])
const yesNo = new Map([
  ['是', true],
  ['1', true],
  ['否', false],
  ['0', false],
])

/** The items of a list; a code has several rows only where their days are apart. @throws the file system's error */
export function catalogueItemsFile(path: string, file: string): ImportSource<CatalogueRow> {
  return {
    file,
    async *rows() {
      const earlier = new Map<string, { readonly range: DateRange; readonly line: number }[]>()
      for await (const item of tableRows(path, layout)) {
        if (item.kind !== 'row') {
          yield item
          continue
        }
        const { line, labels } = item.row
        const desk = deskFor(item.row)
        const value = readItem(desk)
        const before = (value === undefined ? undefined : earlier.get(value.code)) ?? []
        const clash = before.find(({ range }) => value !== undefined && rangesOverlap(range, value.range))
        if (clash !== undefined) {
          desk.fault(
            'from',
            `与第 ${clash.line} 行在同一天重复 (line ${clash.line} has the same code on the same days)`,
            '请让前一行在后一行开始之日结束 (end one row where the next begins)',
          )
        }
        if (value === undefined || clash !== undefined) {
          yield { kind: 'bad', line, problems: desk.problems }
          continue
        }
        earlier.set(value.code, [...before, { range: value.range, line }])
        yield { kind: 'row', line, labels, value: { kind: 'item', item: value } }
      }
    },
  }
}

function readItem(desk: Desk): CatalogItem | undefined {
  const code = textOf(desk, 'code', 50)
  const name = textOf(desk, 'name', 500)
  const itemClass = wordOf(desk, 'class', classes, '甲 A、乙 B、丙 C')
  const preCoinsurance = shareOf(desk)
  const restricted = wordOf(desk, 'restricted', yesNo, '是 1、否 0')
  const restriction = restrictionOf(desk, restricted)
  const charge = chargeOf(desk)
  const form = optionalTextOf(desk, 'form', 200)
  const unit = textOf(desk, 'unit', 50)
  const tertiary = priceOf(desk, 'ceiling_tertiary')
  const secondary = priceOf(desk, 'ceiling_secondary')
  const primary = priceOf(desk, 'ceiling_primary')
  const referencePrice = priceOf(desk, 'reference_price')
  const range = rangeOf(desk, 'from', 'until')
  const source = textOf(desk, 'source', 500)
  if (code === undefined || name === undefined || itemClass === undefined || preCoinsurance === undefined)
    return undefined
  if (restricted === undefined || restriction === undefined || charge === undefined || form === undefined)
    return undefined
  if (unit === undefined || tertiary === undefined || secondary === undefined || primary === undefined) return undefined
  if (referencePrice === undefined || range === undefined || source === undefined) return undefined
  return {
    code,
    name,
    class: itemClass,
    preCoinsurance,
    ceilings: {
      ...(tertiary !== null && { tertiary }),
      ...(secondary !== null && { secondary }),
      ...(primary !== null && { primary }),
    },
    restricted,
    restriction,
    ...charge,
    form,
    unit,
    referencePrice,
    range,
    source,
    assumed: false,
  }
}

/** Spreadsheets turn `10%` into the number 0.1. */
function shareOf(desk: Desk): Ppm | null | undefined {
  const value = desk.row.cells.pre_coinsurance
  if (value === '') return null
  const asNumber = /^(?:0(?:\.\d{1,6})?|1)$/.test(value)
  const parsed = parsePercent(asNumber ? `${Number((Number(value) * 100).toFixed(4))}%` : value)
  if (parsed.ok && parsed.value <= wholePpm) return parsed.value
  return desk.fault(
    'pre_coinsurance',
    '不是 0% 至 100% 的比例 (not a percentage from 0% to 100%)',
    '请写成 10%，或留空 (write it like 10%, or leave it empty)',
  )
}

function restrictionOf(desk: Desk, restricted: boolean | undefined): string | undefined {
  const restriction = optionalTextOf(desk, 'restriction', 2000)
  if (restricted !== true || restriction !== '') return restriction
  return desk.fault(
    'restriction',
    '限制使用而未写限制范围 (restricted, but not to what)',
    '请写明限制范围 (say to what its use is restricted)',
  )
}

/** A spreadsheet drops the zero of `09`. The charge type tells the kind: 08 a consumable, 09 to 11 drugs, else a service. */
function chargeOf(desk: Desk): { readonly chargeType: string; readonly kind: ItemKind } | undefined {
  const cell = desk.row.cells.charge_type
  const chargeType = cell.padStart(2, '0')
  if (!/^(0[1-9]|1[0-4])$/.test(chargeType)) {
    return desk.fault(
      'charge_type',
      '不是国家收费项目类别 (not a code of med_chrgitm_type)',
      '可填 01 至 14 (write 01 to 14)',
    )
  }
  const isDrug = ['09', '10', '11'].includes(chargeType)
  return { chargeType, kind: chargeType === '08' ? 'consumable' : isDrug ? 'drug' : 'service' }
}

function priceOf(desk: Desk, column: CatalogueColumn): UnitPrice | null | undefined {
  const value = desk.row.cells[column]
  if (value === '') return null
  const parsed = parseUnitPrice(value)
  if (parsed.ok && parsed.value >= 0) return parsed.value
  return desk.fault(
    column,
    '不是价格 (not a price)',
    '请写元，零或以上，最多六位小数 (yuan, zero or more, at most six decimals)',
  )
}
