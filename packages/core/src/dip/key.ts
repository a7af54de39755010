import type { ComprehensiveRule, DiagnosisKeyLevel } from './rules-types.ts'

const categoryForm = /^[A-Z]\d[0-9A-Z]/

/** The category of a diagnosis: its first three characters; null when they are none (`M8000/3` is a morphology). */
export function categoryOf(diagnosis: string): string | null {
  return categoryForm.test(diagnosis) && diagnosis[4] !== '/' && diagnosis[5] !== '/' && diagnosis[6] !== '/'
    ? diagnosis.slice(0, 3)
    : null
}

/**
 * The part of a principal diagnosis that makes the key of a group.
 *
 * @returns `K35`, `K35.1` or the whole code; null when the code is too short or no ICD-10 category begins it
 */
export function diagnosisKey(diagnosis: string, level: DiagnosisKeyLevel): string | null {
  const category = categoryOf(diagnosis)
  if (category === null || level === 'category') return category
  if (level === 'full') return diagnosis
  return diagnosis[3] === '.' && diagnosis.length >= 5 ? diagnosis.slice(0, 5) : null
}

/** Where comprehensive groups fold a diagnosis: its category, or the range that holds it (`K20-K31`); null without one. */
export function comprehensiveKey(category: string, rule: Pick<ComprehensiveRule, 'by' | 'ranges'>): string | null {
  if (rule.by === 'category') return category
  const range = rule.ranges.find(({ from, to }) => from <= category && category <= to)
  return range === undefined ? null : `${range.from}-${range.to}`
}
