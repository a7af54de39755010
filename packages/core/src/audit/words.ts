import type { WordTable } from '../kernel/index.ts'
import type { AuditAction, AuditMoment, AuditSeverity, RuleClass, RuleKind } from './types.ts'

export const ruleClassWords: WordTable<RuleClass> = {
  policy: ['政策类', 'policy'],
  management: ['管理类', 'management'],
  clinical: ['医疗类', 'clinical'],
  behaviour: ['行为类', 'behaviour'],
  'drg-dip': ['DRG/DIP 类', 'DRG and DIP'],
  agency: ['经办类', 'agency'],
}

export const ruleKindWords: WordTable<RuleKind['kind']> = {
  match: ['逐条比对', 'each row'],
  count: ['累计比对', 'a sum and its limit'],
  pair: ['两项互斥', 'two rows'],
  partner: ['缺少关联', 'missing partner'],
  compare: ['两数比对', 'two sums'],
}

export const momentWords: WordTable<AuditMoment> = {
  pre: ['事前', 'before care'],
  in: ['事中', 'at settlement'],
  post: ['事后', 'after settlement'],
}

export const severityWords: WordTable<AuditSeverity> = {
  violation: ['违规', 'violation'],
  suspect: ['疑点', 'suspect'],
  remind: ['提醒', 'reminder'],
}

export const auditActionWords: WordTable<AuditAction> = {
  refuse: ['不予结算', 'refuse'],
  deduct: ['扣减', 'deduct'],
  mark: ['标记', 'mark'],
}

/** How a finding of an earlier release differs under a later one. */
export const findingChangeWords: WordTable<'gone' | 'come' | 'changed'> = {
  gone: ['减少', 'gone'],
  come: ['新增', 'come'],
  changed: ['金额变', 'changed'],
}
