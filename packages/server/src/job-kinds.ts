import type { JobKind } from './flows/job-ports.ts'
import type { JobGround } from './job-kinds/ground.ts'
import { importsApply, importsCheck } from './job-kinds/imports.ts'
import { paymentsRun } from './job-kinds/payments-run.ts'
import { settlementsExport } from './job-kinds/settlements-export.ts'

/** Every kind of job that the centre knows. */
export const jobKinds = (ground: JobGround): readonly JobKind<object>[] => [
  settlementsExport(ground),
  paymentsRun(ground),
  importsCheck(ground),
  importsApply(ground),
]
