import { invariant } from '@yibao/core/kernel'
import type { RegionPack } from '@yibao/core/policy'
import { expectations } from '../files/policy-case-about.ts'
import type { PolicyCase } from '../files/policy-case-yaml.ts'
import { type CaseDifference, runCase } from '../files/policy-cases.ts'
import { indented, wrapped } from '../text/value-text.ts'
import { type Language, marks, say } from '../text/words.ts'
import { caseTitle, differenceText } from './case-words.ts'
import { explainBill } from './explain-bill.ts'
import { explainContribution } from './explain-contribution.ts'
import { explainEnrolment } from './explain-enrolment.ts'
import { explainItem } from './explain-item.ts'
import type { ExplainContext, Explanation } from './explanation.ts'
import { print } from './output.ts'
import { soundPolicy } from './policy-folder.ts'

export interface ExplainOptions {
  readonly policy?: string
  readonly all?: boolean
  readonly lang: Language
  readonly json?: boolean
}

function explain(example: PolicyCase, context: ExplainContext): Explanation {
  switch (example.kind) {
    case 'bill':
      return explainBill(example, context)
    case 'item':
      return explainItem(example, context)
    case 'contribution':
      return explainContribution(example, context)
    case 'enrolment':
      return explainEnrolment(example, context)
  }
}

function verdict(example: PolicyCase, differences: readonly CaseDifference[], language: Language): readonly string[] {
  if (differences.length > 0) return differences.map((found) => `✗ ${differenceText(found)}`)
  const { colon } = marks[language]
  const met = expectations(example).map(([name, value]) => `${name} ${value}`)
  const [first = '', ...more] = wrapped(met, language)
  return [`✓ ${say(['与期望一致', 'as expected'], language)}${colon}${first}`, ...indented(more, 2)]
}

/** The cases of an id or a name; else those whose name holds the text. @throws Error when it is not clear which are meant */
function chosenCases(cases: readonly PolicyCase[], wanted: string, all: boolean): readonly PolicyCase[] {
  const text = wanted.toLowerCase()
  const exact = cases.filter(({ id, name }) => id?.toLowerCase() === text || name === wanted)
  if (exact.length > 0) return exact
  const found = cases.filter(({ name }) => name.toLowerCase().includes(text))
  if (found.length === 0) {
    throw new Error(`没有这个算例 no such case: ${wanted}; ./yibao policy test --all 列出全部 lists them`)
  }
  if (found.length === 1 || all) return found
  const names = found.map((example) => `  ${caseTitle(example)}`)
  throw new Error(
    `不止一个算例 more than one case: ${wanted}; 请写全名，或加 --all 全部解释 give the whole name of one, or --all for all of\n${names.join('\n')}`,
  )
}

/** An explanation, and whether the case holds. */
type Told = Explanation & { readonly isMet: boolean }

function explained(example: PolicyCase, packs: readonly RegionPack[], language: Language): Told {
  const pack = packs.find(({ division }) => division === example.division)
  invariant(pack !== undefined, 'a case lies in the folder of its region')
  const { lines, json } = explain(example, { pack, language })
  const differences = runCase(example, packs)
  const { kind, name, id, note, place } = example
  const noted = note === null ? [] : [`${say(['注', 'note'], language)}${marks[language].colon}${note}`]
  return {
    lines: [caseTitle(example), ...noted, '', ...lines, '', ...verdict(example, differences, language)],
    isMet: differences.length === 0,
    json: { kind, name, id, note, place, ...json, expected: Object.fromEntries(expectations(example)), differences },
  }
}

const rule = '─'.repeat(80)

/** Shows worked examples with everything that led to their results; cases that share an id one after another. */
export async function policyExplain(wanted: string, options: ExplainOptions): Promise<void> {
  const { packs, cases } = await soundPolicy(options.policy)
  const chosen = chosenCases(cases, wanted, options.all === true)
  const explanations = chosen.map((example) => explained(example, packs, options.lang))
  process.exitCode = explanations.every(({ isMet }) => isMet) ? 0 : 1
  if (options.json === true) return print({ cases: explanations.map(({ json }) => json) })
  print(explanations.map(({ lines }) => lines.join('\n')).join(`\n\n${rule}\n\n`))
}
