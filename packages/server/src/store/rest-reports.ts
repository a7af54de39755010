import type { Reach } from '@yibao/core/office'
import type pg from 'pg'
import type { DailyRow, InstitutionRow, ReportFilter, ReportStore, ReportSums } from '../flows/rest-ports.ts'
import { type Condition, oneCondition, type Statement, statementOf } from './conditions.ts'
import { withinReach } from './reach-sql.ts'
import { query } from './sql.ts'

const payers = {
  total: 'total',
  pool: 'pool',
  largeAmount: 'large_amount',
  criticalIllness: 'critical_illness',
  civilServant: 'civil_servant',
  enterprise: 'enterprise',
  assistance: 'assistance',
  other: 'other',
  hospital: 'hospital',
  account: 'account',
  family: 'family',
  cash: 'cash',
}

const sums = [
  `count(*) filter (where t.kind = 'settle') as settled`,
  `count(*) filter (where t.kind in ('cancel', 'reverse')) as undone`,
  `count(*) filter (where t.kind = 'restore') as restored`,
  ...Object.entries(payers).map(([name, column]) => `coalesce(sum(t.${column}), 0)::bigint as "${name}"`),
].join(', ')

const day = 't.settled_at::date'

function inRange({ from, until, providerCode, scheme, division }: ReportFilter, reach: Reach): readonly Condition[] {
  return [
    {
      name: 'days',
      text: (n) => `t.settled_at >= $${n}::date::timestamp and t.settled_at < ($${n + 1}::date + 1)::timestamp`,
      values: [from, until],
    },
    ...oneCondition('provider', (n) => `t.provider_code = $${n}`, providerCode),
    ...oneCondition('scheme', (n) => `t.scheme = $${n}`, scheme),
    ...oneCondition(
      'division',
      (n) => `t.provider_code in (select provider_code from provider where division = $${n})`,
      division,
    ),
    ...withinReach(reach, { divisions: ['t.division'], institution: 't.provider_code' }),
  ]
}

/** Settlements summed up, set by set. */
export function reportStore(pool: pg.Pool): ReportStore {
  const rows = <Row extends object>({ name, text, values }: Statement, more: readonly unknown[]) =>
    query<Row & pg.QueryResultRow>(pool, name, text, [...values, ...more])
  return {
    daily(filter, reach, after, limit) {
      const behind: readonly Condition[] =
        after === null
          ? []
          : [
              {
                name: 'after',
                text: (n) => `(${day}, t.provider_code, t.scheme) > ($${n}::date, $${n + 1}, $${n + 2})`,
                values: [after.day, after.providerCode, after.scheme],
              },
            ]
      const statement = statementOf(
        'report-daily',
        [...inRange(filter, reach), ...behind],
        (where, next) => `select ${day}::text as day, t.provider_code as "providerCode", t.scheme, ${sums}
          from settlement t ${where} group by ${day}, t.provider_code, t.scheme
          order by ${day}, t.provider_code, t.scheme limit $${next}`,
      )
      return rows<DailyRow>(statement, [limit])
    },

    institutions(filter, reach, after, limit) {
      const behind = oneCondition('after', (n) => `t.provider_code > $${n}`, after)
      const statement = statementOf(
        'report-institutions',
        [...inRange(filter, reach), ...behind],
        (where, next) => `select s.*, p.name from (
            select t.provider_code as "providerCode", count(distinct t.insured_id) as people, ${sums}
            from settlement t ${where} group by t.provider_code order by t.provider_code limit $${next}) s
          left join provider p on p.provider_code = s."providerCode" order by s."providerCode"`,
      )
      return rows<InstitutionRow>(statement, [limit])
    },

    async sums(filter, reach) {
      const statement = statementOf(
        'report-sums',
        inRange(filter, reach),
        (where) => `select ${sums} from settlement t ${where}`,
      )
      const [found] = await rows<ReportSums>(statement, [])
      if (found === undefined) throw new Error('a sum is one row')
      return found
    },
  }
}
