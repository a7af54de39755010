import { type Fen, yuan } from '@yibao/core/kernel'
import type { ReviewFinding, RuleCode } from '@yibao/core/review'
import { quote } from './words.ts'

interface RuleWords {
  /** National `rule_id`: the centre's own, never given to another rule. */
  readonly ruleId: string
  readonly name: string
  readonly english: string
  readonly content: (finding: ReviewFinding) => string
}

/** The rules of the review in words for the doctor. */
export const ruleWords: Readonly<Record<RuleCode, RuleWords>> = {
  'unknown-item': {
    ruleId: 'YB0101',
    name: '目录外编码',
    english: 'item not in the catalogue',
    content: () => '编码不在医保目录，费用由个人负担',
  },
  'not-valid': {
    ruleId: 'YB0102',
    name: '目录项目不在有效期',
    english: 'item not valid on the day',
    content: () => '医嘱当日目录项目无效',
  },
  'not-covered': {
    ruleId: 'YB0103',
    name: '丙类项目',
    english: 'item not covered',
    content: () => '丙类项目，费用由个人负担',
  },
  'over-ceiling': {
    ruleId: 'YB0104',
    name: '超限价',
    english: 'price over the ceiling',
    content: ({ evidence }) => `单价高于本级机构限价 ${evidence} 元`,
  },
  'other-sex': {
    ruleId: 'YB0105',
    name: '限性别用药',
    english: 'item for the other sex',
    content: () => '患者性别不符合限定支付范围',
  },
  'other-age': {
    ruleId: 'YB0106',
    name: '限年龄用药',
    english: 'item for another age',
    content: () => '患者年龄不符合限定支付范围',
  },
  restricted: {
    ruleId: 'YB0107',
    name: '限制使用',
    english: 'restricted item',
    content: () => '限制使用项目，符合限定范围并经审批方可支付',
  },
  duplicate: {
    ruleId: 'YB0108',
    name: '同日重复医嘱',
    english: 'same item twice on a day',
    content: ({ evidence }) => `同日已有相同项目，医嘱${quote(evidence)}`,
  },
}

/** What the centre tells of a finding, as one sentence. */
export function reviewSentence(finding: ReviewFinding): string {
  const { itemName, itemCode, rule, amount } = finding
  const money = (fen: Fen | null): string => (fen === null ? '' : `，涉及金额 ${yuan(fen)} 元`)
  return `${itemName === '' ? '' : quote(itemName)}${quote(itemCode)}${ruleWords[rule].content(finding)}${money(amount)}`
}
