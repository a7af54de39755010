import type { DischargedCase } from '../encounter/index.ts'
import type { DipCase } from './types.ts'

/** A discharge of the payer's books as a directory reads it. @param year the one it counts in */
export function dipCaseOf(discharged: DischargedCase, year: number): DipCase {
  const { caseId, providerCode, providerLevel, admittedOn, dischargedOn, record } = discharged
  const { total: cost, drugs, consumables } = discharged
  return {
    caseId,
    providerCode,
    level: providerLevel,
    admittedOn,
    dischargedOn,
    year,
    record,
    cost,
    drugs,
    consumables,
    visitNumber: null,
  }
}
