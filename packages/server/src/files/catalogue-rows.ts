import type { CatalogItem } from '@yibao/core/catalog'
import type { IsoDate, UnitPrice } from '@yibao/core/kernel'
import { parseUnitPrice, wholePpm, zeroPpm } from '@yibao/core/kernel'
import type { CodeList } from '../flows/catalogue-ports.ts'
import type { CatalogueRow } from '../flows/import-ports.ts'
import { dateOf, divisionOf, optionalTextOf, type RowDesk, textOf, wordOf } from './row-checks.ts'
import { serviceChargeType } from './service-charge-type.ts'
import type { TableLayout } from './table-file.ts'

/** Turns one row into a catalogue row, or reports its faults and answers undefined. */
export type DeskReader<N extends string> = (desk: RowDesk<N>) => CatalogueRow | undefined

const layoutOf = <N extends string>(names: readonly N[]): TableLayout<N> => ({
  columns: names.map((name) => ({ name, chinese: name, required: true })),
  freePrefix: null,
  strangers: 'ignore',
})

const nrdlColumns = ['row_no', 'part', 'class', 'name', 'dosage_form', 'restriction', 'payment_standard'] as const
export const nrdlLayout = layoutOf(nrdlColumns)
const serviceColumns = ['national_code', 'nhsa_name', 'unit', 'price'] as const
export const serviceLayout = layoutOf(serviceColumns)
const diagnosisColumns = ['code', 'name'] as const
export const diagnosisLayout = layoutOf(diagnosisColumns)

const codeListColumns = [
  { name: 'code', chinese: '编码', required: true },
  { name: 'name', chinese: '名称', required: true },
  { name: 'class_code', chinese: '大类编码', required: false },
  { name: 'class_name', chinese: '大类名称', required: false },
  { name: 'division', chinese: '区划', required: false },
  { name: 'from', chinese: '有效开始', required: false },
  { name: 'until', chinese: '有效结束', required: false },
  { name: 'note', chinese: '备注', required: false },
  { name: 'source', chinese: '来源', required: false },
] as const
type CodeListColumn = (typeof codeListColumns)[number]['name']
export const codeListLayout: TableLayout<CodeListColumn> = {
  columns: codeListColumns,
  freePrefix: null,
  strangers: 'refuse',
}

type NrdlColumn = (typeof nrdlColumns)[number]
type ServiceColumn = (typeof serviceColumns)[number]

interface NrdlPart {
  readonly letter: 'W' | 'P' | 'H'
  readonly chargeType: '09' | '10' | '11'
  /** Class of rows that carry none: herbs are payable or not by their part. */
  readonly class: CatalogItem['class'] | null
}

const nrdlParts = new Map<string, NrdlPart>([
  ['西药部分', { letter: 'W', chargeType: '09', class: null }],
  ['西药', { letter: 'W', chargeType: '09', class: null }],
  ['竞价药品部分', { letter: 'W', chargeType: '09', class: null }],
  ['中成药部分', { letter: 'P', chargeType: '11', class: null }],
  ['中成药', { letter: 'P', chargeType: '11', class: null }],
  ['基金予以支付的中药饮片', { letter: 'H', chargeType: '10', class: 'A' }],
  ['不得纳入基金支付范围的中药饮片', { letter: 'H', chargeType: '10', class: 'C' }],
])

const classes = new Map<string, CatalogItem['class']>([
  ['甲', 'A'],
  ['乙', 'B'],
])

/** Class A bears no share beforehand and class C bears all; that of class B is the region's to say. */
const shareOf = { A: zeroPpm, B: null, C: wholePpm } as const

/** A drug of the national list of 2024, in the layout of the public query service; codes as the starter catalogue forms them. */
export function readNrdlRow(from: IsoDate): DeskReader<NrdlColumn> {
  return (desk) => {
    const { cells } = desk.row
    const number = /^\d{1,6}$/.test(cells.row_no)
      ? cells.row_no.padStart(6, '0')
      : desk.fault('row_no', '不是行号 (not a row number)', '请填整数 (write a whole number)')
    const part = wordOf(desk, 'part', nrdlParts, [...nrdlParts.keys()].join('、'))
    const itemClass = part?.class ?? wordOf(desk, 'class', classes, '甲、乙')
    const name = textOf(desk, 'name', 500)
    const form = optionalTextOf(desk, 'dosage_form', 200)
    const restriction = optionalTextOf(desk, 'restriction', 2000)
    if (number === undefined || part === undefined || itemClass === undefined) return undefined
    if (name === undefined || form === undefined || restriction === undefined) return undefined
    const standard = paymentStandard(cells.payment_standard)
    const item: CatalogItem = {
      code: `N24${part.letter}${number}`,
      kind: 'drug',
      name,
      class: itemClass,
      preCoinsurance: shareOf[itemClass],
      ceilings:
        standard === null
          ? {}
          : {
              tertiary: standard.price,
              secondary: standard.price,
              primary: standard.price,
              ungraded: standard.price,
            },
      // A remark of one sign is a printer's mark; one on herbs speaks of prescriptions as a whole. Neither asks for approval.
      restricted: part.letter !== 'H' && restriction.length > 1,
      restriction,
      chargeType: part.chargeType,
      form,
      unit: standard?.unit ?? '',
      referencePrice: standard?.price ?? null,
      range: { from, until: null },
      source: `国家医保药品目录2024年版 ${cells.part} 第${cells.row_no}行`,
      assumed: part.class !== null,
    }
    return { kind: 'item', item }
  }
}

/** `63.00元(10mg/支)`; a drug with several packs has several standards, and its row cannot tell which one is meant. */
function paymentStandard(text: string): { readonly price: UnitPrice; readonly unit: string } | null {
  const parts = /^(\d+(?:\.\d{1,6})?)元\((.*)\)$/.exec(text)
  if (parts === null || text.includes('；')) return null
  const price = parseUnitPrice(parts[1] ?? '')
  const unit = /\/([^/()]+)$/.exec(parts[2] ?? '')?.[1] ?? /^每(\p{Script=Han})/u.exec(parts[2] ?? '')?.[1]
  return price.ok ? { price: price.value, unit: unit ?? '' } : null
}

/** A service of a priced list with national codes of 15 digits; its class is assumed to be A and its charge type told by the code. */
export function readServiceRow(from: IsoDate): DeskReader<ServiceColumn> {
  return (desk) => {
    const { cells } = desk.row
    const code = /^\d{15}$/.test(cells.national_code)
      ? cells.national_code
      : desk.fault(
          'national_code',
          '不是 15 位数字 (not 15 digits)',
          '请填国家医疗服务项目编码 (write the national item code)',
        )
    const name = textOf(desk, 'nhsa_name', 500)
    const unit = optionalTextOf(desk, 'unit', 50)
    const price = parseUnitPrice(cells.price)
    if (!price.ok || price.value < 0)
      desk.fault('price', '不是价格 (not a price)', '请写元，最多六位小数 (yuan, at most six decimals)')
    if (code === undefined || name === undefined || unit === undefined || !price.ok || price.value < 0) return undefined
    const item: CatalogItem = {
      code,
      kind: 'service',
      name,
      class: 'A',
      preCoinsurance: zeroPpm,
      ceilings: {},
      restricted: false,
      restriction: '',
      chargeType: serviceChargeType(code),
      form: '',
      unit,
      referencePrice: price.value,
      range: { from, until: null },
      source: '医疗服务项目价表（国家医疗服务项目编码）',
      assumed: true,
    }
    return { kind: 'item', item }
  }
}

/** A diagnosis or procedure code of one edition. */
export function readDiagnosisCode(edition: string): DeskReader<(typeof diagnosisColumns)[number]> {
  return (desk) => {
    const code = textOf(desk, 'code', 50)
    const name = textOf(desk, 'name', 500)
    return code === undefined || name === undefined
      ? undefined
      : { kind: 'diagnosis', diagnosis: { edition, code, name } }
  }
}

/** An entry of one of the further code lists: chronic diseases, day surgery … */
export function readCodeListRow(list: CodeList): DeskReader<CodeListColumn> {
  return (desk) => {
    const { cells } = desk.row
    const code = textOf(desk, 'code', 50)
    const name = textOf(desk, 'name', 500)
    const classCode = optionalTextOf(desk, 'class_code', 50)
    const className = optionalTextOf(desk, 'class_name', 200)
    const note = optionalTextOf(desk, 'note', 500)
    const source = optionalTextOf(desk, 'source', 500)
    const division = cells.division === '' ? '' : divisionOf(desk, 'division')
    const from = cells.from === '' ? null : dateOf(desk, 'from')
    const until = cells.until === '' ? null : dateOf(desk, 'until')
    if (code === undefined || name === undefined || classCode === undefined || className === undefined) return undefined
    if (note === undefined || source === undefined || division === undefined) return undefined
    if (from === undefined || until === undefined) return undefined
    if (from !== null && until !== null && until <= from) {
      desk.fault(
        'until',
        `不晚于开始日 ${from} (not after the first day)`,
        '请填停止生效的第一天 (give the first day on which it no longer holds)',
      )
      return undefined
    }
    return { kind: 'code', item: { list, code, name, classCode, className, division, from, until, note, source } }
  }
}
