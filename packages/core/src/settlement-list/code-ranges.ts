/** A code or a range of codes by their beginnings, both ends included: `['C51', 'C58']`, `['D07.0', 'D07.3']`. */
type CodeRange = readonly [from: string, to: string]

const one = (code: string): CodeRange => [code, code]

function inRanges(code: string, ranges: readonly CodeRange[]): boolean {
  return ranges.some(([from, to]) => code.slice(0, from.length) >= from && code.slice(0, to.length) <= to)
}

/**
 * Diagnoses that only women or only men have.
 *
 * @source the categories that WHO ICD-10, Volume 2, lists as limited to one sex, restated from memory and cut down to the organs
 *         and to pregnancy; what is only more likely in one sex is left out
 */
const femaleDiagnoses: readonly CodeRange[] = [
  one('A34'),
  one('B37.3'),
  ['C51', 'C58'],
  one('C79.6'),
  one('D06'),
  ['D07.0', 'D07.3'],
  ['D25', 'D28'],
  one('D39'),
  one('E28'),
  one('E89.4'),
  one('F53'),
  one('I86.3'),
  ['N70', 'N77'],
  ['N80', 'N98'],
  ['N99.2', 'N99.3'],
  ['O00', 'O99'],
  ['Q50', 'Q52'],
  ['S37.4', 'S37.6'],
  ['T19.2', 'T19.3'],
  one('T83.3'),
  ['Z32', 'Z36'],
  one('Z39'),
]
const maleDiagnoses: readonly CodeRange[] = [
  one('B26.0'),
  ['C60', 'C63'],
  ['D07.4', 'D07.6'],
  one('D17.6'),
  one('D29'),
  one('D40'),
  one('E29'),
  one('E89.5'),
  one('F52.4'),
  one('I86.1'),
  ['N40', 'N51'],
  ['Q53', 'Q55'],
  one('R86'),
  one('Z12.5'),
]

/** @source ICD-9-CM-3: 60–64 male genital organs (64.5 changes the sex), 65–71 female genital organs, 72–75 obstetrics */
const femaleOperations: readonly CodeRange[] = [['65', '75']]
const maleOperations: readonly CodeRange[] = [
  ['60', '63'],
  ['64.0', '64.4'],
  ['64.9', '64.9'],
]

export type OneSex = 'male' | 'female'

/** The only sex that has a diagnosis, or null. */
export function sexOfDiagnosis(code: string): OneSex | null {
  if (inRanges(code, femaleDiagnoses)) return 'female'
  return inRanges(code, maleDiagnoses) ? 'male' : null
}

/** The only sex that has an operation, or null. */
export function sexOfOperation(code: string): OneSex | null {
  if (inRanges(code, femaleOperations)) return 'female'
  return inRanges(code, maleOperations) ? 'male' : null
}

/** Conditions of the perinatal period, and liveborn infants. */
export const isPerinatal = (code: string): boolean =>
  inRanges(code, [
    ['P00', 'P96'],
    ['Z38', 'Z38'],
  ])

export const isObstetric = (code: string): boolean => inRanges(code, [['O00', 'O99']])

/**
 * Operations that only some principal diagnoses explain. Our own short table; it asks for a look, it keeps nothing out.
 */
const explained: readonly { readonly operations: readonly CodeRange[]; readonly by: readonly CodeRange[] }[] = [
  {
    operations: [
      ['72', '73'],
      ['74.0', '74.2'],
      ['74.4', '74.4'],
      ['74.9', '74.9'],
    ],
    by: [
      ['O00', 'O99'],
      ['Z37', 'Z37'],
    ],
  },
  {
    operations: [['99.25', '99.25']],
    by: [
      ['C00', 'D48'],
      ['Z51', 'Z51'],
      ['Z08', 'Z09'],
    ],
  },
]

/** Whether a table row speaks of this operation and its principal diagnosis does not explain it. */
export function isUnexplained(operation: string, principal: string): boolean {
  return explained.some(({ operations, by }) => inRanges(operation, operations) && !inRanges(principal, by))
}
