import type { Reach } from '@yibao/core/office'
import type { ComparedGroup, ComparedInstitution } from '@yibao/core/payment'
import type pg from 'pg'
import type { ComparisonStore, ComparisonSummary, KeepComparison, ListedComparison } from '../flows/workbench-ports.ts'
import { type Condition, statementOf } from './conditions.ts'
import { noteOperation } from './operation-log-store.ts'
import { withinReach } from './reach-sql.ts'
import { query, transaction } from './sql.ts'

const listed = `c.comparison_id as "comparisonId", c.division, c.year, c.source,
  to_char(c.made_at, 'YYYY-MM-DD HH24:MI:SS') as "madeAt", c.cases, c.institutions, c.content->'methods' as methods`

/** Comparisons are of a region: institutions reach none, whatever they are named. */
const ofRegions = ({ regions }: Reach): Reach => ({ regions, institutions: [] })

const rowsOf = `select content from payment_comparison_row
where comparison_id = $1 and kind = $2 and number > $3 order by number limit $4`

/** Comparisons as they are looked at. */
export function comparisonStore(pool: pg.Pool): ComparisonStore {
  const rows = async <Row>(kind: string, values: readonly unknown[]): Promise<readonly Row[]> => {
    const [id, ...rest] = values
    const found = await query<{ content: Row }>(pool, 'workbench-rows', rowsOf, [id, kind, ...rest])
    return found.map(({ content }) => content)
  }
  return {
    async find(reach, after, limit) {
      const behind: readonly Condition[] =
        after === null
          ? []
          : [
              {
                name: 'after',
                text: (n) => `(c.made_at, c.comparison_id) < ($${n}::timestamp, $${n + 1})`,
                values: [after.madeAt, after.comparisonId],
              },
            ]
      const conditions = [...withinReach(ofRegions(reach), { divisions: ['c.division'] }), ...behind]
      const { name, text, values } = statementOf(
        'workbench-find',
        conditions,
        (where, next) => `select ${listed} from payment_comparison c ${where}
order by c.made_at desc, c.comparison_id desc limit $${next}`,
      )
      return query<ListedComparison & pg.QueryResultRow>(pool, name, text, [...values, limit])
    },
    async summary(comparisonId) {
      const text = `select ${listed}, c.content from payment_comparison c where c.comparison_id = $1`
      const [found] = await query<ComparisonSummary & pg.QueryResultRow>(pool, 'workbench-summary', text, [
        comparisonId,
      ])
      return found ?? null
    },
    institutions: (id, after, limit) => rows<ComparedInstitution>('institution', [id, after, limit]),
    groups: (id, after, limit) => rows<ComparedGroup>('group', [id, after, limit]),
  }
}

const insertHead = `insert into payment_comparison
  (comparison_id, division, year, source, made_at, made_by, cases, institutions, content)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

const insertRows = `insert into payment_comparison_row (comparison_id, kind, number, content)
select $1, $2, number, content from json_array_elements($3::json) with ordinality as r(content, number)`

/** Keeps finished comparisons. */
export function comparisonKeeper(pool: pg.Pool): KeepComparison {
  return ({ comparisonId, division, year, source, madeAt }, comparison, operation) =>
    transaction(pool, async (client) => {
      const { institutions, groups, ...content } = comparison
      const head = [comparisonId, division, year, source, madeAt, operation.actor]
      const counts = [content.sums.cases, institutions.length]
      await query(client, 'workbench-keep', insertHead, [...head, ...counts, JSON.stringify(content)])
      for (const [kind, some] of [['institution', institutions] as const, ['group', groups] as const])
        await query(client, 'workbench-keep-rows', insertRows, [comparisonId, kind, JSON.stringify(some)])
      await noteOperation(client, operation)
    })
}
