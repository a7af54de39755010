import { yuan } from '@yibao/core/kernel'
import { inYuan } from '../text/bill-text.ts'
import type { Expectation } from './policy-case-types.ts'
import type { PolicyCase } from './policy-case-yaml.ts'

/** The id of the rules that a case is about; `coverage` for a single line. */
export function rulesOfCase(example: PolicyCase): string {
  switch (example.kind) {
    case 'bill':
      return example.plan
    case 'item':
      return 'coverage'
    case 'contribution':
      return example.contribution
    case 'enrolment':
      return example.enrolment
  }
}

/** What a case is called; in English where its author wrote no Chinese. */
export const labelOfCase = ({ name, zh }: PolicyCase) => ({ zh: zh ?? name, en: name })

/** The other reading that a case takes; null for the rules themselves. */
export function readingOfCase(example: PolicyCase): string | null {
  return 'reading' in example ? example.reading : null
}

/** What is expected under a name, as people write it. */
type Expected = readonly (readonly [name: string, value: string])[]

function expectedOf({ values, classes, added, refused }: Expectation, where: string): Expected {
  const amounts = Object.entries(added).map(([code, amount]) => [`${where}added ${code}`, yuan(amount)] as const)
  return [
    ...values.map((one) => [`${where}${one.name}`, one.kind === 'refusal' ? one.code : one.text] as const),
    ...Object.entries(classes).map(([name, word]) => [`${where}${name}`, word] as const),
    ...amounts,
    ...(refused === null ? [] : [[`${where}refused`, refused] as const]),
  ]
}

/** What the author of a case expects, as written. */
export function expectations(example: PolicyCase): Expected {
  switch (example.kind) {
    case 'bill': {
      const { visits } = example
      return visits.flatMap(({ expect }, index) => expectedOf(expect, visits.length > 1 ? `visit ${index + 1} ` : ''))
    }
    case 'item':
      return Object.entries(inYuan(example.expect))
    default:
      return example.expect.map(({ name, text }) => [name, text] as const)
  }
}
