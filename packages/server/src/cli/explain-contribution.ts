import { compileContribution } from '@yibao/core/contribution'
import { invariant } from '@yibao/core/kernel'
import { compileRules } from '@yibao/core/policy'
import type { ContributionCase } from '../files/policy-contribution-cases.ts'
import { contributionFoot, contributionJson, contributionSums, contributionTable } from '../text/contribution-text.ts'
import { factsJson, factTexts, givenRow, rulesLines } from '../text/given-text.ts'
import { lawRefusalText } from '../text/law-refusal-text.ts'
import { footLines, readingIn } from '../text/trace-text.ts'
import { say } from '../text/words.ts'
import { askByName, askedLines } from './explain-asked.ts'
import { askedTitle, type ExplainContext, type Explanation, part, regionJson, whyTitle } from './explanation.ts'

/** Explains what one person owes and is credited, sum by sum. */
export function explainContribution(example: ContributionCase, { pack, language }: ExplainContext): Explanation {
  const { contribution, due, facts, on, expect } = example
  const rules = pack.contributions.find(({ id }) => id === contribution)
  invariant(rules !== undefined, 'a sound policy folder has the rules that its cases name')
  const reading = readingIn(language)
  const given = [
    ...rulesLines(pack, { rules, reading: null }, on, language),
    ...givenRow(['事实', 'facts'], factTexts(rules, facts, language), language),
  ]
  const json = {
    contribution,
    label: rules.label,
    region: regionJson(pack),
    on,
    unit: 'yuan',
    facts: factsJson([rules], facts),
  }
  const outcome = due === null ? null : compileContribution(rules, on).assess({ due, facts })
  if (outcome !== null && !outcome.ok) {
    const refusal = `${say(['拒绝', 'Refused'], language)} ${lawRefusalText(outcome.error)}`
    return { lines: [...given, '', refusal], json: { ...json, refused: outcome.error } }
  }
  const owed = outcome?.value ?? null
  const names = expect.map(({ name }) => name)
  const asked = askByName(compileRules(rules, on), facts, null, names, reading)
  const why = owed === null ? [] : contributionSums(owed, reading)
  const answers = askedLines(asked, reading)
  const foot = [...footLines([], reading), ...(owed === null ? [] : contributionFoot(owed, language))]
  return {
    lines: [
      ...given,
      ...part(owed === null ? [] : contributionTable(owed, language)),
      ...part(why, whyTitle(language)),
      ...part(answers, askedTitle(language)),
      ...part(foot),
    ],
    json: { ...json, ...(owed === null ? {} : contributionJson(owed)), asked },
  }
}
