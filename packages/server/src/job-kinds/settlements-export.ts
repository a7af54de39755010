import { exportedAtMost } from '@yibao/contract/rest'
import type { JobKind } from '../flows/job-ports.ts'
import { exportSettlements, type SettlementsExport } from '../flows/settlements-export.ts'
import { settlementStore } from '../store/rest-settlements.ts'
import type { JobGround } from './ground.ts'
import { openSettlementBook } from './settlement-book.ts'

/** Writes the settlements of a question into a workbook. */
export const settlementsExport = ({ reads }: Pick<JobGround, 'reads'>): JobKind<SettlementsExport> => ({
  kind: 'settlements-export',
  right: 'settlements.export',
  run: (work) =>
    exportSettlements({ settlements: settlementStore(reads), openBook: openSettlementBook }, work, exportedAtMost),
})
