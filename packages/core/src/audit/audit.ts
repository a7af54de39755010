import { runCompare } from './compare.ts'
import type { AuditProgram } from './compile.ts'
import { runCount } from './count.ts'
import type { AuditGround, AuditVisit } from './ground.ts'
import { matchHand, runMatch } from './match.ts'
import { runPair } from './pair.ts'
import { runPartner } from './partner.ts'
import type { Plan } from './plan.ts'
import { lawDayOf } from './rows.ts'
import type { CompiledRule } from './rule.ts'
import { type AuditQuestion, emptyRow } from './scope.ts'
import type { AuditResult } from './types.ts'
import { type AuditWork, resultOf, workOn } from './work.ts'

/**
 * Holds the visits in question of a ground against the rules of a moment that are in force on their days.
 *
 * The rows of a ground are one partition's: of one person, or for the archive of one provider, doctor, till or device.
 *
 * @returns findings in the order of precedence, and how often which rule could not be evaluated for want of which fact
 */
export function auditGround(program: AuditProgram, ground: AuditGround, question: AuditQuestion): AuditResult {
  const plan = program.plan(question.moment, question.partition ?? 'person')
  const work = workOn(ground, question)
  const woken = new Set<CompiledRule>()
  for (const visit of ground.visits) if (visit.current) matchLines(work, plan, visit, woken)
  for (const rule of plan.always) runRule(work, rule)
  for (const rule of woken) runRule(work, rule)
  return resultOf(work)
}

/** The hot one: nothing is made for a line of which no rule says anything. */
function matchLines(work: AuditWork, plan: Plan, visit: AuditVisit, woken: Set<CompiledRule>): void {
  const { scope } = work
  const day = lawDayOf(visit)
  const hand = emptyRow()
  hand.visit = visit
  scope.hand = hand
  for (const line of visit.lines) {
    const entries = plan.entriesOf(line.item)
    if (entries.length === 0 || line.standing === 0) continue
    hand.line = line
    for (const { rule, match, point } of entries) {
      if (day < rule.fromDay || day >= rule.untilDay) continue
      if (match === null) {
        woken.add(rule)
        continue
      }
      hand.point = point
      matchHand(work, rule, match)
    }
  }
}

function runRule(work: AuditWork, rule: CompiledRule): void {
  const { does } = rule
  switch (does.kind) {
    case 'match':
      runMatch(work, rule, does)
      break
    case 'count':
      runCount(work, rule, does)
      break
    case 'pair':
      runPair(work, rule, does)
      break
    case 'partner':
      runPartner(work, rule, does)
      break
    case 'compare':
      runCompare(work, rule, does)
      break
  }
}
