import type { Pair } from '../kit/index.ts'
import type { Item } from './places.ts'

export interface HeapColumn {
  readonly key: 'title' | 'detail' | 'about' | 'since' | 'deadline' | 'amount'
  readonly title: Pair
  readonly right?: true
}

const institution: HeapColumn = { key: 'about', title: ['机构', 'Institution'] }
const since: HeapColumn = { key: 'since', title: ['起始', 'Since'] }

/** What is told of things of one kind: what they have, under the name that it has there. */
const columns: Readonly<Record<Item['kind'], readonly HeapColumn[]>> = {
  matter: [
    { key: 'title', title: ['事项', 'What'] },
    { key: 'detail', title: ['参保人、费用日期、编号', 'Person, day of the bill, number'] },
    institution,
    since,
    { key: 'deadline', title: ['期限', 'Until'] },
    { key: 'amount', title: ['金额（元）', 'Yuan'], right: true },
  ],
  'special-case': [
    { key: 'title', title: ['病例', 'Case'] },
    institution,
    { key: 'since', title: ['申请日', 'Applied'] },
  ],
  tip: [{ key: 'title', title: ['举报', 'Tip'] }, institution, { key: 'since', title: ['收到', 'Received'] }],
  evidence: [
    { key: 'title', title: ['证据', 'Piece'] },
    { key: 'about', title: ['编号', 'Code'] },
    { key: 'deadline', title: ['期限', 'Until'] },
  ],
  account: [{ key: 'title', title: ['姓名', 'Name'] }, { key: 'about', title: ['用户名', 'User name'] }, since],
}

export const columnsOf = ({ kind }: Item): readonly HeapColumn[] => columns[kind]
