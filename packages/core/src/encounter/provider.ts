import { isWithin } from '../kernel/index.ts'
import type { CareKind, Enrolment, Provider } from './types.ts'

/** Whether the provider stands in the division where the person is insured. */
export function localityOf(provider: Provider, enrolment: Enrolment): 'local' | 'outside' {
  return isWithin(provider.division, enrolment.division) ? 'local' : 'outside'
}

/**
 * The kind of care of a national `med_type`: its first digit is the class of the list.
 *
 * @returns null for a class that this platform does not settle yet
 * @source  national dictionary `med_type`: 1 outpatient, 2 inpatient, 4 pharmacy
 */
export function careKindOf(medType: string): CareKind | null {
  if (medType.startsWith('4')) return 'pharmacy'
  if (medType.startsWith('2')) return 'inpatient'
  if (medType.startsWith('1')) return 'outpatient'
  return null
}
