import type { Place, Plan, RegionPack, Rules } from '@yibao/core/policy'
import type { AuthorProblem } from './policy-sheet.ts'

/** Two plans of a region never pay the same care of one scheme; those without a scheme are only asked by name. */
function checkCare(plan: Plan, earlier: Plan, problems: AuthorProblem[]): void {
  const care = plan.care.find((name) => earlier.care.includes(name))
  if (plan.scheme === null || plan.scheme !== earlier.scheme || care === undefined) return
  problems.push({
    ...plan.place,
    what: `two plans pay ${care} of scheme ${plan.scheme}`,
    value: earlier.place.file,
    cure: 'leave it to one of them',
  })
}

/** A running total means the same in all plans of a region, for they share it. */
function checkTotals(plan: Plan, earlier: Plan, problems: AuthorProblem[]): void {
  for (const total of plan.totals) {
    const other = earlier.totals.find((candidate) => candidate.code === total.code)
    if (other === undefined) continue
    if (other.adds === total.adds && other.label === total.label && other.over === total.over) continue
    problems.push({
      ...plan.place,
      what: `running total \`${total.code}\` differs from the one in ${earlier.place.file}`,
      cure: 'give it the same label, adds and over, or another code',
    })
  }
}

/** What the plans of one region may not be to each other. */
export function checkPlansTogether(plans: readonly Plan[], problems: AuthorProblem[]): void {
  for (const [index, plan] of plans.entries()) {
    for (const earlier of plans.slice(0, index)) {
      checkCare(plan, earlier, problems)
      checkTotals(plan, earlier, problems)
    }
  }
}

const ordinary = 'ordinary'

interface StreamNamed {
  readonly stream: string
  readonly place: Place
}

/** The streams (and `ordinary`, which is none) that expressions name, wherever they stand in a part of a plan. */
function streamsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(streamsIn)
  if (typeof value !== 'object' || value === null) return []
  const own = 'amount' in value && typeof value.amount === 'string' ? [value.amount] : []
  const here = own.filter((name) => name === ordinary || name.startsWith('stream.'))
  return [...here.map((name) => name.replace('stream.', '')), ...Object.values(value).flatMap(streamsIn)]
}

/** The streams that a plan and its readings name, each with the layer, formula or plan that does. */
function streamsOf(plan: Plan): readonly StreamNamed[] {
  const parts = [...plan.layers, ...Object.values(plan.formulas)]
  return [
    ...parts.flatMap((part) => streamsIn(part).map((stream) => ({ stream, place: part.place }))),
    ...streamsIn(plan.totals.map(({ adds }) => ({ amount: adds }))).map((stream) => ({ stream, place: plan.place })),
    ...Object.values(plan.readings).flatMap(streamsOf),
  ]
}

/**
 * A plan asks for a stream only if the region puts lines into it, and lines put into a stream are asked for by a plan:
 * otherwise nobody pays them. A region without streams leaves it to the cases.
 */
export function checkStreams(pack: Pick<RegionPack, 'coverage' | 'plans'>, problems: AuthorProblem[]): void {
  const { streams, classes } = pack.coverage
  const classification = classes.find(({ name }) => name === streams)
  if (classification === undefined) return
  const words = new Set(classification.rows.map(({ is }) => is))
  const named = pack.plans.flatMap(streamsOf)
  const told = new Set<string>()
  for (const { stream, place } of named) {
    const key = `${stream} ${place.file} ${place.line}`
    if (stream === ordinary || words.has(stream) || told.has(key)) continue
    told.add(key)
    problems.push({
      ...place,
      what: `no line of the region is in the stream \`${stream}\``,
      cure: `name one of: ${[...words].join(', ')}, or put lines into it in region.yaml`,
    })
  }
  for (const word of words) {
    if (word === ordinary || named.length === 0 || named.some(({ stream }) => stream === word)) continue
    problems.push({
      ...classification.place,
      what: `no plan of the region asks for the stream \`${word}\``,
      cure: `name \`stream.${word}\` in a plan, or give these lines the word \`${ordinary}\``,
    })
  }
}

/** Ids name rules in the whole policy folder, whatever their kind. */
function checkIds(rules: readonly Rules[], problems: AuthorProblem[]): void {
  const seen = new Map<string, Place>()
  for (const { id, place } of rules) {
    const namesake = seen.get(id)
    if (namesake !== undefined) {
      problems.push({ ...place, what: `\`${id}\` exists already`, value: namesake.file, cure: 'rename one of them' })
    }
    seen.set(id, place)
  }
}

/** What the packs of one policy folder may not be to each other. */
export function checkPacksTogether(packs: readonly RegionPack[], problems: AuthorProblem[]): void {
  for (const [index, pack] of packs.entries()) {
    const twin = packs.slice(0, index).find((other) => other.division === pack.division)
    if (twin === undefined) continue
    const what = `two folders for division ${pack.division}`
    problems.push({ ...pack.place, what, value: twin.place.file, cure: 'keep one' })
  }
  checkIds(
    packs.flatMap((pack) => [...pack.plans, ...pack.contributions, ...pack.enrolments]),
    problems,
  )
}
