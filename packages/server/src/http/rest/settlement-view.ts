import { sumFen } from '@yibao/core/kernel'
import type { FiledSettlement } from '@yibao/core/settlement'
import { traceView } from '../../text/trace-view.ts'

/** A settlement as it stands in a list. */
export function settlementRowView(settlement: FiledSettlement) {
  const { insuredId, settlementId, kind, undoesId, visitId, providerCode, at, scheme, division, medType } = settlement
  const { amounts } = settlement
  const { pool, largeAmount, criticalIllness, civilServant, enterprise, assistance, other } = amounts
  const fund = sumFen([pool, largeAmount, criticalIllness, civilServant, enterprise, assistance, other])
  return {
    insuredId,
    settlementId,
    kind,
    undoesId,
    visitId,
    providerCode,
    at,
    scheme,
    division,
    medType,
    total: amounts.total,
    fund,
    cash: amounts.cash,
  }
}

/** A settlement with everything that explains it; amounts in fen. */
export function settlementView(settlement: FiledSettlement) {
  const { rootId, msgid, year, basis, amounts, balanceAfter, totalsAdded, entry, trace } = settlement
  return {
    ...settlementRowView(settlement),
    rootId,
    msgid,
    year,
    planId: basis.planId,
    packHash: basis.packHash,
    on: basis.on,
    amounts,
    balanceAfter,
    totalsAdded: Object.entries(totalsAdded).map(([code, amount]) => ({
      code,
      period: basis.periods[code] ?? '',
      amount,
    })),
    postings: entry.postings,
    trace: traceView(trace),
  }
}
