import type { UpcodingParameters } from './pattern-parameters.ts'
import type { StayFact } from './types.ts'

/** A stay as the model sees it. */
export interface CodedStay {
  readonly stay: StayFact
  readonly category: string
  /** Secondary diagnoses, each once. */
  readonly secondary: readonly string[]
  /** ln of the payment beside like cases. */
  readonly residual: number
}

interface CodeSum {
  stays: number
  residual: number
}

interface CategorySum {
  stays: number
  readonly codes: Map<string, number>
}

export interface UpcodingModel {
  readonly stays: readonly CodedStay[]
  readonly codes: ReadonlyMap<string, CodeSum>
  readonly categories: ReadonlyMap<string, CategorySum>
}

/** A fifth of the median payment is added before the logarithm, so that unpaid stays do not weigh more than all others. */
function offsetOf(stays: readonly StayFact[]): number {
  const paid = stays.map((stay) => Math.max(0, stay.paid)).sort((a, b) => a - b)
  return Math.max(1, (paid[Math.floor(paid.length / 2)] ?? 0) / 5)
}

/** Residuals beside the mean of the category without the stay itself, drawn to the overall mean by `shrink` stays. */
function residuals(logs: readonly number[], categories: readonly string[], shrink: number): readonly number[] {
  const sums = new Map<string, { n: number; sum: number }>()
  let total = 0
  for (const [index, log] of logs.entries()) {
    const category = categories[index] ?? ''
    const own = sums.get(category) ?? { n: 0, sum: 0 }
    sums.set(category, { n: own.n + 1, sum: own.sum + log })
    total += log
  }
  const mean = total / Math.max(1, logs.length)
  return logs.map((log, index) => {
    const { n, sum } = sums.get(categories[index] ?? '') ?? { n: 1, sum: log }
    return log - (sum - log + shrink * mean) / (n - 1 + shrink)
  })
}

/** What stays of all institutions say about codes: how often with which principal diagnosis, and what they pay. */
export function upcodingModel(facts: readonly StayFact[], parameters: UpcodingParameters): UpcodingModel {
  const asked = facts.filter(({ diagnoses }) => diagnoses.length > 0)
  const offset = offsetOf(asked)
  const categories = asked.map(({ diagnoses }) => (diagnoses[0] ?? '').slice(0, parameters.categoryCharacters))
  const logs = asked.map(({ paid }) => Math.log(offset + Math.max(0, paid)))
  const beside = residuals(logs, categories, 10)
  const codes = new Map<string, CodeSum>()
  const byCategory = new Map<string, CategorySum>()
  const stays = asked.map((stay, index) => {
    const category = categories[index] ?? ''
    const residual = beside[index] ?? 0
    const secondary = [...new Set(stay.diagnoses.slice(1))]
    const inCategory = byCategory.get(category) ?? { stays: 0, codes: new Map<string, number>() }
    byCategory.set(category, inCategory)
    inCategory.stays += 1
    for (const code of secondary) {
      const sum = codes.get(code) ?? { stays: 0, residual: 0 }
      codes.set(code, sum)
      sum.stays += 1
      sum.residual += residual
      inCategory.codes.set(code, (inCategory.codes.get(code) ?? 0) + 1)
    }
    return { stay, category, secondary, residual }
  })
  return { stays, codes, categories: byCategory }
}
