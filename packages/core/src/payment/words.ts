import type { WordTable } from '../kernel/index.ts'
import type { CaseKind } from './types.ts'

/** Kinds of cases as papers call them. */
export const caseKindWords: WordTable<CaseKind> = {
  normal: ['正常', 'normal'],
  low: ['低倍率', 'low-cost'],
  high: ['高倍率', 'high-cost'],
  extreme: ['极高费用', 'extreme'],
  short: ['短住院', 'short stay'],
  ungrouped: ['未入组', 'ungrouped'],
  ambiguous: ['歧义组', 'ambiguous'],
  unstable: ['非稳定组', 'unstable'],
  blank: ['空白组', 'blank'],
  'bed-day': ['床日', 'bed-day'],
  disease: ['单病种', 'disease'],
  cost: ['按项目', 'by cost'],
  reviewed: ['特例单议', 'reviewed'],
}
