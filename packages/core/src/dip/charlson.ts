import { charlsonConditions } from './charlson-table.ts'

/** A condition that was found, and the diagnosis that shows it. */
export interface CharlsonFinding {
  readonly condition: string
  readonly weight: number
  readonly diagnosis: string
}

const conditionByCode: ReadonlyMap<string, number> = new Map(
  charlsonConditions.flatMap(({ codes }, index) => codes.map((code): [string, number] => [code, index])),
)
const milder: readonly number[] = charlsonConditions.map(({ over }) =>
  over === null ? -1 : charlsonConditions.findIndex(({ name }) => name === over),
)

const conditionOf = (diagnosis: string): number | undefined =>
  conditionByCode.get(diagnosis.slice(0, 3)) ?? conditionByCode.get(diagnosis.slice(0, 5))

/** The conditions found, one bit each, the milder form of a graver one taken out. */
function conditionBits(diagnoses: readonly string[]): number {
  let bits = 0
  for (let index = 1; index < diagnoses.length; index += 1) {
    const condition = conditionOf(diagnoses[index] ?? '')
    if (condition !== undefined) bits |= 1 << condition
  }
  if (bits === 0) return 0
  for (const [index, mild] of milder.entries()) if (mild >= 0 && (bits & (1 << index)) !== 0) bits &= ~(1 << mild)
  return bits
}

/**
 * 查尔森合并症指数 (CCI) of a case: each condition counts once, the milder form of a graver one not at all, and the principal
 * diagnosis never.
 *
 * @param diagnoses of one case, the principal one first
 * @returns points, a whole number
 * @source Quan 2005 with the weights of Charlson 1987, see `charlsonSource`
 */
export function charlsonIndex(diagnoses: readonly string[]): number {
  const bits = conditionBits(diagnoses)
  let points = 0
  if (bits !== 0) {
    for (const [index, { weight }] of charlsonConditions.entries()) if ((bits & (1 << index)) !== 0) points += weight
  }
  return points
}

/** The same with the first diagnosis that shows each condition. */
export function charlsonFindings(diagnoses: readonly string[]): readonly CharlsonFinding[] {
  const bits = conditionBits(diagnoses)
  return charlsonConditions.flatMap(({ name, weight }, index) => {
    if ((bits & (1 << index)) === 0) return []
    const diagnosis = diagnoses.slice(1).find((code) => conditionOf(code) === index) ?? ''
    return [{ condition: name, weight, diagnosis }]
  })
}
