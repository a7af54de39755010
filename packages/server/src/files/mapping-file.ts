import { dictionaries } from '@yibao/contract/national'
import type { IsoDate } from '@yibao/core/kernel'
import type { SentMapping } from '@yibao/core/mapping'
import type { ListedMapping } from '../flows/check-mappings.ts'
import type { ImportSource } from '../flows/import-ports.ts'
import { dateOf, deskFor, type RowDesk, textOf } from './row-checks.ts'
import { type TableLayout, tableRows } from './table-file.ts'

/** The fields of 3301 that decide; the others only travel through and need no check beforehand. */
export const mappingColumns = [
  { name: 'fixmedins_hilist_id', chinese: '院内编码', required: true },
  { name: 'fixmedins_hilist_name', chinese: '院内名称', required: true },
  { name: 'list_type', chinese: '目录类别', required: true },
  { name: 'med_list_codg', chinese: '医疗目录编码', required: true },
  { name: 'begndate', chinese: '开始日期', required: false },
  { name: 'enddate', chinese: '结束日期', required: false },
] as const

type MappingColumn = (typeof mappingColumns)[number]['name']

const layout: TableLayout<MappingColumn> = { columns: mappingColumns, freePrefix: null, strangers: 'ignore' }

function read(desk: RowDesk<MappingColumn>, today: IsoDate): SentMapping | undefined {
  const { cells } = desk.row
  const localCode = textOf(desk, 'fixmedins_hilist_id', 30)
  const localName = textOf(desk, 'fixmedins_hilist_name', 100)
  const itemCode = textOf(desk, 'med_list_codg', 50)
  const listTypes = Object.keys(dictionaries.list_type.codes).join('、')
  const listType = Object.hasOwn(dictionaries.list_type.codes, cells.list_type)
    ? cells.list_type
    : desk.fault(
        'list_type',
        '不是国家目录类别代码 (not a code of list_type)',
        `可填 ${listTypes} (write ${listTypes})`,
      )
  const from = cells.begndate === '' ? today : dateOf(desk, 'begndate')
  const last = cells.enddate === '' ? null : dateOf(desk, 'enddate')
  if (localCode === undefined || localName === undefined || itemCode === undefined) return undefined
  if (listType === undefined || from === undefined || last === undefined) return undefined
  return { localCode, localName, listType, itemCode, from, last }
}

/**
 * An institution's list of mappings (CSV, TSV, XLSX), as it would be sent with 3301.
 *
 * @param today the first day of rows that name none
 */
export function mappingFile(path: string, file: string, today: IsoDate): ImportSource<ListedMapping> {
  return {
    file,
    async *rows() {
      for await (const item of tableRows(path, layout)) {
        if (item.kind !== 'row') {
          yield item
          continue
        }
        const { line, labels } = item.row
        const desk = deskFor(item.row)
        const mapping = read(desk, today)
        if (mapping === undefined) yield { kind: 'bad', line, problems: desk.problems }
        else yield { kind: 'row', line, labels, value: { line, mapping } }
      }
    },
  }
}
