import {
  divisionCode,
  fen,
  type IsoDate,
  isoDate,
  type LocalDateTime,
  localDateTime,
  zeroFen,
} from '../kernel/index.ts'
import { act, open } from './act.ts'
import type { CaseworkRefusal } from './refusals.ts'
import type {
  Act,
  ActKind,
  CaseworkLaw,
  LimitName,
  Matter,
  MatterActor,
  MatterEvent,
  Measure,
  NewItem,
  Office,
  Procedure,
  Step,
  TimeLimit,
} from './types.ts'

/** Matters, people and law that the tests of this room share. */

const always = { from: isoDate('2020-01-01'), until: null }

const limit = (name: LimitName, days: number, counted: TimeLimit['counted'] = 'workdays'): TimeLimit => ({
  name,
  days,
  counted,
  remindBefore: [5, 1],
  range: always,
  source: '示例',
  assumed: true,
})

export const exampleLaw: CaseworkLaw = {
  limits: [
    limit('first-review', 15),
    limit('answer', 10),
    limit('second-review', 20),
    limit('appeal', 10),
    limit('appeal-review', 15),
    limit('repay', 15),
    limit('request-hearing', 5),
    limit('decide-case', 90, 'days'),
    limit('extend-case', 30, 'days'),
    limit('pay-fine', 15, 'days'),
    limit('reconsideration', 60, 'days'),
  ],
  bases: [
    {
      code: 'agreement',
      law: '示例协议',
      article: '第一条',
      says: { zh: '违反协议的处理', en: 'what follows a breach' },
      against: ['institution'],
      range: always,
      allows: [
        { kind: 'interview' },
        { kind: 'correct' },
        { kind: 'refuse-payment' },
        { kind: 'recover' },
        { kind: 'suspend-agreement', months: [1, 6] },
      ],
      assumed: true,
    },
    {
      code: 'fraud',
      law: '示例条例',
      article: '第二条',
      says: { zh: '骗取基金', en: 'fraud' },
      against: ['institution'],
      range: { from: isoDate('2021-05-01'), until: isoDate('2030-01-01') },
      allows: [
        { kind: 'order-return' },
        { kind: 'fine', multiple: [2_000_000, 5_000_000] },
        { kind: 'suspend-service', months: [6, 12] },
      ],
      assumed: true,
    },
    {
      code: 'person',
      law: '示例条例',
      article: '第三条',
      says: { zh: '个人', en: 'persons' },
      against: ['person'],
      range: always,
      allows: [{ kind: 'suspend-person-settlement', months: [3, 12] }],
      assumed: true,
    },
  ],
  workYears: [{ year: 2026, off: [], worked: [] }],
}

export const stake = fen(100_00)

export const item: NewItem = {
  source: 'finding',
  sourceKey: 'finding-1',
  providerCode: 'H9900000001',
  insuredId: null,
  doctor: null,
  rule: 'DUPLICATE',
  title: { zh: '重复收费', en: 'charged twice' },
  stake,
  division: divisionCode('990000'),
  facts: {},
}

export const at = (day: string, time = '09:00:00'): LocalDateTime => localDateTime(`${day} ${time}`)

/** Somebody without interests. */
export const person = (userId: string, office: Office, conflicts: readonly string[] = []): MatterActor => ({
  userId,
  office,
  conflicts: () => conflicts,
})

export const doing = (kind: ActKind, details: Act['details'] = {}, more: Partial<Act> = {}): Act => ({
  kind,
  reason: '理由',
  evidence: ['E-1'],
  details,
  ...more,
})

export const recovery: readonly Measure[] = [{ kind: 'recover', basis: 'agreement', amount: stake }]
export const sanction: readonly Measure[] = [
  { kind: 'order-return', basis: 'fraud', amount: stake },
  { kind: 'fine', basis: 'fraud', amount: fen(300_00) },
]

/** One step of a story: who, in which office, what, on which day. */
export type Telling = readonly [userId: string, office: Office, what: Act, day: string]

export interface Told {
  readonly matter: Matter
  readonly events: readonly MatterEvent[]
  readonly steps: readonly Step[]
  /** The refusal that ended the story. */
  readonly refusal: CaseworkRefusal | null
}

export function begun(procedure: Procedure, day = '2026-03-02'): Step {
  const opened = open(item, {
    matterId: 'M-1',
    procedure,
    actor: { userId: 'intake', office: 'system' },
    now: at(day),
    law: exampleLaw,
  })
  if (!opened.ok) throw new Error(opened.error.code)
  return opened.value
}

/** Plays a story from the opening on, up to its end or the first refusal. */
export function play(procedure: Procedure, story: readonly Telling[]): Told {
  const first = begun(procedure)
  let told: Told = { matter: first.matter, events: [first.event], steps: [first], refusal: null }
  for (const [userId, office, what, day] of story) {
    const done = act(told.matter, what, { actor: person(userId, office), now: at(day), law: exampleLaw })
    if (!done.ok) return { ...told, refusal: done.error }
    const { matter, event } = done.value
    told = { matter, events: [...told.events, event], steps: [...told.steps, done.value], refusal: null }
  }
  return told
}

export const toNotice: readonly Telling[] = [
  ['lead', 'dispatcher', doing('assign', { assignee: 'ann' }), '2026-03-02'],
  ['ann', 'reviewer', doing('notify'), '2026-03-03'],
]

export const toSecond: readonly Telling[] = [
  ...toNotice,
  ['h1', 'institution', doing('answer'), '2026-03-10'],
  ['lead', 'dispatcher', doing('assign-second', { assignee: 'bob' }), '2026-03-11'],
]

export const toDecided: readonly Telling[] = [
  ...toSecond,
  ['bob', 'reviewer', doing('decide', { measures: recovery }), '2026-03-12'],
]

export const toExecuting: readonly Telling[] = [
  ...toDecided,
  ['h1', 'institution', doing('accept'), '2026-03-13'],
  ['boss', 'leader', doing('approve'), '2026-03-16'],
  ['cash', 'cashier', doing('execute'), '2026-03-17'],
]

export const toClosed: readonly Telling[] = [
  ...toExecuting,
  ['ledger', 'system', doing('settle'), '2026-04-02'],
  ['lead', 'dispatcher', doing('close'), '2026-04-03'],
]

export const toNoticeOfSanction: readonly Telling[] = [
  ['lead', 'dispatcher', doing('assign-investigators', { assignees: ['eve', 'fay'] }), '2026-03-02'],
  ['eve', 'reviewer', doing('conclude'), '2026-03-20'],
  ['fay', 'reviewer', doing('submit-legal'), '2026-03-21'],
  ['law', 'legal', doing('approve'), '2026-03-23'],
  ['boss', 'leader', doing('give-notice', { measures: sanction }), '2026-03-24'],
]

/** A matter in a state, with nothing else said of it. */
export function standing(procedure: Procedure, state: Matter['state'], more: Partial<Matter> = {}): Matter {
  return { ...begun(procedure).matter, state, recovered: zeroFen, deadline: null, ...more }
}

export const day = (text: string): IsoDate => isoDate(text)
