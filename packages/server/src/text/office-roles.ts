import type { Office } from '@yibao/core/casework'
import type { Role } from '@yibao/core/office'

/** The role that is given to people so that they hold an office; the system is nobody. */
export const roleOfOffice: Readonly<Record<Office, Role | null>> = {
  reviewer: 'auditor',
  dispatcher: 'supervision-lead',
  institution: 'institution-office',
  leader: 'leader',
  legal: 'legal-reviewer',
  cashier: 'clerk',
  system: null,
}
