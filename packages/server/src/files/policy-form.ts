import type { CoverageRules, Plan, RegionPack, Rules } from '@yibao/core/policy'
import type { AskedFact, PackForm } from '../flows/policy-ports.ts'
import { allFacts, askedFacts } from '../text/asked-facts.ts'
import { factWord, valueWord } from '../text/fact-words.ts'
import { factsFor } from './policy-case-facts.ts'
import { streamsKnown } from './policy-case-streams.ts'
import type { FactBook } from './policy-facts.ts'

/** What a line says of itself, whatever the region asks. */
const ofItems: readonly string[] = ['itemClass', 'chargeType', 'itemKind', 'form', 'itemCode']

/** The words that conditions and choices anywhere in a value ask of a fact. */
function wordsAsked(value: unknown, fact: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => wordsAsked(one, fact))
  if (typeof value !== 'object' || value === null) return []
  if ('fact' in value && value.fact === fact && 'oneOf' in value && Array.isArray(value.oneOf)) {
    return value.oneOf.map(String)
  }
  const chosen = 'choose' in value && value.choose === fact && 'among' in value ? Object.keys(Object(value.among)) : []
  return [...chosen, ...Object.values(value).flatMap((one) => wordsAsked(one, fact))]
}

/** The words by which rules tell a fact apart: those of conditions, choices and the rows of parameters. */
function wordsTold(rules: Rules, fact: string): readonly string[] {
  const keyed = Object.values(rules.parameters).flatMap(({ by, rows }) => {
    const at = by.indexOf(fact)
    return at < 0 ? [] : rows.flatMap(({ key }) => key[at] ?? [])
  })
  const { parameters: _counted, ...said } = rules
  return [...new Set([...wordsAsked(said, fact), ...keyed])]
}

function askedFact(fact: string, rules: Rules, shapeOf: FactBook, inputs: Rules['inputs'], needed: boolean): AskedFact {
  const shape = shapeOf(fact)
  const known = shape?.words ?? []
  const kind = shape?.kind ?? 'text'
  const open = known.length === 0
  const words = open && (kind === 'text' || kind === 'list') ? wordsTold(rules, fact) : known
  return {
    fact,
    label: { zh: factWord(fact, inputs, 'zh'), en: factWord(fact, inputs, 'en') },
    kind,
    words: words.map((word) => ({
      word,
      label: { zh: valueWord(fact, word, 'zh'), en: valueWord(fact, word, 'en') },
    })),
    open,
    needed,
  }
}

function planForm(plan: Plan, reading: string | null, pack: RegionPack): PackForm['plans'][number] {
  const inputs = [...plan.inputs, ...pack.coverage.inputs]
  const shapeOf = factsFor(inputs, plan.scheme)
  return {
    planId: plan.id,
    reading,
    asks: askedFacts(plan).map((fact) => askedFact(fact, plan, shapeOf, inputs, !fact.startsWith('trait.'))),
    streams: streamsKnown(plan, pack),
  }
}

function lineForm(coverage: CoverageRules): PackForm['lines'] {
  const { inputs } = coverage
  const shapeOf = factsFor(inputs, null)
  const own = inputs.map(({ name }) => name)
  const ofVisit = [...new Set(['level', ...allFacts(coverage)])].filter(
    (fact) => !ofItems.includes(fact) && !own.includes(fact),
  )
  return {
    visit: ofVisit.map((fact) => askedFact(fact, coverage, shapeOf, inputs, !fact.startsWith('trait.'))),
    line: own.map((fact) => askedFact(fact, coverage, shapeOf, inputs, false)),
  }
}

/** What a form has to ask before a bill can be tried under the plans of a region, and under their other readings. */
export function formOf(pack: RegionPack): PackForm {
  return {
    plans: pack.plans.flatMap((plan) => [
      planForm(plan, null, pack),
      ...Object.entries(plan.readings).map(([name, reading]) => planForm(reading, name, pack)),
    ]),
    lines: lineForm(pack.coverage),
  }
}
