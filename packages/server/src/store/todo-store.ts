import type pg from 'pg'
import type { FiledMatter } from '../flows/casework-ports.ts'
import type {
  GivenReminder,
  TodoStore,
  WaitingAccount,
  WaitingPiece,
  WaitingReview,
  WaitingTip,
} from '../flows/todo-ports.ts'
import { filedJson } from './casework-sql.ts'
import { disclosed, matterBelonging, partOf } from './casework-store.ts'
import { type Condition, oneCondition, statementOf } from './conditions.ts'
import { withinReach } from './reach-sql.ts'
import { query } from './sql.ts'

/** The name of the institution of a row, or its code where nobody registered it. */
const nameOf = (row: string): string =>
  `coalesce((select p.name from provider p where p.provider_code = ${row}.provider_code), ${row}.provider_code)`

const urgentFirst = 'order by m.deadline_until nulls last, m.opened_on, m.matter_id'

const reviewBelonging = { divisions: ['w.division'], institution: 'w.provider_code' }

const reviewColumns = (task: string): string => `select w.review_id as "reviewId", w.case_id as "caseId",
  ${nameOf('w')} as "providerName", w.applied_at::date::text as "appliedOn", w.state, ${task} as task
  from special_case_review w`

const always = (name: string, text: string): Condition => ({ name, text: () => text, values: [] })

/** What waits for people. */
export function todoStore(reads: pg.Pool): TodoStore {
  const find = async <Row>(
    called: string,
    conditions: readonly Condition[],
    build: (where: string, next: number) => string,
    limit: number,
  ): Promise<readonly Row[]> => {
    const { name, text, values } = statementOf(called, conditions, build)
    return await query<Row & pg.QueryResultRow>(reads, name, text, [...values, limit])
  }
  const matters = async (called: string, conditions: readonly Condition[], limit: number) => {
    const build = (where: string, next: number): string =>
      `select ${filedJson} as filed from matter m ${where} ${urgentFirst} limit $${next}`
    const rows = await find<{ filed: FiledMatter }>(called, conditions, build, limit)
    return rows.map(({ filed }) => filed)
  }
  return {
    matters(states, reach, limit) {
      const names = states.map(({ procedure, state }) => `${procedure} ${state}`)
      const inStates = oneCondition(
        'states',
        (n) =>
          `(m.procedure, m.state) in (select split_part(s, ' ', 1), split_part(s, ' ', 2) from unnest($${n}::text[]) s)`,
        names,
      )
      return matters('todo-matters', [...inStates, ...withinReach(reach, matterBelonging), ...disclosed(reach)], limit)
    },

    ownMatters(userId, reach, limit) {
      const open = always('open', `m.state <> 'closed'`)
      const own = oneCondition('person', partOf, userId)
      return matters('todo-own', [open, ...own, ...withinReach(reach, matterBelonging), ...disclosed(reach)], limit)
    },

    reviewsToAssign(reach, limit) {
      const waits = always('waits', `(w.state = 'applied' or w.state = 'disputed' and w.arbiter is null)`)
      const task = `case when w.state = 'applied' then 'assign' else 'assign-arbiter' end`
      return find<WaitingReview>(
        'todo-reviews-to-assign',
        [waits, ...withinReach(reach, reviewBelonging)],
        (where, next) => `${reviewColumns(task)} ${where} order by w.applied_at, w.review_id limit $${next}`,
        limit,
      )
    },

    reviewsOf(userId, reach, limit) {
      const mine = oneCondition(
        'person',
        (n) => `w.state in ('assigned', 'disputed') and $${n} in (w.first_reviewer, w.second_reviewer, w.arbiter)
          and not exists (select from special_case_opinion o where o.provider_code = w.provider_code
            and o.review_id = w.review_id and o.reviewer = $${n})`,
        userId,
      )
      return find<WaitingReview>(
        'todo-reviews-of',
        [...mine, ...withinReach(reach, reviewBelonging)],
        (where, next) => `${reviewColumns(`'decide'`)} ${where} order by w.applied_at, w.review_id limit $${next}`,
        limit,
      )
    },

    tips(reach, limit) {
      return find<WaitingTip>(
        'todo-tips',
        [always('received', `t.state = 'received'`), ...withinReach(reach, { divisions: ['t.division'] })],
        (where, next) => `select t.tip_id as "tipId", t.received_at::date::text as "receivedOn",
            case when t.provider_code is null then null else ${nameOf('t')} end as "providerName"
          from tip t ${where} order by t.received_at, t.tip_id limit $${next}`,
        limit,
      )
    },

    pieces(reach, limit) {
      const waits = always(
        'waits',
        `(e.state = 'out' or e.state = 'in' and e.content->'approval'->>'until' is not null)`,
      )
      return find<WaitingPiece>(
        'todo-pieces',
        [waits, ...withinReach(reach, { divisions: ['e.division'] })],
        (where, next) => `select e.code, e.content->>'title' as title,
            case when e.state = 'out' then 'take-back' else 'hand-out' end as task,
            case when e.state = 'out' then e.due_back::text else e.content->'approval'->>'until' end as until
          from evidence_piece e ${where} order by until, e.code limit $${next}`,
        limit,
      )
    },

    async accounts(tasks, limit) {
      const text = `select * from (
          select user_id as "userId", name, case when held then 'unlock' else 'grant' end as task,
            (case when held then password_set_at else created_at end)::date::text as since
          from user_account where disabled_at is null and (held or not exists (
            select from user_role r where r.user_id = user_account.user_id and r.revoked_at is null))) a
        where a.task = any($1::text[]) order by since, "userId" limit $2`
      return await query<WaitingAccount & pg.QueryResultRow>(reads, 'todo-accounts', text, [tasks, limit])
    },

    reminders({ userId, offices, since }, reach, limit) {
      const told: Condition = {
        name: 'told',
        text: (n) => `(r.told = $${n} or r.told is null and r.office = any($${n + 1}::text[]))`,
        values: [userId, offices],
      }
      return find<GivenReminder>(
        'todo-reminders',
        [
          told,
          ...oneCondition('since', (n) => `r.reminded_at >= $${n}::date::timestamp`, since),
          ...withinReach(reach, matterBelonging),
          ...disclosed(reach),
        ],
        (where, next) => `select r.matter_id as "matterId", m.content->'title' as title, m.procedure, m.state,
            (select p.name from provider p where p.provider_code = m.provider_code) as "providerName",
            r.deadline_name as "limit", r.deadline_until::text as until, r.mark,
            to_char(r.reminded_at, 'YYYY-MM-DD HH24:MI:SS') as at,
            coalesce((m.deadline_name, m.deadline_until) = (r.deadline_name, r.deadline_until), false) as running
          from matter_reminder r join matter m on m.matter_id = r.matter_id ${where}
          order by r.reminded_at desc, r.matter_id, r.mark limit $${next}`,
        limit,
      )
    },
  }
}
