import type {
  ActKind,
  DocumentKind,
  LimitName,
  MatterState,
  MeasureKind,
  MoneyKind,
  Office,
  SourceKind,
} from '@yibao/core/casework'
import type { Role } from '@yibao/core/office'
import type { WordTable } from './words.ts'

export const stateWords: WordTable<MatterState> = {
  open: ['待分派', 'waiting to be assigned'],
  'first-review': ['初审', 'first review'],
  cleared: ['初审排除', 'cleared'],
  recheck: ['抽查复核', 'second look'],
  notified: ['已告知', 'institution notified'],
  answered: ['已陈述或逾期', 'answered, or the term ended'],
  'second-review': ['复审', 'second review'],
  decided: ['已决定', 'decided'],
  appealed: ['申诉中', 'appealed'],
  final: ['决定生效', 'final'],
  executing: ['执行中', 'being executed'],
  recovered: ['已追回', 'recovered'],
  closed: ['办结', 'closed'],
  filed: ['已立案', 'filed'],
  investigating: ['调查中', 'investigating'],
  suspended: ['中止', 'suspended'],
  concluded: ['调查终结', 'investigation concluded'],
  'legal-review': ['法制审核', 'legal review'],
  'notice-given': ['已事先告知', 'notice of sanction given'],
  hearing: ['听证', 'hearing'],
  sanctioned: ['已处罚决定', 'sanctioned'],
  dismissed: ['撤销', 'dismissed'],
  transferred: ['已移送', 'transferred'],
}

export const actWords: WordTable<ActKind | 'open'> = {
  open: ['受理', 'opened'],
  assign: ['分派', 'assign'],
  clear: ['排除', 'clear'],
  'draw-recheck': ['抽查', 'draw for a second look'],
  'confirm-clear': ['确认排除', 'confirm'],
  notify: ['告知', 'notify'],
  answer: ['陈述申辩', 'answer'],
  lapse: ['期限届满', 'term ended'],
  'assign-second': ['分派复审', 'assign the second review'],
  decide: ['决定', 'decide'],
  accept: ['接受', 'accept'],
  appeal: ['申诉', 'appeal'],
  'resolve-appeal': ['申诉处理', 'resolve the appeal'],
  approve: ['审批', 'approve'],
  execute: ['执行', 'execute'],
  settle: ['到账', 'settle'],
  close: ['办结', 'close'],
  reopen: ['重新办理', 'open again'],
  'file-case': ['立案', 'file a case'],
  'assign-investigators': ['指定办案人员', 'assign investigators'],
  suspend: ['中止', 'suspend'],
  resume: ['恢复', 'resume'],
  extend: ['延长', 'extend'],
  conclude: ['调查终结', 'conclude'],
  'submit-legal': ['送法制审核', 'submit to legal review'],
  return: ['退回', 'return'],
  'give-notice': ['事先告知', 'give notice'],
  'request-hearing': ['申请听证', 'request a hearing'],
  'hold-hearing': ['举行听证', 'hold the hearing'],
  sanction: ['处罚决定', 'sanction'],
  dismiss: ['撤销案件', 'dismiss'],
  transfer: ['移送', 'transfer'],
  'pay-back': ['退还机构', 'pay back to the institution'],
  'note-undone': ['结算已撤销', 'the bill was undone'],
  'note-restored': ['结算已恢复', 'the bill stands again'],
}

export const officeWords: WordTable<Office> = {
  reviewer: ['审核', 'reviewer'],
  dispatcher: ['负责人', 'dispatcher'],
  institution: ['机构', 'institution'],
  leader: ['领导', 'leader'],
  legal: ['法制', 'legal reviewer'],
  cashier: ['经办', 'cashier'],
  system: ['系统', 'system'],
}

/** The role that is given to people so that they hold an office; the system is nobody. */
export const roleOfOffice: Readonly<Record<Office, Role | null>> = {
  reviewer: 'auditor',
  dispatcher: 'supervision-lead',
  institution: 'institution-office',
  leader: 'leader',
  legal: 'legal-reviewer',
  cashier: 'clerk',
  system: null,
}

export const documentWords: WordTable<DocumentKind> = {
  notice: ['核查告知书', 'Notice of review'],
  decision: ['处理决定书', 'Decision'],
  'appeal-answer': ['申诉处理意见书', 'Answer to the appeal'],
  'recovery-order': ['追回通知书', 'Order of recovery'],
  'filing-approval': ['立案审批表', 'Filing of a case'],
  'investigation-report': ['调查终结报告', 'Report of the investigation'],
  'sanction-notice': ['行政处罚事先告知书', 'Notice of sanction'],
  'hearing-record': ['听证笔录', 'Record of the hearing'],
  'sanction-decision': ['行政处罚决定书', 'Decision of sanction'],
  dismissal: ['撤销案件决定书', 'Dismissal'],
  'transfer-letter': ['案件移送函', 'Letter of transfer'],
  'closing-report': ['结案报告', 'Closing report'],
  'pay-back-order': ['退还通知书', 'Order to pay back'],
}

export const limitWords: WordTable<LimitName> = {
  'first-review': ['初审期限', 'first review'],
  answer: ['陈述申辩期限', 'answer'],
  'second-review': ['复审期限', 'second review'],
  appeal: ['申诉期限', 'appeal'],
  'appeal-review': ['申诉复核期限', 'review of the appeal'],
  repay: ['退回期限', 'repayment'],
  'request-hearing': ['听证申请期限', 'request of a hearing'],
  'decide-case': ['办案期限', 'decision of the case'],
  'extend-case': ['延长期限', 'extension'],
  reconsideration: ['复议期限', 'reconsideration'],
  'pay-fine': ['罚款缴纳期限', 'payment of the fine'],
}

export const measureWords: WordTable<MeasureKind> = {
  interview: ['约谈', 'interview'],
  correct: ['限期整改', 'correction'],
  'suspend-payment': ['暂停拨付', 'payment suspended'],
  'refuse-payment': ['不予支付', 'payment refused'],
  recover: ['追回', 'recovery'],
  'suspend-agreement': ['中止协议', 'agreement suspended'],
  'end-agreement': ['解除协议', 'agreement ended'],
  'order-correction': ['责令改正', 'ordered to correct'],
  'order-return': ['责令退回', 'ordered to return'],
  fine: ['罚款', 'fine'],
  'suspend-service': ['暂停医保服务', 'service suspended'],
  'suspend-person-settlement': ['暂停联网结算', 'person pays first'],
  'ban-management': ['限制从业', 'barred from management'],
}

export const sourceWords: WordTable<SourceKind> = {
  finding: ['规则审核', 'audit rule'],
  pattern: ['行为模式', 'pattern'],
  outlier: ['离群', 'outlier'],
  tip: ['举报', 'tip'],
  transfer: ['转办', 'transfer'],
  manual: ['人工', 'by hand'],
}

export const moneyWords: WordTable<MoneyKind> = {
  deduction: ['扣款待结算', 'deduction ordered'],
  deducted: ['结算单已扣', 'taken by a statement'],
  claim: ['应收追回款', 'claim booked'],
  received: ['已收追回款', 'received'],
  withdrawn: ['已撤回', 'withdrawn'],
  returned: ['已退还机构', 'paid back'],
}
