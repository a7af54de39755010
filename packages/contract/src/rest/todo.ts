import { caseStates, limitNames, procedures, reviewStates } from '@yibao/core/casework'
import Type from 'typebox'
import { route } from './route.ts'
import { both, count, date, fen, fields, maybe, oneOf, time, words } from './schemas.ts'

const waiting = fields({
  id: Type.String(both('编号', 'its number')),
  title: words,
  about: Type.String(
    both('机构；证据为编号，账号为用户名', 'of which institution; the code of a piece, the user name of an account'),
  ),
  detail: maybe(
    Type.String(both('参保人（已遮蔽）、费用日期、编号', 'insured person, masked, day of the bill, number')),
  ),
  since: maybe(date('起始日', 'since when')),
  deadline: maybe(date('期限', 'to be done until')),
  amount: maybe(fen('涉及金额', 'money in question')),
})

const item = fields({
  kind: oneOf(
    ['matter', 'special-case', 'tip', 'evidence', 'account'],
    '案件、特例单议、举报、证据、账号',
    'what waits: a matter, a special-case review, a tip, evidence, an account',
  ),
  act: Type.String(both('待办的事项', 'what is to be done')),
  label: words,
  procedure: maybe(oneOf(procedures, 'review 疑点核查，case 行政案件', 'review item, administrative case')),
  state: maybe(Type.String(both('状态，用于列表筛选', 'the state, by which a list shows them'))),
  mine: Type.Boolean(both('指定给我的', 'given to me by name')),
  count: count('件数', 'how many'),
  more: Type.Boolean(both('实际更多', 'there are more than were counted')),
  overdue: count('已超期', 'of them overdue'),
  dueSoon: count('三天内到期', 'of them due within three days'),
  oldest: maybe(date('最早的起始日', 'since when the oldest waits')),
  deadline: maybe(date('最近的期限', 'the nearest deadline')),
  rows: Type.Array(waiting, both('最急的若干件', 'the most urgent of them')),
})

const notice = fields({
  matterId: Type.String(both('案件编号', 'number of the matter')),
  title: words,
  providerName: maybe(Type.String(both('机构', 'institution'))),
  limit: oneOf(limitNames, '期限', 'time limit'),
  label: words,
  until: date('期限最后一日', 'its last day'),
  mark: Type.String(both('提前几天；overdue 为超期', 'so many days before its end, or `overdue`')),
  at: time('提醒时间', 'when it was given'),
  running: Type.Boolean(both('期限仍在计算', 'the limit still runs')),
  procedure: oneOf(procedures, 'review 疑点核查，case 行政案件', 'review item, administrative case'),
  state: oneOf([...new Set([...reviewStates, ...caseStates])], '状态', 'state'),
})

export const todoRoutes = [
  route({
    name: 'todo.list',
    method: 'GET',
    path: '/api/todo',
    right: 'signed-in',
    summary: { zh: '等我办的事', en: 'What waits for me' },
    answer: fields({ today: date('今天', 'today'), items: Type.Array(item) }),
    errors: [],
  }),
  route({
    name: 'notices.list',
    method: 'GET',
    path: '/api/notices',
    right: 'signed-in',
    summary: { zh: '给我的期限提醒，新的在前', en: 'Reminders of limits for me, newest first' },
    answer: fields({ rows: Type.Array(notice, { maxItems: 50 }) }),
    errors: [],
  }),
] as const
