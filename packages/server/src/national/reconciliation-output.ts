import { detailsCompared, detailsSent, readTextRows, type TableValue, writeTextRows } from '@yibao/contract/national'
import { type Fen, yuan } from '@yibao/core/kernel'
import type {
  CentreRow,
  ComparedField,
  compareSums,
  Difference,
  Finding,
  RowFault,
  StatedRow,
  Sums,
} from '@yibao/core/reconciliation'
import type { DetailForms } from '../flows/reconcile.ts'
import type { NamedSettlement } from '../flows/reconciliation-ports.ts'

/** National `refd_setl_flag`: 1 asks for what undid settlements. */
const undoing = '1'

export const sideOf = (flag: string): 'settlements' | 'undoings' => (flag === undoing ? 'undoings' : 'settlements')

/** National `stmt_rslt`. */
export const resultCodes = { equal: '000000', 'institution-more': '000102', differ: '000103' } as const

const sumsText = ({ count, total, fund, account }: Sums): string =>
  `${count} 笔，医疗费 ${yuan(total)}，基金 ${yuan(fund)}，账户 ${yuan(account)}`

/** Both sides' totals in words. */
export function describeTotals(outcome: ReturnType<typeof compareSums>, stated: Sums, filed: Sums): string {
  if (outcome === 'equal') return `平：${sumsText(filed)}`
  return `不平。中心：${sumsText(filed)}；机构：${sumsText(stated)}。请用 3202 对明细账`
}

/** What is compared: a `clr_type`, a `refd_setl_flag`, and whether a pharmacy asks. */
interface Asked {
  readonly type: string
  readonly flag: string
  readonly pharmacy: boolean
}

/** Which message undoes what another one settled. */
const undoes: Readonly<Record<string, string>> = { '2207': '2208', '2102': '2103', '2304': '2305' }

/** Which message settles what belongs to a national `clr_type`; a pharmacy has only one, special drugs included. */
function settlesUnder({ type: clearingType, pharmacy }: Asked): string {
  if (pharmacy || clearingType === '41') return '2102'
  return clearingType.startsWith('2') ? '2304' : '2207'
}

const fieldNames: { readonly [F in ComparedField]: string } = {
  insuredId: '人员编号',
  visitId: '就诊ID',
  total: '医疗费总额',
  fund: '基金支付总额',
  account: '个人账户支出',
}

const valueText = (value: string | Fen): string => (typeof value === 'number' ? yuan(value) : value)

function differenceText({ field, centre, institution }: Difference): string {
  return `${fieldNames[field]} 中心 ${valueText(centre)}、机构 ${valueText(institution)}`
}

/** What to do about a row that the institution does not have. */
function centreOnly({ msgid, infno, kind, undoneBy, at }: CentreRow): string {
  const which = `中心有、机构无（${at} 结算）`
  if (kind === 'reverse') return `${which}：已申报清算的结算被 2601 冲正，冲减计入本期，请补记`
  if (kind === 'restore') return `${which}：已申报清算的撤销被 2601 冲正，结算恢复，请补记`
  if (undoneBy !== null) return `${which}：其后已由 ${undoneBy} 撤销，请补记结算和撤销两笔`
  const order = `2601（omsgid ${msgid}，oinfno ${infno}）`
  if (kind === 'cancel') return `${which}：撤销已成功。如确已退费请补记；如未退费请发 ${order}冲正此撤销`
  return `${which}：如已收费请补记；如未收到结算结果请发 ${order}冲正`
}

/** What to do about a row that the centre does not have in the period. */
function institutionOnly(
  { settlementId, number }: StatedRow,
  duplicate: boolean,
  named: NamedSettlement | undefined,
  asked: Asked,
): string {
  const which = `机构有、中心无（文件第 ${number} 行）`
  const { flag } = asked
  const settle = settlesUnder(asked)
  if (duplicate) return `${which}：该结算在文件中重复，请删去重复行`
  if (named === undefined) {
    return flag === undoing
      ? `${which}：中心没有此结算，无可撤销，请核对 setl_id`
      : `${which}：中心没有此结算，请发 ${settle} 重新结算，或作废本地结算`
  }
  if (named.taken) return `${which}：中心已按 2601 冲正，请作废本地记录；仍需结算请发 ${settle} 重新结算`
  if (flag === undoing && named.stands) {
    return `${which}：原结算仍有效，请发 ${undoes[settle]}（setl_id ${settlementId}）撤销`
  }
  return `${which}：中心于 ${named.at} 登记，不在本次对账的日期、清算类别、经办机构或退费标志内，请核对`
}

function differing(finding: Extract<Finding, { kind: 'differs' }>): string {
  const { centre, stated, differences } = finding
  const undo = undoes[centre.infno]
  const cure = undo === undefined ? '' : `，或发 ${undo}（setl_id ${centre.settlementId}）撤销后重新结算`
  return `数据不一致（文件第 ${stated.number} 行）：${differences.map(differenceText).join('；')}。请按中心更正${cure}`
}

function comparedRow(
  finding: Finding,
  named: ReadonlyMap<string, NamedSettlement>,
  asked: Asked,
): TableValue<typeof detailsCompared> {
  const ofInstitution = finding.kind === 'institution-only'
  const shown = ofInstitution ? finding.stated : finding.centre
  const memo =
    finding.kind === 'centre-only'
      ? centreOnly(finding.centre)
      : ofInstitution
        ? institutionOnly(finding.stated, finding.duplicate, named.get(finding.stated.settlementId), asked)
        : differing(finding)
  return {
    psn_no: shown.insuredId,
    mdtrt_id: shown.visitId,
    setl_id: shown.settlementId,
    msgid: ofInstitution ? null : finding.centre.msgid,
    stmt_rslt: ofInstitution ? resultCodes['institution-more'] : resultCodes.differ,
    refd_setl_flag: asked.flag,
    memo,
    medfee_sumamt: shown.total,
    fund_pay_sumamt: shown.fund,
    acct_pay: shown.account,
    exp_content: finding.kind === 'centre-only' ? null : finding.stated.note,
  }
}

function readDetails(text: string, flag: string): ReturnType<DetailForms['read']> {
  const { rows, faults } = readTextRows(detailsSent, text)
  const strange: readonly RowFault[] = rows
    .filter(({ value }) => value.refd_setl_flag !== flag)
    .map(({ row, value }) => ({ row, column: 'refd_setl_flag', value: value.refd_setl_flag }))
  const stated = rows.map(({ row, value }) => ({
    number: row,
    settlementId: value.setl_id,
    insuredId: value.psn_no,
    visitId: value.mdtrt_id,
    total: value.medfee_sumamt,
    fund: value.fund_pay_sumamt,
    account: value.acct_pay,
    note: value.exp_content,
  }))
  return { rows: stated, faults: [...faults, ...strange].sort((a, b) => a.row - b.row) }
}

/** The files of 3202 for one `clr_type` and `refd_setl_flag`: what comes in, and what goes out. */
export function detailForms(asked: Asked): DetailForms {
  return {
    read: (text) => readDetails(text, asked.flag),
    write: (findings, named) =>
      writeTextRows(
        detailsCompared,
        findings.map((finding) => comparedRow(finding, named, asked)),
      ),
  }
}
