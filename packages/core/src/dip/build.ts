import { invariant, ok, type Result, refuse } from '../kernel/index.ts'
import type { SeenCombination } from './assign.ts'
import { caseColumns, interned } from './case-columns.ts'
import { countingProblem, stayOf } from './case-problem.ts'
import { checkRules } from './check-rules.ts'
import { attributeLookup, combinationOf } from './combination.ts'
import { levels, yearsOf } from './figures.ts'
import { finishDirectory } from './finish.ts'
import { categoryOf, diagnosisKey } from './key.ts'
import { coreId } from './match.ts'
import type { DipRules } from './rules-types.ts'
import type { DipCase, DipDirectory, DipProblem, DirectoryRefusal } from './types.ts'

/** Takes cases one by one, whatever their order, and makes the directory of all of them at the end. */
export interface DirectoryBuilder {
  /** Null when the case counts; else why it is left out. */
  readonly add: (one: DipCase) => DipProblem | null
  /** Refuses with `dip.no-cases` or `dip.reference-without-cases`. */
  readonly finish: () => Result<DipDirectory, DirectoryRefusal>
}

/**
 * Begins a directory. Memory: 40 bytes a case and one entry for each combination that occurs.
 *
 * @returns the builder, or `dip.rules-wrong` with everything that is wrong with the rules
 */
export function directoryBuilder(rules: DipRules): Result<DirectoryBuilder, DirectoryRefusal> {
  const findings = checkRules(rules)
  if (findings.length > 0) return refuse({ code: 'dip.rules-wrong', findings })
  const years = yearsOf(rules)
  const attributeOf = attributeLookup(rules.operations)
  const rows = caseColumns()
  const names = interned()
  const operations = interned()
  const combinations: SeenCombination[] = []
  const leftOut = new Map<DipProblem['code'], number>()
  const unknown = new Map<string, number>()

  const see = (one: DipCase): DipProblem | null => {
    const problem = countingProblem(one, rules, years)
    if (problem !== null) return problem
    const diagnosis = one.record.diagnoses[0] ?? ''
    const key = diagnosisKey(diagnosis, rules.diagnosisKey)
    const category = categoryOf(diagnosis)
    invariant(key !== null && category !== null, 'a case that counts has a key')
    const combination = combinationOf(one.record.operations, attributeOf, rules)
    const [stranger] = combination.unknown
    if (stranger !== undefined && rules.unknownOperation.treat === 'refuse') {
      return { code: 'dip.unknown-operation', operation: stranger }
    }
    for (const code of new Set(combination.unknown)) unknown.set(code, (unknown.get(code) ?? 0) + 1)
    const id = coreId(key, combination.operations)
    const name = `${category} ${id} ${combination.kind} ${combination.grade ?? '-'}`
    const place = names.numberOf(name)
    if (place === combinations.length) combinations.push({ key, category, combination, coreId: id })
    rows.add({
      combination: place,
      principal: operations.numberOf(combination.principal ?? ''),
      cost: one.cost,
      drugs: one.drugs,
      consumables: one.consumables,
      stay: stayOf(one),
      year: years.indexOf(one.year),
      level: levels.indexOf(one.level),
    })
    return null
  }

  return ok({
    add: (one) => {
      const problem = see(one)
      if (problem !== null) leftOut.set(problem.code, (leftOut.get(problem.code) ?? 0) + 1)
      return problem
    },
    finish: () => {
      const seen = { columns: rows.columns(), combinations, operations: operations.texts }
      return finishDirectory(seen, rules, { leftOut, unknown })
    },
  })
}

/**
 * 病种目录 from settled cases; the same cases in any order give the same directory.
 *
 * @returns the directory, or why there is none: `dip.rules-wrong`, `dip.no-cases`, `dip.reference-without-cases`
 */
export function buildDirectory(cases: Iterable<DipCase>, rules: DipRules): Result<DipDirectory, DirectoryRefusal> {
  const builder = directoryBuilder(rules)
  if (!builder.ok) return builder
  for (const one of cases) builder.value.add(one)
  return builder.value.finish()
}
