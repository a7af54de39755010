import type { LocalDateTime } from '@yibao/core/kernel'
import type { WriteCounts } from '../flows/import-ports.ts'
import type { NewFundIncome } from '../flows/wall-ports.ts'
import { type Queryable, query } from './sql.ts'

/** Lines of one file that are all the same are one line. */
const putLines = `
insert into fund_income (entry_id, division, scheme, month, kind, amount, source, entered_at, entered_by)
select distinct concat_ws('-', f.division, f.scheme, f.month, f.kind, left(md5(f.amount::text || f.source), 8)), f.division, f.scheme,
  f.month, f.kind, f.amount, f.source, $2::timestamp, $3
from jsonb_to_recordset($1::jsonb) as f(division text, scheme text, month text, kind text, amount bigint, source text)
on conflict do nothing returning entry_id`

/** Enters lines of the books of account of the funds; a line that is there already changes nothing. */
export async function writeFundIncome(
  on: Queryable,
  lines: readonly NewFundIncome[],
  { at, by }: { readonly at: LocalDateTime; readonly by: string },
): Promise<WriteCounts> {
  const written = await query(on, 'import-fund', putLines, [JSON.stringify(lines), at, by])
  return { added: written.length, changed: 0, closed: 0 }
}
