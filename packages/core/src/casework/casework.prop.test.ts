import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, dateOf, fen, type IsoDate, zeroFen } from '../kernel/index.ts'
import { act } from './act.ts'
import {
  at,
  begun,
  day,
  exampleLaw,
  item,
  play,
  sanction,
  stake,
  type Telling,
  toClosed,
  toDecided,
  toExecuting,
  toNoticeOfSanction,
  toSecond,
} from './example-matters.ts'
import { replay } from './replay.ts'
import { rowsFrom, transitions } from './transitions.ts'
import type { Act, ActKind, Matter, MatterActor, MatterEvent, Measure, Office, Procedure, Step } from './types.ts'

const users = ['ann', 'bob', 'eve', 'fay', 'gus', 'boss', 'law', 'cash'] as const
const usual: Partial<Record<Office, string>> = { leader: 'boss', legal: 'law', cashier: 'cash' }
const offices: readonly Office[] = ['reviewer', 'dispatcher', 'institution', 'leader', 'legal', 'cashier', 'system']
const acts = [...new Set(transitions.map((row) => row.act))]

const user = fc.constantFrom(...users)
const amount = fc.integer({ min: 1, max: stake }).map(fen)
/** Measures that may be right, for either procedure, and some that are not. */
const measures: fc.Arbitrary<readonly Measure[]> = fc.oneof(
  amount.map((some): readonly Measure[] => [{ kind: 'recover', basis: 'agreement', amount: some }]),
  amount.map((some): readonly Measure[] => [{ kind: 'order-return', basis: 'fraud', amount: some }]),
  fc.constant<readonly Measure[]>([{ kind: 'interview', basis: 'agreement' }]),
  fc.constant(sanction),
  fc.array(
    fc.record({
      kind: fc.constantFrom('recover' as const, 'refuse-payment' as const, 'fine' as const),
      basis: fc.constantFrom('agreement', 'fraud', 'nowhere'),
      amount: fc.integer({ min: -10, max: stake + 10 }).map(fen),
    }),
    { maxLength: 2 },
  ),
)

/** What is tried: mostly an act of a row by somebody who may, sometimes anything by anybody. */
const attempt = fc.record({
  wild: fc.integer({ min: 0, max: 9 }),
  pick: fc.nat(),
  userId: user,
  office: fc.constantFrom(...offices),
  kind: fc.constantFrom(...acts),
  people: fc.uniqueArray(user, { minLength: 1, maxLength: 3 }),
  measures,
  how: fc.constantFrom('deduction' as const, 'claim' as const),
  wait: fc.oneof(fc.constant(1), fc.integer({ min: 0, max: 40 })),
  silent: fc.integer({ min: 0, max: 19 }),
})
type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never

function trying(matter: Matter, { wild, pick, userId, office, kind, people, measures, how, silent }: Attempt) {
  const rows = rowsFrom(matter.procedure, matter.state)
  const row = wild === 0 ? undefined : rows[pick % rows.length]
  const done: ActKind = row?.act ?? kind
  const holder = { first: matter.firstReviewer, second: matter.secondReviewer, appeal: matter.appealReviewer }
  const role = row?.role
  const own =
    role === 'first' || role === 'second' || role === 'appeal' ? holder[role] : (matter.investigators[0] ?? null)
  const mine = row?.needs.includes('assigned-to-actor') === true && wild !== 1
  const [assignee = 'ann'] = people
  const details: Act['details'] =
    done === 'assign-investigators' ? { assignees: people } : { assignee, measures, how, linked: 'C-1' }
  const what: Act = { kind: done, reason: silent === 0 ? null : '理由', evidence: silent === 1 ? [] : ['E-1'], details }
  const actor: MatterActor = {
    userId: mine && own !== null ? own : wild > 2 && row !== undefined ? (usual[row.by] ?? userId) : userId,
    office: row?.by ?? office,
    conflicts: (id) => (id === 'gus' ? [item.providerCode] : []),
  }
  return { what, actor }
}

const story = fc.record({
  procedure: fc.constantFrom('review' as const, 'case' as const),
  from: fc.nat(),
  attempts: fc.array(attempt, { minLength: 10, maxLength: 60 }),
})
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never

interface Played {
  readonly steps: readonly Step[]
  readonly events: readonly MatterEvent[]
}

const beginnings = {
  review: [[], toSecond, toDecided, toExecuting, toClosed],
  case: [[], toNoticeOfSanction.slice(0, 3), toNoticeOfSanction],
} satisfies Record<Procedure, readonly (readonly Telling[])[]>

function playing({ procedure, from, attempts }: Story, after: (played: Played) => void): void {
  const choices = beginnings[procedure]
  let played: Played = play(procedure, choices[from % choices.length] ?? [])
  let today: IsoDate = day('2026-04-06')
  for (const one of attempts) {
    today = addDays(today, one.wait)
    const matter = played.steps.at(-1)?.matter ?? begun(procedure).matter
    const { what, actor } = trying(matter, one)
    const before = JSON.stringify(matter)
    const done = act(matter, what, { actor, now: at(today), law: exampleLaw })
    assert.equal(JSON.stringify(matter), before)
    if (!done.ok) continue
    played = { steps: [...played.steps, done.value], events: [...played.events, done.value.event] }
    after(played)
  }
}

test('whatever is tried, the matter is what its events make it', () => {
  fc.assert(
    fc.property(story, (told) => {
      playing(told, ({ steps, events }) => {
        const matter = steps.at(-1)?.matter
        assert.deepEqual(replay(events), { ok: true, value: matter })
        assert.equal(matter?.version, events.length)
      })
    }),
    { numRuns: 150 },
  )
})

test('whatever is tried, money never goes beyond the stake, and what moved is what was decided', () => {
  fc.assert(
    fc.property(story, (told) => {
      playing(told, ({ steps }) => {
        const {
          decided,
          recovered,
          stake: most,
          state,
          measures,
        } = steps.at(-1)?.matter ?? begun(told.procedure).matter
        assert.ok(0 <= recovered && recovered <= (decided ?? zeroFen) && (decided ?? zeroFen) <= most)
        assert.ok(measures.every(({ amount = zeroFen }) => amount >= 0))
        const moved = steps.reduce((sum, { money }) => {
          if (money === null) return sum
          return money.kind === 'withdrawal' ? sum - money.amount : sum + money.amount
        }, 0)
        assert.ok(0 <= moved && moved <= most)
        if (state === 'executing' || state === 'recovered') assert.equal(moved, decided)
        if (state === 'open' || state === 'filed' || state === 'decided' || state === 'sanctioned')
          assert.equal(moved, 0)
      })
    }),
    { numRuns: 150 },
  )
})

test('whatever is tried, nobody has two roles in one matter, and nobody with an interest has any', () => {
  fc.assert(
    fc.property(story, (told) => {
      playing(told, ({ steps }) => {
        const { hands, firstReviewer, secondReviewer, appealReviewer, investigators } =
          steps.at(-1)?.matter ?? begun(told.procedure).matter
        const roles = new Map<string, Set<string>>()
        const held = [
          ...hands.map(({ userId, role }) => [userId, role] as const),
          ...([
            [firstReviewer, 'first'],
            [secondReviewer, 'second'],
            [appealReviewer, 'appeal'],
          ] as const),
          ...investigators.map((userId) => [userId, 'investigator'] as const),
        ]
        for (const [userId, role] of held) {
          if (userId !== null) roles.set(userId, (roles.get(userId) ?? new Set()).add(role))
        }
        for (const [userId, of] of roles) assert.equal(of.size, 1, `${userId}: ${[...of].join(' ')}`)
        for (const { userId, did } of hands) assert.notEqual(userId, 'gus', did)
      })
    }),
    { numRuns: 150 },
  )
})

test('whatever is tried, a term that somebody waits for is over or used before the matter goes on without him', () => {
  fc.assert(
    fc.property(story, (told) => {
      playing(told, ({ steps, events }) => {
        const [before, after] = [steps.at(-2)?.matter, steps.at(-1)?.matter]
        const term = before?.deadline ?? null
        const event = events.at(-1)
        if (term === null || event === undefined || before?.state === after?.state) return
        const waits = term.name === 'answer' || term.name === 'appeal' || term.name === 'request-hearing'
        if (!waits || event.office === 'institution' || event.act === 'dismiss' || event.act === 'transfer') return
        assert.ok(dateOf(event.at) > term.until, `${event.act} on ${event.at} before ${term.until}`)
      })
    }),
    { numRuns: 150 },
  )
})
