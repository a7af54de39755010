import { caseDifferences } from '../files/audit-case-differences.ts'
import { type AuditCase, type CaseWay, runAuditCase } from '../files/audit-cases.ts'
import type { LoadedRule } from '../files/audit-folder.ts'
import { twice } from '../text/words.ts'
import { soundRules } from './audit-folder.ts'
import { print } from './output.ts'

export interface AuditTestOptions {
  readonly all?: boolean
  readonly folder?: string
  readonly interpreted?: boolean
  readonly json?: boolean
}

interface Outcome {
  readonly rule: string
  readonly example: AuditCase
  readonly differences: ReturnType<typeof caseDifferences>
}

function outcomesOf({ rule, examples }: LoadedRule, way: CaseWay): readonly Outcome[] {
  return examples.map((example) => ({
    rule: rule.code,
    example,
    differences: caseDifferences(example, runAuditCase(example, way)),
  }))
}

function outcomeLines({ rule, example, differences }: Outcome): readonly string[] {
  const mark = differences.length === 0 ? '✓' : '✗'
  const { file, line } = example.place
  return [
    `${mark} ${rule} ${twice(example.name)} (${file}:${line})`,
    ...differences.map((difference) => `    ${twice(difference)}`),
  ]
}

/** Runs the worked examples of rules. @throws Error when the folder has problems or a code is unknown */
export async function auditTest(codes: readonly string[], options: AuditTestOptions): Promise<void> {
  const { rules } = await soundRules(options.folder, codes)
  const outcomes = rules.flatMap((rule) => outcomesOf(rule, options.interpreted === true ? 'interpreted' : 'compiled'))
  const failed = outcomes.filter(({ differences }) => differences.length > 0)
  process.exitCode = failed.length === 0 ? 0 : 1
  const passed = outcomes.length - failed.length
  const shown = options.all === true ? outcomes : failed
  if (options.json === true) {
    const cases = shown.map(({ rule, example, differences }) => {
      const { name, place } = example
      return { rule, name, place, passed: differences.length === 0, differences }
    })
    return print({ rules: rules.length, passed, failed: failed.length, cases })
  }
  print(
    [
      ...shown.flatMap(outcomeLines),
      `${rules.length} 条规则 rules：通过 ${passed} passed，未通过 ${failed.length} failed`,
    ].join('\n'),
  )
}
