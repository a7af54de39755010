import type { SchemeCode } from '@yibao/core/encounter'
import type { DivisionCode, IsoDate } from '@yibao/core/kernel'
import type pg from 'pg'
import type { GrouperInForce, GrouperTables } from '../flows/take-up-grouper.ts'
import { type Queryable, query, transaction } from './sql.ts'

/** Where schemes, or directories, lie: what is kept under its digest, and beside it what regions group by. */
interface GrouperPlace {
  /** Begins the names of prepared statements. */
  readonly word: 'scheme' | 'dip'
  readonly kept: 'grouping_scheme' | 'dip_directory'
  readonly inForce: 'grouping_scheme_in_force' | 'dip_directory_in_force'
  readonly digest: 'scheme_digest' | 'directory_digest'
  /** Columns of what is kept, `k`, that are told with what is in force. */
  readonly told: string
}

export const schemePlace: GrouperPlace = {
  word: 'scheme',
  kept: 'grouping_scheme',
  inForce: 'grouping_scheme_in_force',
  digest: 'scheme_digest',
  told: 'k.scheme, k.title',
}

export const directoryPlace: GrouperPlace = {
  word: 'dip',
  kept: 'dip_directory',
  inForce: 'dip_directory_in_force',
  digest: 'directory_digest',
  told: 'k.name, k.year',
}

const inForceOf = ({ kept, inForce, digest, told }: GrouperPlace, where: string): string => `
select f.division, f.insurance, f.valid_from::text as "from", f.valid_until::text as until, f.${digest} as digest, ${told}
from ${inForce} f join ${kept} k using (${digest}) ${where} order by f.division, f.insurance, f.valid_from`

type InForceRow<InForce extends GrouperInForce> = Omit<InForce, 'range'> & {
  readonly from: IsoDate
  readonly until: IsoDate | null
}

/** Which regions group by which, all of them or those of one region's insurance; in the order of days. */
export async function groupersInForce<InForce extends GrouperInForce>(
  on: Queryable,
  place: GrouperPlace,
  of: { readonly division: DivisionCode; readonly insurance: SchemeCode } | null,
): Promise<readonly InForce[]> {
  const text = inForceOf(place, of === null ? '' : 'where f.division = $1 and f.insurance = $2')
  const name = `${place.word}-in-force${of === null ? '' : '-of'}`
  const values = of === null ? [] : [of.division, of.insurance]
  const rows = await query<InForceRow<InForce> & pg.QueryResultRow>(on, name, text, values)
  return rows.map(({ from, until, ...row }) => ({ ...row, range: { from, until } }) as unknown as InForce)
}

/** The digest of what a region groups the stays of an insurance by that were discharged on a day; null when it has none. */
export async function digestInForce(
  on: Queryable,
  { word, inForce, digest }: GrouperPlace,
  of: { readonly division: DivisionCode; readonly insurance: SchemeCode; readonly day: IsoDate },
): Promise<string | null> {
  const text = `select ${digest} as digest from ${inForce}
    where division = $1 and insurance = $2 and valid_from <= $3 and (valid_until is null or valid_until > $3)`
  const values = [of.division, of.insurance, of.day]
  return (await query<{ digest: string }>(on, `${word}-on-day`, text, values))[0]?.digest ?? null
}

/** What both kinds do alike when somebody takes one up. */
export function grouperForce<InForce extends GrouperInForce>(
  on: Queryable,
  place: GrouperPlace,
): Omit<GrouperTables<never, InForce>, 'keep'> {
  const { word, kept, inForce, digest: column } = place
  return {
    async isKept(digest) {
      const text = `select 1 from ${kept} where ${column} = $1`
      return (await query(on, `${word}-kept`, text, [digest])).length > 0
    },
    inForce: (division, insurance) => groupersInForce<InForce>(on, place, { division, insurance }),
    async takeUp({ division, insurance, range }, digest, at) {
      const text = `insert into ${inForce} (division, insurance, valid_from, valid_until, ${column}, taken_up_at)
        values ($1, $2, $3, $4, $5, $6)`
      await query(on, `${word}-take-up`, text, [division, insurance, range.from, range.until, digest, at])
    },
    async changeEnd({ division, insurance, range }) {
      const text = `update ${inForce} set valid_until = $4 where division = $1 and insurance = $2 and valid_from = $3`
      await query(on, `${word}-change-end`, text, [division, insurance, range.from, range.until])
    },
  }
}

/** One transaction in which nobody else takes up one of the kind. */
export function aloneWith<T>(
  pool: pg.Pool,
  { word, kept }: GrouperPlace,
  work: (on: Queryable) => Promise<T>,
): Promise<T> {
  return transaction(pool, async (client) => {
    await query(client, `${word}-lock`, 'select pg_advisory_xact_lock(hashtext($1))', [kept])
    return work(client)
  })
}
