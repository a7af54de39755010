import { type Fen, fen, multiplyExact, yuan } from '../kernel/index.ts'
import { input, numberInput, points, pointsInput, pointsText, yuanInput } from './amounts.ts'
import { holds } from './compare.ts'
import type { MethodOutcome, ScoredCase } from './method.ts'
import { begins } from './takes.ts'
import type { Disease, DiseaseMethod } from './types.ts'
import { need, note, type Work } from './work.ts'

type Treatment = 'as-listed' | 'other' | 'another-disease'

/** Whether a case is treated as the disease's standard supposes. */
function treatmentOf(disease: Disease, diagnoses: readonly string[], operations: readonly string[]): Treatment {
  if (!begins(disease.diagnoses, diagnoses.slice(0, 1))) return 'another-disease'
  const expected = disease.operations.length === 0 || begins(disease.operations, operations)
  const foreign = operations.some((code) => !begins([...disease.operations, ...disease.alsoAllowed], [code]))
  return expected && !foreign ? 'as-listed' : 'other'
}

/** Whether the cost is so far off that the standard does not hold; null when the law has no limit. */
function costExits(work: Work, method: DiseaseMethod, disease: Disease, standard: Fen, total: Fen): boolean | null {
  for (const { sign, limit } of method.exits) {
    const multiple = need(work, `${method.id}.exits`, limit, disease.id)
    if (multiple === null) return null
    if (!holds(total, sign, multiplyExact(standard, multiple))) continue
    note(
      work,
      'disease.exit',
      () => [
        yuanInput('cost', total),
        input('sign', sign, 'text'),
        numberInput('limit', multiple),
        yuanInput('standard', standard),
      ],
      () => ({ value: 'exit', unit: 'text' }),
    )
    return true
  }
  return false
}

/** A fixed standard by disease; whoever is treated otherwise, left otherwise or cost far more or less exits. */
export function scoreDisease(work: Work, method: DiseaseMethod, { facts }: ScoredCase): MethodOutcome | null {
  const { diagnoses, operations, leavingType } = facts.record
  const treated = method.diseases.map((disease) => ({ disease, how: treatmentOf(disease, diagnoses, operations) }))
  const disease = treated.find(({ how }) => how === 'as-listed')?.disease
  if (disease === undefined) {
    return { kind: 'exit', reason: treated.some(({ how }) => how === 'other') ? 'other-treatment' : null }
  }
  if (leavingType !== null && method.exitLeaving.includes(leavingType)) return { kind: 'exit', reason: 'leaving' }
  const standard = need(work, `${method.id}.standard`, method.standard, disease.id)
  if (standard === null) return null
  const inMoney = method.unit === 'money'
  if (inMoney) {
    const exits = costExits(work, method, disease, fen(standard), facts.total)
    if (exits === null) return null
    if (exits) return { kind: 'exit', reason: 'cost' }
  }
  note(
    work,
    'case.disease',
    () => [
      input('disease', disease.name, 'text'),
      input('level', work.asking.level, 'text'),
      inMoney ? yuanInput('standard', fen(standard)) : pointsInput('standard', points(standard)),
    ],
    () =>
      inMoney ? { value: yuan(fen(standard)), unit: 'yuan' } : { value: pointsText(points(standard)), unit: 'points' },
  )
  return {
    kind: 'score',
    score: {
      group: disease.id,
      kind: 'disease',
      points: points(inMoney ? 0 : standard),
      money: inMoney ? fen(standard) : null,
      awaitsReview: false,
      weight: null,
      groupMean: null,
      groupMeanStay: null,
    },
  }
}
