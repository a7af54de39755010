import type { Answer } from '@yibao/contract/rest'
import type { ActKind, LimitName, MatterState, MeasureKind, Procedure, SourceKind } from '@yibao/core/casework'
import type { Pair } from '../kit/index.ts'

type Words<Key extends string> = Readonly<Record<Key, Pair>>

export const procedureWords: Words<Procedure> = {
  review: ['疑点核查', 'Review item'],
  case: ['行政案件', 'Administrative case'],
}

export const stateWords: Words<MatterState> = {
  open: ['待分派', 'To be assigned'],
  'first-review': ['初审', 'First review'],
  cleared: ['初审排除', 'Cleared'],
  recheck: ['抽查复核', 'Second look'],
  notified: ['已告知', 'Notified'],
  answered: ['已陈述或逾期', 'Answered'],
  'second-review': ['复审', 'Second review'],
  decided: ['已决定', 'Decided'],
  appealed: ['申诉中', 'Appealed'],
  final: ['决定生效', 'Final'],
  executing: ['执行中', 'Being executed'],
  recovered: ['已追回', 'Recovered'],
  closed: ['办结', 'Closed'],
  filed: ['已立案', 'Filed'],
  investigating: ['调查中', 'Investigating'],
  suspended: ['中止', 'Suspended'],
  concluded: ['调查终结', 'Concluded'],
  'legal-review': ['法制审核', 'Legal review'],
  'notice-given': ['已事先告知', 'Notice given'],
  hearing: ['听证', 'Hearing'],
  sanctioned: ['已处罚决定', 'Sanctioned'],
  dismissed: ['撤销', 'Dismissed'],
  transferred: ['已移送', 'Transferred'],
}

export const actWords: Words<ActKind | 'open'> = {
  open: ['受理', 'Opened'],
  assign: ['分派', 'Assign'],
  clear: ['排除', 'Clear'],
  'draw-recheck': ['抽查', 'Draw for a second look'],
  'confirm-clear': ['确认排除', 'Confirm'],
  notify: ['告知', 'Notify'],
  answer: ['陈述申辩', 'Answer'],
  lapse: ['期限届满', 'Term ended'],
  'assign-second': ['分派复审', 'Assign the second review'],
  decide: ['决定', 'Decide'],
  accept: ['接受', 'Accept'],
  appeal: ['申诉', 'Appeal'],
  'resolve-appeal': ['申诉处理', 'Resolve the appeal'],
  approve: ['审批', 'Approve'],
  execute: ['执行', 'Execute'],
  settle: ['到账', 'Settle'],
  close: ['办结', 'Close'],
  reopen: ['重新办理', 'Open again'],
  'file-case': ['立案', 'File a case'],
  'assign-investigators': ['指定办案人员', 'Assign investigators'],
  suspend: ['中止', 'Suspend'],
  resume: ['恢复', 'Resume'],
  extend: ['延长', 'Extend'],
  conclude: ['调查终结', 'Conclude'],
  'submit-legal': ['送法制审核', 'Submit to legal review'],
  return: ['退回', 'Return'],
  'give-notice': ['事先告知', 'Give notice'],
  'request-hearing': ['申请听证', 'Request a hearing'],
  'hold-hearing': ['举行听证', 'Hold the hearing'],
  sanction: ['处罚决定', 'Sanction'],
  dismiss: ['撤销案件', 'Dismiss'],
  transfer: ['移送', 'Transfer'],
  'pay-back': ['退还机构', 'Pay back'],
  'note-undone': ['结算已撤销', 'The bill was undone'],
  'note-restored': ['结算已恢复', 'The bill stands again'],
}

export const officeWords: Words<Answer<'matters.events'>['rows'][number]['office']> = {
  reviewer: ['审核', 'Reviewer'],
  dispatcher: ['负责人', 'Dispatcher'],
  institution: ['机构', 'Institution'],
  leader: ['领导', 'Leader'],
  legal: ['法制', 'Legal reviewer'],
  cashier: ['经办', 'Cashier'],
  system: ['系统', 'System'],
}

export const limitWords: Words<LimitName> = {
  'first-review': ['初审期限', 'First review'],
  answer: ['陈述申辩期限', 'Answer'],
  'second-review': ['复审期限', 'Second review'],
  appeal: ['申诉期限', 'Appeal'],
  'appeal-review': ['申诉复核期限', 'Review of the appeal'],
  repay: ['退回期限', 'Repayment'],
  'request-hearing': ['听证申请期限', 'Request of a hearing'],
  'decide-case': ['办案期限', 'Decision of the case'],
  'extend-case': ['延长期限', 'Extension'],
  reconsideration: ['复议期限', 'Reconsideration'],
  'pay-fine': ['罚款缴纳期限', 'Payment of the fine'],
}

export const measureWords: Words<MeasureKind> = {
  interview: ['约谈', 'Interview'],
  correct: ['限期整改', 'Correction'],
  'suspend-payment': ['暂停拨付', 'Payment suspended'],
  'refuse-payment': ['不予支付', 'Payment refused'],
  recover: ['追回', 'Recovery'],
  'suspend-agreement': ['中止协议', 'Agreement suspended'],
  'end-agreement': ['解除协议', 'Agreement ended'],
  'order-correction': ['责令改正', 'Ordered to correct'],
  'order-return': ['责令退回', 'Ordered to return'],
  fine: ['罚款', 'Fine'],
  'suspend-service': ['暂停医保服务', 'Service suspended'],
  'suspend-person-settlement': ['暂停联网结算', 'Person pays first'],
  'ban-management': ['限制从业', 'Barred from management'],
}

export const sourceWords: Words<SourceKind> = {
  finding: ['规则审核', 'Audit rule'],
  pattern: ['行为模式', 'Pattern'],
  outlier: ['离群', 'Outlier'],
  tip: ['举报', 'Tip'],
  transfer: ['转办', 'Transfer'],
  manual: ['人工', 'By hand'],
}

const documentNames: Readonly<Record<string, Pair>> = {
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

export const documentPair = (kind: string): Pair => documentNames[kind] ?? [kind, kind]

type Piece = Answer<'evidence.get'>

export const pieceStateWords: Words<Piece['state']> = {
  in: ['在库', 'In'],
  out: ['借出', 'Out'],
  transferred: ['已移交', 'Transferred'],
  destroyed: ['已销毁', 'Destroyed'],
  lost: ['遗失', 'Lost'],
  damaged: ['损毁', 'Damaged'],
}

export const pieceKindWords: Words<Piece['kind']> = {
  document: ['书证', 'Document'],
  photo: ['照片', 'Photo'],
  audio: ['录音', 'Recording'],
  video: ['录像', 'Video'],
  data: ['电子数据', 'Data'],
  object: ['物证', 'Object'],
}

const custodyNames: Readonly<Record<string, Pair>> = {
  collect: ['入库', 'Collected'],
  approve: ['审批', 'Approve'],
  'check-out': ['借出', 'Hand out'],
  return: ['归还', 'Take back'],
  transfer: ['移交', 'Transfer'],
  destroy: ['销毁', 'Destroy'],
  'report-lost': ['报失', 'Report lost'],
  'report-damaged': ['报损', 'Report damaged'],
  restore: ['恢复', 'Restore'],
  'count-found': ['盘点在库', 'Counted'],
  'count-missing': ['盘点缺失', 'Missing when counted'],
  'count-damaged': ['盘点损毁', 'Damaged when counted'],
}

export const custodyPair = (act: string): Pair => custodyNames[act] ?? [act, act]
