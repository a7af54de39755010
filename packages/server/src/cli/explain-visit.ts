import {
  type Apportionment,
  type BillInput,
  compileCoverage,
  type LineSplit,
  splitDescribed,
  type TraceStep,
} from '@yibao/core/benefit'
import { type Exact, yuan, zeroFen } from '@yibao/core/kernel'
import { type BillReader, compileRulesFor, type Plan } from '@yibao/core/policy'
import { type Answers, answersOf } from '../files/policy-case-answers.ts'
import { namesAsked } from '../files/policy-case-names.ts'
import type { PlayedVisit } from '../files/policy-case-play.ts'
import { apportionmentJson, apportionmentLines, billLineTable, type ShownLine } from '../text/bill-text.ts'
import { billLines, factsJson, factTexts, givenJson, givenRow } from '../text/given-text.ts'
import { lawRefusalText } from '../text/law-refusal-text.ts'
import { stepLines, traceJson } from '../text/trace-text.ts'
import type { Reading } from '../text/value-text.ts'
import { say, spaced } from '../text/words.ts'
import { type Asked, askByName, askedLines } from './explain-asked.ts'
import { ofCase } from './explain-line.ts'
import { askedTitle, type ExplainContext, type Explanation, part, whyTitle } from './explanation.ts'

/** A bill at its end as expressions read it: through the answers that the case's runner gives. */
interface Ended {
  readonly answers: Answers
  readonly bill: BillInput | null
}

/** What is finer than a fen was rounded by the runner already. */
const atTheEnd: BillReader<Ended> = {
  amounts:
    (name) =>
    ({ answers }): Exact => {
      const found = answers.value(name)
      return 'value' in found ? found.value : 0
    },
  used:
    (code) =>
    ({ bill }) =>
      bill?.used[code] ?? 0,
  fact: () => undefined,
}

function askedBy(played: PlayedVisit, reading: Reading): readonly Asked[] {
  const { visit, plan, bill } = played
  const rules = compileRulesFor(plan, visit.on, atTheEnd)
  return askByName(rules, visit.facts, { answers: answersOf(played), bill }, namesAsked(visit), reading)
}

/** The class under each classification of the plan; what fits none is left out. */
function classRow({ visit, plan, bill }: PlayedVisit, answers: Answers, reading: Reading): readonly string[] {
  const rules = compileRulesFor(plan, visit.on, atTheEnd)
  const names = plan.classes.map(({ name }) => name)
  const words = askByName(rules, visit.facts, { answers, bill }, names, reading).flatMap((asked) =>
    'word' in asked ? [`${spaced(asked.name)} ${asked.word}`] : [],
  )
  return words.length === 0 ? [] : givenRow(['归类', 'classes'], words, reading.language)
}

interface SplitLine extends ShownLine {
  readonly split: LineSplit
}

const levels = ['tertiary', 'secondary', 'primary', 'ungraded'] as const

/** The lines of a visit as the region's rules split them; one that is refused has refused the whole bill. */
function splitLines({ visit }: PlayedVisit, { pack }: ExplainContext): readonly SplitLine[] {
  const { bill, facts, on } = visit
  if (bill === null || !('lines' in bill)) return []
  const level = levels.find((name) => name === facts.level) ?? 'ungraded'
  const coverage = compileCoverage(pack, on)
  return bill.lines.flatMap((line, index): readonly SplitLine[] => {
    const item = { ...line, name: line.name === '' ? `#${index + 1}` : line.name }
    const split = splitDescribed(item, level, facts, coverage)
    const { price, quantity } = line
    return split.ok ? [{ item, price, quantity, split: ofCase(split.value, item.name, item.name) }] : []
  })
}

/** The runner adds totals of its own to a plan; a reader sees those of the plan. */
function ownTotals(plan: Plan, outcome: Apportionment): Apportionment {
  const own = plan.totals.map(({ code }) => [code, outcome.totalsAdded[code] ?? zeroFen] as const)
  return { ...outcome, totalsAdded: Object.fromEntries(own) }
}

function addedRow(plan: Plan, { totalsAdded }: Apportionment, { language }: Reading): readonly string[] {
  const added = plan.totals.flatMap(({ code, label }) => {
    const amount = totalsAdded[code] ?? zeroFen
    return amount === 0 ? [] : [`${say([`${label} ${code}`, code], language)} + ${yuan(amount)}`]
  })
  return added.length === 0 ? [] : givenRow(['计入累计', 'counted'], added, language)
}

/** One visit explained, with its steps, so that the sources of several visits are told once. */
export interface ExplainedVisit extends Explanation {
  readonly trace: readonly TraceStep[]
}

function explainPaid(
  played: PlayedVisit,
  outcome: Apportionment,
  context: ExplainContext,
  reading: Reading,
): Omit<ExplainedVisit, 'lines'> & { readonly result: readonly string[]; readonly why: readonly string[] } {
  const { plan, bill } = played
  const { language } = reading
  const own = ownTotals(plan, outcome)
  const split = splitLines(played, context)
  const trace = [...split.flatMap((line) => line.split.trace), ...own.trace]
  const table = split.length === 0 ? [] : billLineTable(split, language)
  const amounts = bill === null ? [] : apportionmentLines(plan, bill.totals, own, language)
  return {
    result: [...part(table), ...part(amounts), ...part(addedRow(plan, own, reading))],
    why: part(stepLines(trace, reading), whyTitle(language)),
    json: { ...apportionmentJson(own), trace: traceJson(trace) },
    trace,
  }
}

/** Explains one visit of a case: what was given, who pays what, and why; or why it was refused. */
export function explainVisit(played: PlayedVisit, context: ExplainContext, reading: Reading): ExplainedVisit {
  const { visit, plan, bill, outcome } = played
  const { language } = reading
  const facts = factTexts(plan, visit.facts, language)
  const inputs = bill === null ? givenRow(['事实', 'facts'], facts, language) : billLines(plan, bill, language)
  const given = [...inputs, ...classRow(played, answersOf(played), reading)]
  const json =
    bill === null
      ? { on: visit.on, facts: factsJson([plan, context.pack.coverage], visit.facts) }
      : givenJson(context.pack, plan, visit.on, bill)
  if (outcome !== null && !outcome.ok) {
    const refusal = `${say(['拒绝', 'Refused'], language)} ${lawRefusalText(outcome.error)}`
    return { lines: [...given, '', refusal], json: { ...json, refused: outcome.error }, trace: [] }
  }
  const paid = outcome === null ? null : explainPaid(played, outcome.value, context, reading)
  const asked = askedBy(played, reading)
  const askedPart = part(askedLines(asked, reading), askedTitle(language))
  return {
    lines: [...given, ...(paid?.result ?? []), ...(paid?.why ?? []), ...askedPart],
    json: { ...json, ...paid?.json, asked },
    trace: paid?.trace ?? [],
  }
}
