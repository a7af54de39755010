import type { StockFacts } from '@yibao/core/stock'
import type { StockTables } from '../flows/stock-ports.ts'
import { type Queryable, query } from './sql.ts'
import { traceCodeTables } from './trace-code-store.ts'

const holdBatch = `
insert into stock_batch (provider_code, item, batch, entries) values ($1, $2, $3, 1)
on conflict (provider_code, item, batch) do update set entries = stock_batch.entries + 1`

const readStock = `
select coalesce(sum(added), 0)::bigint as balance,
  coalesce(-sum(added) filter (where kind in ('sale', 'sale-return') and settlement_id is not distinct from $4), 0)::bigint
    as sold
from stock_entry where provider_code = $1 and item = $2 and batch = $3`

const addEntry = `
insert into stock_entry (provider_code, msgid, kind, item, item_code, local_item_code, batch, quantity, added, at,
  operator, settlement_id, visit_number, trace_code, package_holds, details)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`

export const findSettlement = `
select 1 from settlement where insured_id = $1 and settlement_id = $2 and root_id = $2 and provider_code = $3`

/** The stock of institutions, on the transaction of one message. */
export function stockTables(on: Queryable): StockTables {
  return {
    codes: traceCodeTables(on),

    async facts({ providerCode, item, batch, settlementId }) {
      await query(on, 'stock-hold', holdBatch, [providerCode, item, batch])
      const rows = await query<StockFacts & Record<string, unknown>>(on, 'stock-read', readStock, [
        providerCode,
        item,
        batch,
        settlementId,
      ])
      const [facts] = rows
      if (facts === undefined) throw new Error('a sum is always one row')
      return facts
    },

    async add(providerCode, msgid, entry, notes) {
      await query(on, 'stock-add', addEntry, [
        providerCode,
        msgid,
        entry.kind,
        entry.item,
        entry.itemCode,
        entry.localItemCode,
        entry.batch,
        entry.quantity,
        entry.added,
        entry.at,
        notes.operator,
        entry.settlementId,
        notes.visitNumber,
        notes.traceCode,
        entry.packageHolds,
        JSON.stringify(notes.details),
      ])
    },

    async settledHere(insuredId, settlementId, providerCode) {
      const rows = await query(on, 'stock-settlement', findSettlement, [insuredId, settlementId, providerCode])
      return rows.length === 1
    },
  }
}
