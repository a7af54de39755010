import { InvariantError } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'
import type { FiledSettlement } from '@yibao/core/settlement'
import type pg from 'pg'
import type {
  Belongs,
  EventKey,
  SettlementFilter,
  SettlementListRow,
  SettlementStore,
  SettlementSurroundings,
  Stride,
} from '../flows/rest-ports.ts'
import { type Condition, oneCondition, shifted, statementOf } from './conditions.ts'
import { settlementJson } from './gather-sql.ts'
import { withinReach } from './reach-sql.ts'
import { careBelongs, eventConditions, visitRowJson } from './rest-visits.ts'
import { query, queryOnce } from './sql.ts'

const time = (column: string): string => `to_char(${column}, 'YYYY-MM-DD HH24:MI:SS')`

const rowColumns = `t.insured_id as "insuredId", t.settlement_id as "settlementId", t.kind, t.undoes_id as "undoesId",
  t.visit_id as "visitId", t.provider_code as "providerCode", ${time('t.settled_at')} as at,
  t.scheme, t.division, t.med_type as "medType", t.total,
  t.pool + t.large_amount + t.critical_illness + t.civil_servant + t.enterprise + t.assistance + t.other as fund, t.cash,
  i.name, p.name as "providerName", stand.stands`

/** Of how many settlements a chain is: a settlement and each that undid or restored it, in turn. */
const lengthOf = (row: string): string =>
  `(select count(*) from settlement c where c.insured_id = ${row}.insured_id and c.root_id = ${row}.root_id)`

const stateConditions = ({ state }: SettlementFilter): readonly Condition[] =>
  state === null
    ? []
    : [{ name: state, text: () => `${lengthOf('t')} % 2 = ${state === 'standing' ? 1 : 0}`, values: [] }]

const beginningOf = (region: string): string => `${region.replace(/(?:00)+$/, '')}%`

/** What an index in the order of the list serves: a walk goes through these and no others. */
function walkedBy(filter: SettlementFilter, reach: Reach, after: EventKey | null): readonly Condition[] {
  const { kind } = filter
  return [
    ...eventConditions(filter, after, { alias: 't', at: 't.settled_at', id: 't.settlement_id' }),
    // Only what undid or restored another names it: of these there are few, with an index of their own.
    ...(kind === null || kind === 'settle'
      ? []
      : oneCondition('kind', (n) => `t.kind = $${n} and t.undoes_id is not null`, kind)),
    ...reached(reach).filter(isOfOneInstitution),
  ]
}

/** What every settlement of a walk is looked at for. */
function lookedFor(filter: SettlementFilter, reach: Reach): readonly Condition[] {
  const { scheme, kind, division, medType, totalFrom, totalUntil } = filter
  return [
    ...oneCondition('scheme', (n) => `t.scheme = $${n}`, scheme),
    ...(kind === 'settle' ? [{ name: 'settle', text: () => 't.undoes_id is null', values: [] }] : []),
    ...oneCondition('division', (n) => `t.division like $${n}`, division === null ? null : beginningOf(division)),
    ...oneCondition('care', (n) => `t.med_type = $${n}`, medType),
    ...oneCondition('least', (n) => `abs(t.total) >= $${n}`, totalFrom),
    ...oneCondition('most', (n) => `abs(t.total) <= $${n}`, totalUntil),
    ...stateConditions(filter),
    ...reached(reach).filter((one) => !isOfOneInstitution(one)),
  ]
}

const belonging = { divisions: ['t.division'], institution: 't.provider_code', enrolled: 't.insured_id' }

/**
 * The reach, said so that the planner takes it for what it mostly is, no hindrance: a list goes through the settlements newest
 * first until a page is full, instead of sorting all of them.
 */
const reached = (reach: Reach): readonly Condition[] =>
  withinReach(reach, belonging).map(({ name, text, values }) => ({
    name,
    text: (n) => (name === 'reach' ? `coalesce(${text(n)}, false)` : text(n)),
    values,
  }))

const isOfOneInstitution = ({ name }: Condition): boolean => name === 'reach-alone'

const newestFirst = 'order by t.settled_at desc, t.settlement_id desc'

/**
 * As many settlements as one stride looks at: the first answer comes in some tens of milliseconds even where none of them is wanted;
 * who has seen how far it came waits some more for each that follows.
 */
const strides = { first: 5_000, later: 40_000 }

interface Walk {
  readonly filter: SettlementFilter
  readonly reach: Reach
  readonly after: EventKey | null
}

/**
 * The settlements of one stride that are wanted, as `t`, and where it ended unless enough of them were found: in one statement, so that
 * both are told of the same moment.
 */
function strideStatement(
  { filter, reach, after }: Walk,
  enough: number,
  length: number,
  found: (rows: string) => string,
) {
  const walked = statementOf('', walkedBy(filter, reach, after), (where) => where)
  const first = walked.values.length + 2
  const looked = statementOf('', lookedFor(filter, reach).map(shifted(first)), (where) => where)
  const [stride, limit] = [`$${walked.values.length + 1}`, `$${walked.values.length + 2}`]
  const text = `
    with wanted as materialized (
      select t.* from (select t.* from settlement t ${walked.text} ${newestFirst} limit ${stride}) t
        ${looked.text} ${newestFirst} limit ${limit})
    select ${found('wanted')} as found, case when (select count(*) from wanted) < ${limit} then (
      select json_build_object('at', ${time('t.settled_at')}, 'id', t.settlement_id) from settlement t ${walked.text}
        ${newestFirst} offset ${stride} - 1 limit 1) end as "lookedTo"`
  return { text, values: [...walked.values, length, enough, ...looked.values] }
}

const rowJoins = `left join insured i on i.insured_id = t.insured_id
             left join provider p on p.provider_code = t.provider_code`

const wholeChain = `
select json_build_object(${careBelongs('asked')}) as belongs,
  (select i.name from insured i where i.insured_id = $1) as "personName",
  (select json_agg(${settlementJson} order by t.sequence) from settlement t
    where t.insured_id = $1 and t.root_id = asked.root_id) as chain
from settlement asked where asked.insured_id = $1 and asked.settlement_id = $2`

const around = `
select json_build_object(
  'visit', (select ${visitRowJson} from visit v where v.insured_id = $1 and v.visit_id = $2),
  'lines', (select coalesce(json_agg(json_build_object('batch', l.batch, 'settlementId', l.settlement_id, 'count', l.count,
      'total', l.total, 'firstAt', ${time('l.first_at')}, 'lastAt', ${time('l.last_at')}) order by l.first_at, l.batch), '[]')
    from (select l.batch, l.settlement_id, count(*) as count, sum(l.total)::bigint as total, min(l.charged_at) as first_at,
        max(l.charged_at) as last_at
      from bill_line l join visit v on v.insured_id = l.insured_id and v.visit_id = l.visit_id and v.opened_on = l.opened_on
      where l.insured_id = $1 and l.visit_id = $2 group by l.batch, l.settlement_id) l),
  'messages', (select coalesce(json_agg(json_build_object('messageId', e.message_id, 'infno', e.infno, 'msgid', e.msgid,
      'receivedAt', ${time('e.received_at')}, 'settlementId', e.settlement_id,
      'archived', exists (select from message m where m.insured_id = e.insured_id and m.message_id = e.message_id))
      order by e.received_at, e.message_id), '[]')
    from (select e.* from message_effect e where e.insured_id = $1 and e.provider_code = $3
      and e.received_at >= (select v.began_at from visit v where v.insured_id = $1 and v.visit_id = $2)
      and e.received_at <= $4::timestamp
      order by e.received_at, e.message_id limit 500) e)) as around`

/** Settlements as a desk asks for them. Lists are planned for what is asked: of a day or of a year, of one hospital or of all. */
export function settlementStore(pool: pg.Pool, { first, later }: typeof strides = strides): SettlementStore {
  const all = (filter: SettlementFilter, reach: Reach, after: EventKey | null): readonly Condition[] => [
    ...walkedBy(filter, reach, after),
    ...lookedFor(filter, reach),
  ]
  const walk = async <Found>(asked: Walk, enough: number, found: (rows: string) => string): Promise<Stride<Found>> => {
    const { text, values } = strideStatement(asked, enough, asked.after === null ? first : later, found)
    const [row] = await queryOnce<Stride<Found> & pg.QueryResultRow>(pool, text, values)
    if (row === undefined) throw new InvariantError('a stride is one row')
    return row
  }
  return {
    find(filter, reach, after, limit) {
      const { text, values } = statementOf(
        '',
        all(filter, reach, after),
        (where, next) =>
          `select ${rowColumns} from (select t.* from settlement t ${where} ${newestFirst} limit $${next}) t
             ${rowJoins} cross join lateral (select ${lengthOf('t')} % 2 = 1 as stands) stand ${newestFirst}`,
      )
      return queryOnce<SettlementListRow & pg.QueryResultRow>(pool, text, [...values, limit])
    },

    findStride(filter, reach, after, limit) {
      const rows = (wanted: string): string =>
        `(select coalesce(json_agg(shown), '[]') from (select ${rowColumns} from ${wanted} t
          ${rowJoins} cross join lateral (select ${lengthOf('t')} % 2 = 1 as stands) stand ${newestFirst}) shown)`
      return walk({ filter, reach, after }, limit, rows)
    },

    async count(filter, reach, most) {
      const { text, values } = statementOf(
        '',
        all(filter, reach, null),
        (where, next) =>
          `select count(*)::int as count from (select from settlement t ${where} ${newestFirst} limit $${next}) counted`,
      )
      const rows = await queryOnce<{ count: number }>(pool, text, [...values, most])
      return rows[0]?.count ?? 0
    },

    countStride(filter, reach, after, most) {
      return walk({ filter, reach, after }, most, (wanted) => `(select count(*)::int from ${wanted})`)
    },

    async chain(insuredId, settlementId) {
      const rows = await query<{ belongs: Belongs; personName: string | null; chain: readonly FiledSettlement[] }>(
        pool,
        'rest-settlement',
        wholeChain,
        [insuredId, settlementId],
      )
      const [found] = rows
      if (found === undefined) return null
      const { belongs, personName, chain } = found
      return { ...belongs, personName, chain }
    },

    async surroundings({ insuredId, visitId, providerCode }, until) {
      const rows = await query<{ around: SettlementSurroundings }>(pool, 'rest-settlement-around', around, [
        insuredId,
        visitId,
        providerCode,
        until,
      ])
      return rows[0]?.around ?? { visit: null, lines: [], messages: [] }
    },
  }
}
