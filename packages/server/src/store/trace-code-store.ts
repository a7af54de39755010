import type { Quantity } from '@yibao/core/kernel'
import type { CodeUse } from '@yibao/core/stock'
import type pg from 'pg'
import type { HeldClaim, TraceCodes, TraceCodeTables } from '../flows/stock-ports.ts'
import { errorCode } from './database-error.ts'
import { lockNotAvailable } from './person-store.ts'
import { type Queryable, query, transaction } from './sql.ts'
import {
  claimsUnderSettlement,
  giveCodesBack,
  keepCodeUses,
  lockCodes,
  packagesTold,
  readCodeUses,
  renewCodeUses,
} from './trace-code-sql.ts'

export function traceCodeTables(on: Queryable): TraceCodeTables {
  return {
    async lock(codes) {
      await query(on, 'trace-lock', lockCodes, [codes])
    },

    async read(providerCode, claims) {
      const codes = claims.map(({ code }) => code)
      const uses = await query<CodeUse>(on, 'trace-uses', readCodeUses, [codes])
      // Only a split package asks how much it holds.
      const split = claims.filter((claim) => claim.split)
      const told =
        split.length === 0
          ? []
          : await query<{ code: string; holds: Quantity }>(on, 'trace-packages', packagesTold, [
              providerCode,
              split.map(({ code }) => code),
              split.map(({ itemCode }) => itemCode),
              split.map(({ localItemCode }) => localItemCode),
            ])
      return { uses, holds: Object.fromEntries(told.map(({ code, holds }) => [code, holds])) }
    },

    async keep({ holder, soldTo, settlementId, at }, claims) {
      const { providerCode, msgid, insuredId } = holder
      const rows = claims.map(({ code, lineNumber, itemCode, localItemCode, split, unit, quantity }) => ({
        code,
        line_number: lineNumber,
        item_code: itemCode,
        local_item: localItemCode,
        split,
        unit,
        quantity,
      }))
      await query(on, 'trace-keep', keepCodeUses, [
        providerCode,
        msgid,
        insuredId,
        at,
        soldTo,
        settlementId,
        JSON.stringify(rows),
      ])
    },

    async claimsUnder({ providerCode, msgid, insuredId }, settlementId) {
      return await query<{ holder: HeldClaim['holder']; claim: HeldClaim['claim'] }>(
        on,
        'trace-under',
        claimsUnderSettlement,
        [providerCode, msgid, insuredId, settlementId],
      )
    },

    async renew(held, msgid) {
      await query(on, 'trace-renew', renewCodeUses, [
        msgid,
        JSON.stringify(
          held.map(({ holder, claim }) => ({
            code: claim.code,
            provider_code: holder.providerCode,
            msgid: holder.msgid,
            insured_id: holder.insuredId,
          })),
        ),
      ])
    },

    async giveBack({ providerCode, msgid, item, batch, settlementId, traceCode }) {
      const rows = await query(on, 'trace-give-back', giveCodesBack, [
        providerCode,
        msgid,
        item,
        batch,
        settlementId,
        traceCode,
      ])
      return rows.length
    },
  }
}

/** Carries the refusal out of a transaction that is to be undone; it never leaves this file. */
class NotClaimed extends Error {
  readonly refusal: unknown

  constructor(refusal: unknown) {
    super('not claimed')
    this.refusal = refusal
  }
}

export function traceCodes(pool: pg.Pool): TraceCodes {
  return {
    read: (providerCode, claims) => traceCodeTables(pool).read(providerCode, claims),

    async claiming(work) {
      try {
        return await transaction(pool, async (client) => {
          const refusal = await work(traceCodeTables(client))
          if (refusal !== null) throw new NotClaimed(refusal)
          return refusal
        })
      } catch (error) {
        if (error instanceof NotClaimed) return error.refusal as Awaited<ReturnType<typeof work>>
        if (errorCode(error) === lockNotAvailable) return 'busy'
        throw error
      }
    },
  }
}
