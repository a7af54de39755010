import { invariant } from '@yibao/core/kernel'
import { planOfCase, playCase } from '../files/policy-case-play.ts'
import type { BillCase, CaseVisit } from '../files/policy-case-types.ts'
import { rulesLines } from '../text/given-text.ts'
import { footLines, readingIn } from '../text/trace-text.ts'
import { aside, type Language, say } from '../text/words.ts'
import { explainVisit } from './explain-visit.ts'
import { type ExplainContext, type Explanation, part, regionJson } from './explanation.ts'

function visitTitle({ on, stay, episode }: CaseVisit, index: number, language: Language): string {
  const where = stay === episode ? stay : `${stay}, ${episode}`
  const named = where === `visit ${index + 1}` ? '' : aside(where, language)
  return `── ${say([`第 ${index + 1} 次`, `Visit ${index + 1}`], language)} ${on}${named} ──`
}

/** Explains the bills or questions of a case, visit by visit; their sources once, at the end. */
export function explainBill(example: BillCase, context: ExplainContext): Explanation {
  const { pack, language } = context
  const whole = pack.plans.find(({ id }) => id === example.plan)
  const plan = planOfCase(example, pack)
  invariant(
    whole !== undefined && plan !== null,
    'a sound policy folder has the plans and readings that its cases name',
  )
  const taken = example.reading === null ? null : { name: example.reading, label: plan.label }
  const reading = readingIn(language, plan)
  const visits = playCase(example, plan, pack).map((played) => explainVisit(played, context, reading))
  const several = visits.length > 1
  const body = visits.flatMap(({ lines }, index) => {
    const visit = example.visits[index]
    return several && visit !== undefined ? ['', visitTitle(visit, index, language), ...lines] : lines
  })
  const foot = footLines(
    visits.flatMap(({ trace }) => trace),
    reading,
  )
  const head = { plan: plan.id, reading: example.reading, label: whole.label, region: regionJson(pack) }
  return {
    lines: [...rulesLines(pack, { rules: whole, reading: taken }, example.on, language), ...body, ...part(foot)],
    json: { ...head, visits: visits.map(({ json }) => json) },
  }
}
