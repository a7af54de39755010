import type { CatalogRefusal } from '@yibao/core/catalog'
import type { MappingRefusal, RowFault } from '@yibao/core/mapping'
import type { WordsOf } from './words.ts'

/** What is left of the 200 characters beside meaning, cure and code. */
const roomForFaults = 110

const kindNames = { drug: '药品', service: '服务项目', consumable: '耗材' } as const

/** Codes are long and many: the row tells which one is meant. */
function brief(code: string): string {
  const characters = [...code.toWellFormed()]
  return characters.length > 16 ? `${characters.slice(0, 15).join('')}…` : characters.join('')
}

function absent(why: CatalogRefusal): string {
  const code = brief(why.itemCode)
  if (why.code === 'catalog.unknown-item') return `${code}不在目录`
  return why.code === 'catalog.not-yet-valid' ? `${code}自${why.from}才有效` : `${code}已于${why.until}失效`
}

/** What is wrong with one row, without the row. */
export function mappingFaultText(fault: RowFault): string {
  switch (fault.fault) {
    case 'not-in-catalogue':
      return absent(fault.why)
    case 'wrong-list':
      return `目录类别${fault.listType}不含${kindNames[fault.kind]}`
    case 'ends-before-it-begins':
      return `止${fault.last}早于起${fault.from}`
    case 'overlaps':
      return `已自${fault.from}对照${brief(fault.itemCode)}`
    case 'twice-in-message':
      return `与第${fault.first}行重复`
    case 'not-on-file':
      return '无此对照或已撤销'
    case 'other-institution':
      return `机构${brief(fault.providerCode)}不是本机构`
  }
}

/** As many faults as there is room for, whole ones; then how many rows there are. */
function faultsText(faults: readonly RowFault[]): string {
  const told: string[] = []
  let room = roomForFaults
  for (const fault of faults) {
    const text = `第${fault.row}行${brief(fault.localCode)} ${mappingFaultText(fault)}`
    room -= [...text].length + 1
    if (room < 0) break
    told.push(text)
  }
  return told.join('；')
}

export const mappingWords: WordsOf<MappingRefusal> = {
  'mapping.too-many-rows': {
    meaning: '一次对照的行数超出上限',
    facts: ({ count, limit }) => `${count} 行，上限 ${limit} 行`,
    cure: '请分批上传',
  },
  'mapping.bad-rows': {
    meaning: '对照有误，整批未受理',
    facts: ({ faults, rows }) => `${rows} 行中 ${faults.length} 行有误：${faultsText(faults)}`,
    cure: '请更正后整批重传',
  },
  'mapping.other-institution': {
    meaning: '只能查询本机构的目录对照',
    facts: ({ stated }) => brief(stated),
    cure: '请填本机构编号或留空',
  },
}
