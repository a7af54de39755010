import type { ActKind, MatterState, MeasureKind, Office } from '@yibao/core/casework'
import { actWords, measureWords, officeWords, stateWords } from '@yibao/core/casework'
import { fen, yuan } from '@yibao/core/kernel'
import type { CaseworkTold } from './casework-shapes.ts'
import { roleOfOffice } from './office-roles.ts'
import { both } from './words.ts'

const act = (kind: ActKind): string => both(actWords[kind])
const office = (one: Office): string => both(officeWords[one])
const state = (one: MatterState): string => both(stateWords[one])
const measure = (kind: MeasureKind | null): string => (kind === null ? '措施 a measure' : both(measureWords[kind]))

const roleText = (one: Office): string => {
  const role = roleOfOffice[one]
  return role === null ? '' : `，角色 role ${role}: ./yibao user list`
}

/** What happened, with which value, and what to do: zh, then en, with the code at the end. */
export function caseworkRefusalText(refusal: CaseworkTold): string {
  return `${sentence(refusal)} [${refusal.code}]`
}

function sentence(of: CaseworkTold): string {
  switch (of.code) {
    case 'casework.unknown-matter':
      return `没有事项 no matter ${of.matterId}：请查看 see: ./yibao case list`
    case 'casework.changed-meanwhile':
      return `${of.matterId} 已被他人办理，现为第 ${of.version} 步 somebody acted meanwhile; it is at step ${of.version}: 请重新查看后再办 look at it again first`
    case 'casework.not-now':
      return `${act(of.act)}：现为 now ${state(of.state)}，可办 possible: ${of.may.map(act).join('、') || '–'}`
    case 'casework.not-yours':
      return `${act(of.act)} 由 is done by ${office(of.asked)}，不由 not by ${office(of.office)}：请由有此权限的人办理 let somebody with that right do it${roleText(of.asked)}`
    case 'casework.conflict-of-interest':
      return `${of.userId} 与 ${of.providerCode} 有利害关系，应当回避 has an interest in the institution: 请换人 name somebody else`
    case 'casework.not-assigned':
      return `此事项分派给 it is assigned to ${of.assigned ?? '–'}，不是 not ${of.userId}：请由其办理或重新分派 let them do it, or assign it anew`
    case 'casework.same-person':
      return `${of.userId} 已办理过 has already had a part: ${act(of.did)}；同一人不得再任他职 one person has one part: 请换人 name somebody else`
    case 'casework.no-assignee':
      return `${act(of.act)}：请指定一人 name one person: --assignee`
    case 'casework.nobody-free':
      return `无人可分派（需 ${of.asked} 人，回避 ${of.providerCode} 及已参与者之外） nobody is free: 请增加审核人员 add reviewers`
    case 'casework.not-a-reviewer':
      return `${of.userId} 在该地区没有审核权限，或属于该机构 may not review there, or belongs to the institution: ./yibao user list`
    case 'casework.no-reason':
      return `${act(of.act)}：请写明理由 say why: --reason`
    case 'casework.no-evidence':
      return `${act(of.act)}：请附证据 name what it stands on: --evidence <编号 code> / --file <文件 file>`
    case 'casework.deadline-past':
      return `期限 ${of.deadline} 不晚于今天 ${of.today} the deadline is not ahead: 请写将来的日期 name a later day`
    case 'casework.term-too-short':
      return `期限 ${of.deadline} 短于法定最短 ${of.least} the term is shorter than it may be: 请不早于该日 name that day or a later one`
    case 'casework.too-late':
      return `${act(of.act)}：期限已于 ${of.until} 届满，今天 ${of.today} the term is over: 逾期不再受理 it is not taken any more`
    case 'casework.too-early':
      return `${act(of.act)}：须待 ${of.until} 期满，今天 ${of.today} the term still runs: 请期满后再办 do it after that day`
    case 'casework.amount':
      return `金额 ${yuan(of.amount)} 不得超过 may not be above ${yuan(of.most)}：请核对 check it`
    case 'casework.heavier':
      return `${measure(of.measure)}：不得重于原先告知或决定（${yuan(of.most)}） may not be heavier than what was said before: 请减轻或另行告知 lighten it, or give notice anew`
    case 'casework.still-due':
      return `还有 ${yuan(of.amount)} 未追回 is still due: 请先执行到账 execute and settle it first`
    case 'casework.nothing-due':
      return `没有应追回的金额 nothing is due: 可直接办结 close it`
    case 'casework.nothing-owed':
      return `没有应退还机构的款项 nothing is owed to the institution: 已收或已扣的追回款撤回以后才有 only what was taken and withdrawn afterwards`
    case 'casework.beyond-line':
      return `${yuan(of.amount)}：明细 line ${of.lineNumber} 由基金支付 the funds paid ${yuan(of.share)}${of.others.length === 0 ? '' : `，其他事项 other matters ${of.others.join('、')} 已占 have taken ${yuan(of.taken)}`}：请不超过 stay within ${yuan(fen(Math.max(of.share - of.taken, 0)))}，无余额则排除本件 or clear it when nothing is left`
    case 'casework.already-extended':
      return `已延长 ${of.times} 次 was extended already: 不得再延长 it may not be extended again`
    case 'casework.no-basis':
      return `${measure(of.measure)}：没有依据 no legal basis${of.basis === null ? '' : ` ${of.basis}`}：请写 write --measure kind:basis, ./yibao case bases`
    case 'casework.beyond-basis':
      return `${measure(of.measure)}：超出依据 ${of.basis} 的范围 beyond what the basis allows: ${of.allowed}`
    case 'casework.no-approval':
      return `${act(of.act)}：须由另一人先审批 another person approves first: ./yibao case act … approve`
    case 'casework.two-people':
      return `${act(of.act)}：须两人以上，现有 ${of.given} 人 takes two people: --assignee 写两次 twice`
    case 'casework.no-limit':
      return `${of.on} 没有期限 no limit ${of.limit} on that day：请补 policy/supervision/limits.yaml add it there`
    case 'casework.broken-history':
      return `${of.matterId} 的过程在第 ${of.number} 步断开 its history breaks there: ./yibao verify`
    case 'casework.became-case':
      return `已立案 became case ${of.linked}：请在案件中办理 act on the case`
    case 'casework.unknown-evidence':
      return `没有证据 no such evidence ${of.evidence}：请先登记或用 --file 附上 collect it first, or hand the file in with --file`
    case 'casework.no-scheme':
      return `${of.matterId} 不知属于哪个险种的基金 the insurance is not known: --scheme 310 / 390`
    case 'casework.no-open-month':
      return `${of.present} 之后两年均已结算 no open month within two years: 请核对付费结算 check ./yibao payment runs`
    case 'casework.deduction-waits':
      return `已下达扣款 ${of.deductionId}，由结算单扣 ${yuan(of.amount)} a deduction waits for its statement: 请办月结算 run ./yibao payment run`
    case 'casework.statement-runs':
      return `${of.division} 正在月结算 its statements are being made: 请办完后再试 try again when they are done`
    case 'casework.bill-undone':
      return `结算 ${of.settlementId} 已撤销，费用已退回 the bill was undone, its money is back: 请重新办理并排除 open it again and clear it`
  }
}
