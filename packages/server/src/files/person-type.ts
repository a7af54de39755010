import type { PersonStatus, SchemeCode } from '@yibao/core/encounter'

export interface PersonType {
  readonly code: string
  readonly status: PersonStatus
  readonly scheme: SchemeCode
}

/** The longest beginning of a code that is listed decides. */
const statuses: ReadonlyMap<string, Omit<PersonType, 'code'>> = new Map([
  ['11', { status: 'active', scheme: '310' }],
  ['12', { status: 'retired', scheme: '310' }],
  ['14', { status: 'minor', scheme: '390' }],
  ['1401', { status: 'newborn', scheme: '390' }],
  ['1403', { status: 'student', scheme: '390' }],
  ['1404', { status: 'student', scheme: '390' }],
  ['15', { status: 'adult', scheme: '390' }],
  ['16', { status: 'elderly', scheme: '390' }],
])

/**
 * Status and scheme behind a national person type; regions extend the list below its two-digit classes.
 *
 * @param code of two, four or six digits
 * @returns null for a class that is not insured under 310 or 390 (离休 13, 其他 99) or is unknown
 * @source  national dictionary `psn_type`
 */
export function personTypeOf(code: string): PersonType | null {
  if (!/^(\d{2}){1,3}$/.test(code)) return null
  const found = statuses.get(code.slice(0, 4)) ?? statuses.get(code.slice(0, 2))
  return found === undefined ? null : { code, ...found }
}
