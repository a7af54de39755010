import type { ReviewRefusal } from '@yibao/core/review'
import { quote, type WordsOf } from './words.ts'

const moments = { ordering: '1（事前）', settling: '2（事中）' } as const

export const reviewWords: WordsOf<ReviewRefusal> = {
  'review.bad-moment': {
    meaning: '反馈类型无效',
    facts: ({ moment }) => `warn_type ${quote(moment)}`,
    cure: '1 事前（3101），2 事中（3102）',
  },
  'review.bad-way': {
    meaning: '处理方式无效',
    facts: ({ resultId, way }) => `${quote(resultId)}dspo_way ${quote(way)}`,
    cure: '1 继续执行，2 返回修改',
  },
  'review.named-twice': {
    meaning: '同一违规在报文中出现两次',
    facts: ({ resultId, row }) => `第 ${row} 行，warn_rslt_id ${quote(resultId)}`,
    cure: '每个违规只报一行',
  },
  'review.unknown-result': {
    meaning: '违规标识不是中心给本机构的',
    facts: ({ resultId }) => `warn_rslt_id ${quote(resultId)}`,
    cure: '请使用 3101 或 3102 返回的 jr_id',
  },
  'review.moment-differs': {
    meaning: '反馈类型与该违规不符',
    facts: ({ resultId, given }) => `${quote(resultId)}应为 ${moments[given]}`,
    cure: '请核对 warn_type',
  },
  'review.no-reason': {
    meaning: '继续执行必须填写原因',
    facts: ({ resultId }) => `warn_rslt_id ${quote(resultId)}`,
    cure: '请填写 dspo_way_rea，或返回修改（dspo_way 2）',
  },
}
