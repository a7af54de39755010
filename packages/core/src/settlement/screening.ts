import {
  type AuditFinding,
  type AuditGround,
  type AuditProgram,
  type AuditResult,
  auditGround,
  deductionsOf,
  renderSays,
  ruleOf,
} from '../audit/index.ts'
import type { TraceInput, TraceStep } from '../benefit/index.ts'
import type { Visit } from '../encounter/index.ts'
import { dateOf, type LocalDateTime, ok, type Result, refuse, sumFen } from '../kernel/index.ts'
import { groundOf, visitSeen } from './audit-ground.ts'
import type { AuditSources, BillAudit, BilledDeduction, ScreenedFinding, Screening } from './audit-types.ts'
import { beyond, keyOf, standingOf, sumDeductions, takenOut } from './deductions.ts'
import type { SettlementRefusal } from './refusals.ts'
import type { FiledLine, FiledSettlement, PersonFile } from './types.ts'

/** A finding in the words of its rule; of a rule that the release no longer has, its code stands for them. */
export function toldBy(program: AuditProgram): BillAudit['tell'] {
  return (finding) => {
    const rule = ruleOf(program, finding)
    if (rule === null) return { name: { zh: finding.rule, en: finding.rule }, basis: '', says: { zh: '', en: '' } }
    const { name, basis } = rule
    return { name, basis, says: renderSays(rule, finding) }
  }
}

/** What a program asks at settlement. */
export function billAuditBy(program: AuditProgram, sources: AuditSources): BillAudit {
  return {
    ...sources,
    release: program.digest,
    find: (ground) => auditGround(program, ground, { moment: 'in' }),
    tell: toldBy(program),
  }
}

export interface ScreeningQuestion {
  /** Null where no release is in force: then only what earlier bills of the stay took out is kept or given back. */
  readonly audit: BillAudit | null
  /** The visit as the bill names it. */
  readonly visit: Visit
  /** The lines that the bill takes. */
  readonly lines: readonly FiledLine[]
  /** The earlier bills of the same stay that it is computed on. */
  readonly before: readonly FiledSettlement[]
  readonly at: LocalDateTime
}

/** The lines of the visit that are settled, and those of this bill: nothing of what may still come. */
function linesUpTo({ lines: onFile }: PersonFile, { lines }: ScreeningQuestion): readonly FiledLine[] {
  return [...onFile.filter(({ settlementId }) => settlementId !== null), ...lines]
}

function groundOfBill(file: PersonFile, question: ScreeningQuestion, audit: BillAudit): AuditGround {
  const { visit, at } = question
  const { diagnoses, past } = file
  const more = { settledAt: at }
  const lines = linesUpTo(file, question)
  const now = visitSeen({ visit, diagnoses, lines, more }, file, audit, true)
  const earlier = (past?.visits ?? []).map((seen) => visitSeen(seen, file, audit, false))
  return groundOf([...earlier, now], { historyFrom: past?.from ?? null, today: dateOf(at) })
}

const nothingFound: AuditResult = { findings: [], notEvaluated: [] }

function stepOf(deduction: BilledDeduction, line: FiledLine | undefined, screened: ScreenedFinding | undefined) {
  const { rule, bears, amount } = deduction
  const told = (
    name: 'rule' | 'says' | 'saysEnglish' | 'knowledge' | 'clause',
    value: string,
  ): readonly TraceInput[] => (value === '' ? [] : [{ name, value }])
  const point = screened?.finding.point ?? null
  const step: TraceStep = {
    step: bears === 'institution' ? 'audit-institution' : 'audit-person',
    subject: line?.item.name ?? '',
    inputs: [
      ...told('rule', screened === undefined ? rule : `${rule} ${screened.name.zh}`),
      ...told('says', screened?.says.zh ?? ''),
      ...told('saysEnglish', screened?.says.en ?? ''),
      ...told('knowledge', point === null ? '' : `${point.table}/${point.point} ${point.basis}`.trim()),
      ...told('clause', screened?.basis ?? ''),
    ],
    result: amount,
    source: '',
    assumed: false,
  }
  return step
}

/** The first finding, in the order of precedence, that lets this bill not pass. */
function refusedBy({ findings }: AuditResult, { lines, visit }: ScreeningQuestion): AuditFinding | undefined {
  const taken = new Set(lines.map(({ lineNumber }) => lineNumber))
  return findings.find(
    ({ action, visitId, lineId }) =>
      action === 'refuse' && visitId === visit.visitId && (lineId === null || taken.has(lineId)),
  )
}

/**
 * Screens a bill by the rules in force. A line of a stay is looked at anew with every bill: what all bills of the stay
 * take out together is what one bill of all their lines would, so that a later bill may give something back.
 *
 * @returns null where no rules are in force and nothing was taken out before; refuses with `settlement.audit-refused`
 */
export function screenBill(file: PersonFile, question: ScreeningQuestion): Result<Screening | null, SettlementRefusal> {
  const { audit, lines, before, visit } = question
  const earlier = sumDeductions(before.flatMap(({ basis }) => basis.audit?.deductions ?? []))
  if (audit === null && earlier.length === 0) return ok(null)
  const result = audit === null ? nothingFound : audit.find(groundOfBill(file, question, audit))
  const refused = refusedBy(result, question)
  if (refused !== undefined && audit !== null) {
    const { name, basis, says } = audit.tell(refused)
    const { rule, lineId } = refused
    return refuse({ code: 'settlement.audit-refused', rule, name, line: lineId, says, basis })
  }
  const mine = new Set(lines.map(({ lineNumber }) => lineNumber))
  const billed = new Set(before.map(({ settlementId }) => settlementId))
  const isOfCourse = ({ lineNumber, settlementId }: FiledLine): boolean =>
    mine.has(lineNumber) || (settlementId !== null && billed.has(settlementId))
  const standing = standingOf(linesUpTo(file, question).filter(isOfCourse))
  const byNumber = new Map(standing.map((each) => [each.line.lineNumber, each]))
  const takings =
    audit === null
      ? earlier
      : deductionsOf(
          result.findings.filter(({ visitId }) => visitId === visit.visitId),
          standing.map(({ line, split }) => ({
            visitId: visit.visitId,
            lineId: line.lineNumber,
            amount: split.total,
          })),
        ).map(({ lineId, ...taking }) => ({ ...taking, lineNumber: lineId }))
  const all = takings.flatMap((taking) => {
    const line = byNumber.get(taking.lineNumber)
    return line === undefined ? [] : [takenOut(line, taking)]
  })
  const deductions = beyond(all, earlier)
  const counted = new Set<string>()
  const told = result.findings.flatMap((finding): readonly ScreenedFinding[] => {
    const { visitId, lineId, rule } = finding
    if (audit === null || visitId !== visit.visitId) return []
    // Of several findings of one rule on a line (one for each point) the first is the one that took the money.
    const own = deductions.filter((one) => one.lineNumber === lineId && one.rule === rule && !counted.has(keyOf(one)))
    for (const one of own) counted.add(keyOf(one))
    if (lineId !== null && !mine.has(lineId) && own.length === 0) return []
    return [{ ...audit.tell(finding), finding, deducted: sumFen(own.map(({ amount }) => amount)) }]
  })
  const release =
    audit?.release ?? before.findLast(({ basis }) => basis.audit !== undefined)?.basis.audit?.release ?? ''
  const trace = deductions.map((deduction) => {
    const { lineNumber, rule } = deduction
    const screened = told.find(({ finding }) => finding.lineId === lineNumber && finding.rule === rule)
    return stepOf(deduction, byNumber.get(lineNumber)?.line, screened)
  })
  return ok({
    release,
    findings: told,
    notEvaluated: result.notEvaluated,
    audit: deductions.length === 0 ? undefined : { release, deductions },
    trace,
  })
}
