import { isoDate } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'
import type pg from 'pg'
import type {
  BudgetPool,
  FundIncome,
  IncomeSum,
  SpendingSum,
  WallGroup,
  WallMatters,
  WallRange,
  WallRow,
  WallSettlement,
  WallStore,
} from '../flows/wall-ports.ts'
import { type Condition, oneCondition, statementOf } from './conditions.ts'
import { withinReach } from './reach-sql.ts'
import { fundOf, outsideOf } from './settlement-days.ts'
import { query } from './sql.ts'

/** What sums are kept apart by, of a row `t` and its institution `p`. */
const keys: Readonly<Record<WallGroup, string>> = {
  scheme: 't.scheme',
  institution: 't.provider_code',
  division: `coalesce(p.division, '')`,
}

const nameOf = (group: WallGroup): string => (group === 'institution' ? 'min(p.name)' : 'null')

const big = (sum: string): string => `coalesce(${sum}, 0)::bigint`

const sumsOf = (counts: Readonly<Record<'settled' | 'undone' | 'restored', string>>, fund: string) => `
  ${counts.settled} as settled, ${counts.undone} as undone, ${counts.restored} as restored,
  ${big('sum(t.total)')} as total, ${big(`sum(${fund})`)} as fund, ${big('sum(t.account)')} as account,
  ${big('sum(t.cash)')} as cash,`

const keptSums = `${sumsOf(
  { settled: 'sum(t.settled)::bigint', undone: 'sum(t.undone)::bigint', restored: 'sum(t.restored)::bigint' },
  't.fund',
)}
  ${big('sum(t.settled) filter (where t.outside)')} as "outsideSettled",
  ${big('sum(t.total) filter (where t.outside)')} as "outsideTotal",
  ${big('sum(t.fund) filter (where t.outside)')} as "outsideFund"`

const liveSums = `${sumsOf(
  {
    settled: `count(*) filter (where t.kind = 'settle')`,
    undone: `count(*) filter (where t.kind in ('cancel', 'reverse'))`,
    restored: `count(*) filter (where t.kind = 'restore')`,
  },
  fundOf,
)}
  count(*) filter (where t.kind = 'settle' and ${outsideOf}) as "outsideSettled",
  ${big(`sum(t.total) filter (where ${outsideOf})`)} as "outsideTotal",
  ${big(`sum(${fundOf}) filter (where ${outsideOf})`)} as "outsideFund"`

const within = (reach: Reach): readonly Condition[] =>
  withinReach(reach, { divisions: ['t.division'], institution: 't.provider_code' })

/** A fund is a region's: institutions reach none. */
const ofRegions = ({ regions }: Reach): Reach => ({ regions, institutions: [] })

const keptDays = ({ from, until }: WallRange): Condition => ({
  name: 'days',
  text: (n) => `t.day >= $${n}::date and t.day <= $${n + 1}::date`,
  values: [from, until],
})

const liveDays = ({ from, until }: WallRange): Condition => ({
  name: 'days',
  text: (n) => `t.settled_at >= $${n}::date::timestamp and t.settled_at < ($${n + 1}::date + 1)::timestamp`,
  values: [from, until],
})

const fundAccount = `split_part(b.account, ':', 3)`

/** Postings on funds, `fund:division:scheme:name`; where personal accounts are fed from is none that pays bills. */
const onFunds = `b.account like 'fund:%' and b.account not like '%:account-funding'`

/** Of entries of institutions and of corrections: what settlements took out is summed up from settlements. */
const booked = (reach: string) => `
select to_char(b.at, 'YYYY-MM') as month, b.scheme, (-sum(b.amount))::bigint as amount
from (
  select e.booked_at as at, split_part(b.account, ':', 2) as division, ${fundAccount} as scheme, b.amount
  from payment_entry e join payment_posting b on b.provider_code = e.provider_code and b.entry_id = e.entry_id
  where e.booked_at >= $1::timestamp and ${onFunds}
  union all
  select c.booked_at, split_part(b.account, ':', 2), ${fundAccount}, b.amount
  from correction c join posting b on b.insured_id = c.insured_id and b.entry_id = c.correction_id
  where c.booked_at >= $1::timestamp and ${onFunds}
) as b ${reach}
group by 1, 2`

const rowColumns = `t.insured_id as "insuredId", t.settlement_id as "settlementId", t.kind,
  to_char(t.settled_at, 'YYYY-MM-DD HH24:MI:SS') as at, i.name as "personName", t.provider_code as "providerCode",
  p.name as "providerName", t.scheme, t.division, t.med_type as "medType", t.total, ${fundOf} as fund`

const incomeColumns = `t.entry_id as "entryId", t.division, t.scheme, t.month, t.kind, t.amount, t.source,
  to_char(t.entered_at, 'YYYY-MM-DD HH24:MI:SS') as "enteredAt"`

const noMatters: WallMatters = {
  reviews: 0,
  cases: 0,
  overdue: 0,
  dueSoon: 0,
  outliers: 0,
  stake: 0 as WallMatters['stake'],
}

/** What a leader's wall shows: sums set by set, never a statement a row. */
export function wallStore(pool: pg.Pool): WallStore {
  const ask = <Row extends object>(
    name: string,
    conditions: readonly Condition[],
    build: (where: string, next: number) => string,
    more: readonly unknown[] = [],
  ) => {
    const statement = statementOf(name, conditions, build)
    return query<Row & pg.QueryResultRow>(pool, statement.name, statement.text, [...statement.values, ...more])
  }
  return {
    async keptThrough() {
      const text = 'select max(day)::text as day from settlement_day_kept'
      const [found] = await query<{ day: string | null }>(pool, 'wall-kept', text)
      return found?.day === undefined || found.day === null ? null : isoDate(found.day)
    },

    kept: (group, range, reach) =>
      ask<WallRow>(
        `wall-kept ${group}`,
        [keptDays(range), ...within(reach)],
        (where) => `select ${keys[group]} as key, ${nameOf(group)} as name, ${keptSums}
          from settlement_day t left join provider p using (provider_code) ${where} group by 1`,
      ),

    live: (group, range, reach) =>
      ask<WallRow>(
        `wall-live ${group}`,
        [liveDays(range), ...within(reach)],
        (where) => `select ${keys[group]} as key, ${nameOf(group)} as name, ${liveSums}
          from settlement t left join provider p using (provider_code) ${where} group by 1`,
      ),

    keptSpending: (from, reach) =>
      ask<SpendingSum>(
        'wall-spending-kept',
        [
          { name: 'from', text: (n) => `t.day >= $${n}::date`, values: [`${from}-01`] },
          ...withinReach(ofRegions(reach), { divisions: ['t.division'] }),
        ],
        (where) =>
          `select to_char(t.day, 'YYYY-MM') as month, t.scheme, sum(t.fund)::bigint as amount from settlement_day t ${where} group by 1, 2`,
      ),

    liveSpending: (from, reach) =>
      ask<SpendingSum>(
        'wall-spending-live',
        [
          { name: 'from', text: (n) => `t.settled_at >= $${n}::date::timestamp`, values: [from] },
          ...withinReach(ofRegions(reach), { divisions: ['t.division'] }),
        ],
        (where) =>
          `select to_char(t.settled_at, 'YYYY-MM') as month, t.scheme, sum(${fundOf})::bigint as amount from settlement t ${where} group by 1, 2`,
      ),

    async bookedSpending(from, reach) {
      const { name, text, values } = statementOf(
        'wall-spending-booked',
        [
          { name: 'from', text: (n) => `$${n}::timestamp is not null`, values: [`${from}-01 00:00:00`] },
          ...withinReach(ofRegions(reach), { divisions: ['b.division'] }),
        ],
        booked,
      )
      return query<SpendingSum & pg.QueryResultRow>(pool, name, text, values)
    },

    incomeSums: (reach) =>
      ask<IncomeSum>(
        'wall-income-sums',
        withinReach(ofRegions(reach), { divisions: ['t.division'] }),
        (where) =>
          `select t.month, t.scheme, t.kind, sum(t.amount)::bigint as amount from fund_income t ${where} group by 1, 2, 3`,
      ),

    income: (reach, after, limit) =>
      ask<FundIncome>(
        'wall-income',
        [
          ...(after === null
            ? []
            : [
                {
                  name: 'after',
                  text: (n: number) => `(t.month, t.entry_id) < ($${n}, $${n + 1})`,
                  values: [after.month, after.entryId],
                },
              ]),
          ...withinReach(ofRegions(reach), { divisions: ['t.division'] }),
        ],
        (where, next) =>
          `select ${incomeColumns} from fund_income t ${where} order by t.month desc, t.entry_id desc limit $${next}`,
        [limit],
      ),

    recent: (day, reach, limit) =>
      ask<WallSettlement>(
        'wall-recent',
        [liveDays({ from: day, until: day }), ...within(reach)],
        (where, next) => `select ${rowColumns} from (
            select * from settlement t ${where} order by t.settled_at desc, t.settlement_id desc limit $${next}) t
          left join insured i on i.insured_id = t.insured_id left join provider p on p.provider_code = t.provider_code
          order by t.settled_at desc, t.settlement_id desc`,
        [limit],
      ),

    async matters(today, soon, reach) {
      const conditions = [
        ...oneCondition('dates', (n) => `$${n}::date is not null`, today),
        ...oneCondition('soon', (n) => `$${n}::date is not null`, soon),
        ...withinReach(reach, { divisions: ['t.division'], institution: 't.provider_code' }),
      ]
      const [found] = await ask<WallMatters>(
        'wall-matters',
        conditions,
        (where) => `select count(*) filter (where t.procedure = 'review') as reviews,
            count(*) filter (where t.procedure = 'case') as cases,
            count(*) filter (where t.deadline_until < $1::date) as overdue,
            count(*) filter (where t.deadline_until >= $1::date and t.deadline_until <= $2::date) as "dueSoon",
            count(*) filter (where t.source = 'outlier') as outliers, ${big('sum(t.stake)')} as stake
          from matter t ${where} and t.state <> 'closed'`,
      )
      return found ?? noMatters
    },

    budgetPools: (today, reach) =>
      ask<BudgetPool>(
        'wall-budget-pools',
        [
          {
            name: 'today',
            text: (n) =>
              `t.taken_up_at is not null and t.valid_from <= $${n}::date and (t.valid_until is null or t.valid_until > $${n}::date)`,
            values: [today],
          },
          ...withinReach(ofRegions(reach), { divisions: ['t.division'] }),
        ],
        (
          where,
        ) => `select distinct t.division, s.scheme from payment_plan t cross join lateral unnest(t.schemes) s(scheme) ${where}
          order by 1, 2 limit 20`,
      ),
  }
}
