import { readingOfCase, rulesOfCase } from '../files/policy-case-about.ts'
import type { PolicyCase } from '../files/policy-case-yaml.ts'
import { type CaseDifference, runCase } from '../files/policy-cases.ts'
import { caseTitle, differenceText } from './case-words.ts'
import { note } from './options.ts'
import { print } from './output.ts'
import { soundPolicy } from './policy-folder.ts'

export interface TestOptions {
  readonly all?: boolean
  readonly region?: string
  readonly filter?: string
  readonly json?: boolean
}

interface CaseOutcome {
  readonly example: PolicyCase
  readonly differences: readonly CaseDifference[]
}

/** What a filter looks at: the name, the id, the rules and the reading. */
function searchText(example: PolicyCase): string {
  return [example.name, example.id ?? '', rulesOfCase(example), readingOfCase(example) ?? ''].join('\n').toLowerCase()
}

/** Where a case belongs: `330200 plan`, or `330200 plan reading`. */
function belonging(example: PolicyCase): string {
  const reading = readingOfCase(example)
  return `${example.division} ${rulesOfCase(example)}${reading === null ? '' : ` ${reading}`}`
}

function outcomeLines({ example, differences }: CaseOutcome): readonly string[] {
  const mark = differences.length === 0 ? '✓' : '✗'
  return [
    `${mark} ${belonging(example)} ${caseTitle(example)}`,
    ...differences.map((difference) => `    ${differenceText(difference)}`),
  ]
}

/** Runs the worked examples of a folder. @throws Error when the folder has problems or no case was chosen */
export async function policyTest(folder: string | undefined, options: TestOptions): Promise<void> {
  const { packs, cases } = await soundPolicy(folder)
  if (cases.length === 0) {
    throw new Error('没有算例 no worked examples: 请在 write some in regions/<division>-<name>/cases/*.yaml')
  }
  const wanted = options.filter?.toLowerCase() ?? ''
  const chosen = cases.filter((example) => {
    return (options.region ?? example.division) === example.division && searchText(example).includes(wanted)
  })
  if (chosen.length === 0) {
    const regions = packs.map(({ division }) => division).join(', ')
    throw new Error(`没有选中算例 no case was chosen: 请放宽条件 widen --filter, or --region one of ${regions}`)
  }
  const outcomes = chosen.map((example) => ({ example, differences: runCase(example, packs) }))
  const failed = outcomes.filter(({ differences }) => differences.length > 0)
  process.exitCode = failed.length === 0 ? 0 : 1
  const passed = outcomes.length - failed.length
  const shown = options.all === true ? outcomes : failed
  if (options.json === true) {
    const told = shown.map(({ example, differences }) => {
      const { kind, name, id, division, on, place } = example
      const about = { kind, rules: rulesOfCase(example), reading: readingOfCase(example) }
      return { ...about, name, id, division, on, place, passed: differences.length === 0, differences }
    })
    return print({ passed, failed: failed.length, cases: told })
  }
  if (chosen.length < cases.length) {
    note(`${cases.length} 个算例中选中 chosen of ${cases.length} cases: ${chosen.length}`)
  }
  print([...shown.flatMap(outcomeLines), `${passed} passed, ${failed.length} failed`].join('\n'))
}
