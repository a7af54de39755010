import type { FindingCode, ListField, ListFinding, ListGround, SettlementList, Severity } from './types.ts'

/** One look at a list: pure, in any order, independent of the others. */
export type Look = (list: SettlementList, ground: ListGround) => readonly ListFinding[]

interface Where {
  readonly row?: number
  readonly value?: string
  readonly against?: string
}

export function finding(severity: Severity, code: FindingCode, field: ListField, where: Where = {}): ListFinding {
  const { row = null, value = '', against = '' } = where
  return { code, severity, field, row, value, against }
}

export const none: readonly ListFinding[] = []
