import type { CorrectionBooking, CorrectionFile, FiledCorrection } from '@yibao/core/settlement'
import type pg from 'pg'
import type { CorrectionFilter, CorrectionStore } from '../flows/correction.ts'
import {
  correctionFile,
  correctionFiles,
  correctionNumbered,
  countPeople,
  recordCorrections,
} from './correction-sql.ts'
import { errorCode } from './database-error.ts'
import { lockNotAvailable } from './person-store.ts'
import { keepPacks } from './registry-store.ts'
import { query } from './sql.ts'

const valuesOf = ({ providerCode, since, until }: CorrectionFilter) => [providerCode, since, until]

function correctionRow(correction: FiledCorrection) {
  const { correctionId, settlementId, visitId, kind, undoesId, sequence, at, bookedBy, reason } = correction
  const { amounts, totals, basis, trace } = correction
  return {
    correction_id: correctionId,
    settlement_id: settlementId,
    visit_id: visitId,
    kind,
    undoes_id: undoesId,
    sequence,
    booked_at: at,
    booked_by: bookedBy,
    reason,
    amounts,
    totals,
    basis,
    trace,
  }
}

function rowsOf({ corrections, totals }: CorrectionBooking) {
  return {
    corrections: corrections.map(correctionRow),
    entries: corrections.map(({ entry }) => ({
      entry_id: entry.entryId,
      kind: entry.kind,
      booked_at: entry.at,
      opposes: entry.opposes,
      corrects: entry.corrects,
    })),
    postings: corrections.flatMap(({ entry }) =>
      entry.postings.map(({ account, amount }, index) => ({
        entry_id: entry.entryId,
        number: index + 1,
        account,
        amount,
      })),
    ),
    totals,
  }
}

export function correctionStore(pool: pg.Pool): CorrectionStore {
  return {
    async count(filter) {
      if (filter.insuredId !== null) return 1
      const rows = await query<{ count: number }>(pool, 'correction-people', countPeople, valuesOf(filter))
      return rows[0]?.count ?? 0
    },

    async files(filter, after, limit) {
      const { insuredId } = filter
      const [name, text, more] =
        insuredId === null
          ? (['correction-files', correctionFiles, [after, limit]] as const)
          : (['correction-file', correctionFile, [insuredId]] as const)
      const rows = await query<{ file: CorrectionFile }>(pool, name, text, [...valuesOf(filter), ...more])
      return rows.map(({ file }) => file)
    },

    async correction(correctionId) {
      const rows = await query<{ correction: FiledCorrection }>(pool, 'correction-numbered', correctionNumbered, [
        correctionId,
      ])
      return rows[0]?.correction ?? null
    },

    async record(booking) {
      const { insuredId, version, corrections } = booking
      const values = [insuredId, version, corrections.length, JSON.stringify(rowsOf(booking))]
      try {
        const rows = await query<{ insured_id: string }>(pool, 'record-corrections', recordCorrections, values)
        return rows.length === 1
      } catch (error) {
        // Somebody holds the person for long; the statement did nothing.
        if (errorCode(error) === lockNotAvailable) return false
        throw error
      }
    },

    keepPacks: (packs, at) => keepPacks(pool, packs, at),
  }
}
