import type { PolicyCase } from '../files/policy-case-yaml.ts'
import { type CaseDifference, runCase } from '../files/policy-cases.ts'
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

/** What a filter looks at: the name, the id and the plan. */
function searchText(example: PolicyCase): string {
  return [example.name, example.id ?? '', example.kind === 'bill' ? example.plan : ''].join('\n').toLowerCase()
}

function outcomeLines({ example, differences }: CaseOutcome): readonly string[] {
  const { name, id, division, place } = example
  const plan = example.kind === 'bill' ? ` ${example.plan}` : ''
  const mark = differences.length === 0 ? '✓' : '✗'
  return [
    `${mark} ${division}${plan} ${id === null ? '' : `${id}: `}${name}  (${place.file}:${place.line})`,
    ...differences.map(
      ({ field, expected, actual }) => `    ${field}: 期望 expected ${expected}，实际 actual ${actual}`,
    ),
  ]
}

/** Runs the worked examples of a folder. @throws Error when the folder has problems or no case was chosen */
export async function policyTest(folder: string | undefined, options: TestOptions): Promise<void> {
  const { packs, cases } = await soundPolicy(folder)
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
  if (options.json === true) {
    const shown = (options.all === true ? outcomes : failed).map(({ example, differences }) => {
      const { name, id, division, on, place } = example
      const plan = example.kind === 'bill' ? example.plan : null
      return { name, id, division, plan, on, place, passed: differences.length === 0, differences }
    })
    return print({ passed, failed: failed.length, cases: shown })
  }
  if (chosen.length < cases.length)
    note(`${cases.length} 个算例中选中 chosen of ${cases.length} cases: ${chosen.length}`)
  const shown = options.all === true ? outcomes : failed
  print([...shown.flatMap(outcomeLines), `${passed} passed, ${failed.length} failed`].join('\n'))
}
