import type { CatalogueQueryRefusal } from '../../flows/catalogue-refusals.ts'
import type { RegisterRefusal } from '../../flows/registers.ts'
import { quote, type WordsOf } from './words.ts'

export const catalogueWords: WordsOf<CatalogueQueryRefusal> = {
  'catalog.bad-page': {
    meaning: '分页参数无效',
    facts: ({ number, size, largestSize }) => `第 ${number} 页，每页 ${size} 行，每页可取 1 至 ${largestSize} 行`,
    cure: '页号从 1 起；需要全部数据请用目录下载交易',
  },
  'catalog.unknown-region': {
    meaning: '没有该医保区划的政策',
    facts: ({ division }) => quote(division),
    cure: '请核对 insu_admdvs，或留空按本机构所在地查询',
  },
  'catalog.no-such-condition': {
    meaning: '目录未记载该查询条件',
    facts: ({ field }) => field,
    cure: '请去掉该条件后重新查询',
  },
}

const registers = { institutions: '医药机构', practitioners: '执业人员', departments: '科室' } as const

export const registerWords: WordsOf<RegisterRefusal> = {
  'register.too-many': {
    meaning: '符合条件的记录过多',
    facts: ({ what, limit }) => `${registers[what]}超过 ${limit} 条`,
    cure: '请填编号或名称缩小范围',
  },
  'register.unknown-dictionary': {
    meaning: '没有该字典',
    facts: ({ type }) => quote(type),
    cure: '请填接口字段所用的字典名，如 med_type',
  },
}
