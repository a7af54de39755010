import { compileCoverage, type LineSplit, splitDescribed } from '@yibao/core/benefit'
import { type Fen, type Result, yuan } from '@yibao/core/kernel'
import type { PolicyRefusal, RegionPack } from '@yibao/core/policy'
import { type Answers, answersOf } from './policy-case-answers.ts'
import { type PlayedVisit, planOfCase, playCase } from './policy-case-play.ts'
import { type BillCase, type ExpectedValue, type ItemCase, lineAmounts } from './policy-case-types.ts'
import type { PolicyCase } from './policy-case-yaml.ts'
import { runContributionCase } from './policy-contribution-cases.ts'
import { runEnrolmentCase } from './policy-enrolment-cases.ts'

/** Where the outcome of a case is not what its author expects, as people write it. */
export interface CaseDifference {
  readonly field: string
  readonly expected: string
  readonly actual: string
}

function compareAmounts(
  expected: Readonly<Record<string, Fen | undefined>>,
  actual: Readonly<Record<string, Fen | undefined>>,
): readonly CaseDifference[] {
  return Object.entries(expected).flatMap(([field, wanted]) => {
    const found = actual[field]
    if (wanted === undefined || wanted === found) return []
    return [{ field, expected: yuan(wanted), actual: found === undefined ? 'nothing' : yuan(found) }]
  })
}

function compareValue(expected: ExpectedValue, answers: Answers): readonly CaseDifference[] {
  const { name: field } = expected
  const found = answers.value(field)
  if (expected.kind === 'refusal') {
    const actual = 'refused' in found ? found.refused : found.text
    return actual === expected.code ? [] : [{ field, expected: expected.code, actual }]
  }
  const { kind, value, text } = expected
  const wanted = kind === 'money' ? text.replace(/ yuan$/, '') : text
  if ('refused' in found) return [{ field, expected: wanted, actual: found.refused }]
  const isMoney = kind === 'money'
  if (found.isMoney !== isMoney) return [{ field, expected: text, actual: `${found.text}, of another kind` }]
  if (found.value === value) return []
  return [{ field, expected: isMoney ? yuan(value as Fen) : wanted, actual: found.text }]
}

function compareVisit(played: PlayedVisit): readonly CaseDifference[] {
  const { outcome, visit } = played
  const { values, classes, added, refused } = visit.expect
  const answers = answersOf(played)
  const refusal =
    outcome === null ? (refused === null ? null : answers.refusal()) : outcome.ok ? null : outcome.error.code
  if (refused !== null || refusal !== null) {
    if (refused === refusal) return []
    return [{ field: 'refused', expected: refused ?? 'amounts', actual: refusal ?? 'amounts' }]
  }
  const totalsAdded = outcome?.ok ? outcome.value.totalsAdded : {}
  return [
    ...values.flatMap((value) => compareValue(value, answers)),
    ...Object.entries(classes).flatMap(([field, expected]) => {
      const actual = answers.word(field)
      return actual === expected ? [] : [{ field: `class ${field}`, expected, actual }]
    }),
    ...compareAmounts(added, totalsAdded).map((found) => ({ ...found, field: `added ${found.field}` })),
  ]
}

function runBillCase(example: BillCase, pack: RegionPack): readonly CaseDifference[] {
  const plan = planOfCase(example, pack)
  if (plan === null) {
    const [expected, actual] =
      example.reading === null
        ? [example.plan, 'no such plan in the region']
        : [`${example.plan} ${example.reading}`, 'no such plan or reading in the region']
    return [{ field: 'plan', expected, actual }]
  }
  const played = playCase(example, plan, pack)
  return played.flatMap((one, index) => {
    const where = played.length === 1 ? '' : `visit ${index + 1} `
    return compareVisit(one).map((found) => ({ ...found, field: `${where}${found.field}` }))
  })
}

/** What the engine makes of a case's line under the rules of its region. */
export function splitCase(example: ItemCase, pack: RegionPack): Result<LineSplit, PolicyRefusal> {
  const { item, on } = example
  return splitDescribed({ ...item, name: item.name || example.name }, item.level, {}, compileCoverage(pack, on))
}

function runItemCase(example: ItemCase, pack: RegionPack): readonly CaseDifference[] {
  const split = splitCase(example, pack)
  if (!split.ok) return [{ field: 'refused', expected: 'amounts', actual: split.error.code }]
  const amounts = Object.fromEntries(lineAmounts.map((name) => [name, split.value[name]]))
  return compareAmounts(example.expect, amounts)
}

/**
 * Runs one worked example through the engine.
 *
 * @param packs the packs in force; the case names region and plan
 * @returns what differs from the expectation; nothing when the case holds
 */
export function runCase(example: PolicyCase, packs: readonly RegionPack[]): readonly CaseDifference[] {
  const pack = packs.find((candidate) => candidate.division === example.division)
  if (pack === undefined) return [{ field: 'region', expected: example.division, actual: 'no such region' }]
  switch (example.kind) {
    case 'bill':
      return runBillCase(example, pack)
    case 'item':
      return runItemCase(example, pack)
    case 'contribution':
      return runContributionCase(example, pack)
    case 'enrolment':
      return runEnrolmentCase(example, pack)
  }
}
