import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { divisionCode, isoDate, localDateTime } from '../kernel/index.ts'
import { chainFault } from './chain.ts'
import { type AskedAct, custodyStep, overduePieces, replayCustody } from './custody.ts'
import { custodyActs, custodyOffice, custodyRow, custodyTable, finalStates } from './transitions.ts'
import type { CustodyAct, CustodyDetails, CustodyEvent, Piece, PieceState } from './types.ts'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
const at = localDateTime('2023-11-13 09:00:00')
const later = isoDate('2023-11-20')
const past = isoDate('2023-11-12')

const facts = {
  code: 'E2023-000001-1',
  matterId: 'M1',
  division: divisionCode('990270'),
  kind: 'document',
  title: '收费清单',
  source: '甲医院',
  content: { sm3: 'aa', size: 2, type: 'text/plain', name: 'a.txt' },
} as const

/** What an act needs to say when everything is in order. */
const said: Readonly<Record<CustodyAct, CustodyDetails>> = {
  collect: { facts, place: '柜一' },
  approve: { for: 'check-out', until: later, borrower: 'wang.wu' },
  'check-out': { borrower: 'wang.wu', dueBack: later },
  return: { place: '柜一' },
  transfer: { receiver: '公安机关' },
  destroy: {},
  'report-lost': {},
  'report-damaged': {},
  restore: { place: '柜二' },
  'count-found': { place: '柜一', stockTake: 'S1' },
  'count-missing': { stockTake: 'S1' },
  'count-damaged': { place: '柜一', stockTake: 'S1' },
}
const who = (act: CustodyAct) => (act === 'approve' ? 'leader' : 'keeper')
const asked = (act: CustodyAct, more: Partial<AskedAct> = {}): AskedAct => ({
  act,
  actor: who(act),
  reason: '办案',
  details: said[act],
  ...more,
})

/** Plays acts one after the other; each must be allowed. */
function played(...acts: readonly AskedAct[]): { readonly piece: Piece; readonly events: readonly CustodyEvent[] } {
  let piece: Piece | null = null
  const events: CustodyEvent[] = []
  for (const one of acts) {
    const step = custodyStep(piece, one, at, digest)
    assert.ok(step.ok, JSON.stringify(step))
    piece = step.value.piece
    events.push(step.value.event)
  }
  assert.ok(piece !== null)
  return { piece, events }
}

const approveFor = (wanted: 'transfer' | 'destroy') => asked('approve', { details: { for: wanted, until: later } })
const roads: Readonly<Record<PieceState, readonly AskedAct[]>> = {
  in: [],
  out: [asked('approve'), asked('check-out')],
  transferred: [approveFor('transfer'), asked('transfer')],
  destroyed: [approveFor('destroy'), asked('destroy')],
  lost: [asked('report-lost')],
  damaged: [asked('report-damaged')],
}
const states = Object.keys(roads) as readonly PieceState[]
const acts = Object.keys(said) as readonly CustodyAct[]
const pieceIn = (state: PieceState): Piece => played(asked('collect'), ...roads[state]).piece

const codeOf = (piece: Piece | null, one: AskedAct): string => {
  const step = custodyStep(piece, one, at, digest)
  return step.ok ? 'ok' : step.error.code
}

describe('the table of custody, walked whole', () => {
  it('every pair of state and act is one row or is refused with what may be done', () => {
    let rows = 0
    for (const state of [null, ...states]) {
      const piece = state === null ? null : pieceIn(state)
      for (const act of acts) {
        const row = custodyRow(state, act)
        assert.equal(custodyTable.filter((one) => one.from === state && one.act === act).length, row === null ? 0 : 1)
        const step = custodyStep(piece, asked(act), at, digest)
        if (row === null) {
          assert.deepEqual(step, {
            ok: false,
            error: { code: 'evidence.not-now', act, state, may: custodyActs(state) },
          })
          continue
        }
        rows += 1
        if (row.needs.includes('approval')) {
          assert.equal(step.ok ? 'ok' : step.error.code, 'evidence.no-approval', `${state} ${act}`)
        } else assert.equal(step.ok && step.value.piece.state, row.to, `${state} ${act}`)
      }
    }
    assert.equal(rows, custodyTable.length)
  })

  it('every state is reached, every state that is not final has a way out, and a final one has none', () => {
    for (const state of states) {
      assert.equal(pieceIn(state).state, state)
      assert.equal(custodyActs(state).length === 0, finalStates.includes(state), state)
    }
  })

  it('nothing leaves the store, for good or for a while, without an approval', () => {
    for (const row of custodyTable) {
      if (['out', 'transferred', 'destroyed'].includes(row.to) && row.from !== row.to) {
        assert.ok(row.needs.includes('approval'), `${row.from} ${row.act}`)
      }
    }
  })
})

describe('a piece that is taken out', () => {
  const collected = asked('collect')
  it('needs the approval of another person, for this borrower, that still counts', () => {
    assert.equal(codeOf(pieceIn('in'), asked('check-out')), 'evidence.no-approval')
    const approved = played(collected, asked('approve')).piece
    assert.equal(codeOf(approved, asked('check-out')), 'ok')
    const other = { ...said['check-out'], borrower: 'zhao.liu' }
    assert.equal(codeOf(approved, asked('check-out', { details: other })), 'evidence.no-approval')
    assert.equal(codeOf(approved, asked('destroy')), 'evidence.no-approval')
    assert.equal(codeOf(approved, asked('check-out', { actor: 'leader' })), 'evidence.same-person')
    const own = asked('approve', { actor: 'wang.wu' })
    assert.equal(codeOf(pieceIn('in'), own), 'evidence.same-person')
    const afterwards = custodyStep(approved, asked('check-out'), localDateTime('2023-11-21 09:00:00'), digest)
    assert.equal(afterwards.ok ? 'ok' : afterwards.error.code, 'evidence.approval-over')
  })

  it('uses the approval up: out once, back, and not out again', () => {
    const back = played(collected, asked('approve'), asked('check-out'), asked('return')).piece
    assert.equal(codeOf(back, asked('check-out')), 'evidence.no-approval')
  })

  it('is due back on a day to come, and is overdue the day after', () => {
    const approved = played(collected, asked('approve')).piece
    const details = { ...said['check-out'], dueBack: past }
    assert.equal(codeOf(approved, asked('check-out', { details })), 'evidence.deadline-past')
    const out = pieceIn('out')
    assert.deepEqual(overduePieces([out, pieceIn('in')], later), [])
    assert.deepEqual(overduePieces([out, pieceIn('in')], isoDate('2023-11-21')), [out])
  })

  it('keeps an approval through a count that finds it where it was', () => {
    assert.notEqual(played(collected, asked('approve'), asked('count-found')).piece.approval, null)
  })
})

describe('what is refused first', () => {
  it('the state, then the reason, then the approval, then the day', () => {
    const wrong = { reason: ' ', details: { borrower: 'wang.wu', dueBack: past } }
    assert.equal(codeOf(pieceIn('lost'), asked('check-out', wrong)), 'evidence.not-now')
    assert.equal(codeOf(pieceIn('in'), asked('check-out', wrong)), 'evidence.no-reason')
    assert.equal(codeOf(pieceIn('in'), asked('check-out', { ...wrong, reason: '核' })), 'evidence.no-approval')
    const approved = played(asked('collect'), asked('approve')).piece
    assert.equal(codeOf(approved, asked('check-out', { ...wrong, reason: '核' })), 'evidence.deadline-past')
  })

  it('an approval that ends before it begins, and one that does not say for what', () => {
    const over = { for: 'destroy', until: past } as const
    assert.equal(codeOf(pieceIn('in'), asked('approve', { details: over })), 'evidence.deadline-past')
    assert.equal(codeOf(pieceIn('in'), asked('approve', { details: { until: later } })), 'evidence.no-facts')
    assert.equal(codeOf(null, asked('collect', { details: { place: '柜一' } })), 'evidence.no-facts')
  })
})

describe('the chain of a piece', () => {
  const acted = [asked('collect'), asked('approve'), asked('check-out'), asked('return'), asked('count-found')]
  const { piece, events } = played(...acted)

  it('comes to the piece again', () => {
    assert.equal(chainFault(events, digest), null)
    assert.deepEqual(replayCustody(events, digest), { ok: true, value: piece })
  })

  it('shows every change of every event, and every event that is missing or out of order', () => {
    for (const [index, event] of events.entries()) {
      const changes: readonly Partial<CustodyEvent>[] = [
        { actor: 'somebody' },
        { reason: 'another' },
        { at: localDateTime('2023-11-13 09:00:01') },
        { details: { ...event.details, place: '柜九' } },
        { act: 'report-lost' },
        { hash: '0'.repeat(64) },
      ]
      for (const change of changes) {
        const changed = events.map((one, at) => (at === index ? { ...one, ...change } : one))
        assert.notEqual(chainFault(changed, digest), null, `${index} ${Object.keys(change)}`)
        assert.equal(replayCustody(changed, digest).ok, false, `${index} ${Object.keys(change)}`)
      }
      if (index < events.length - 1) {
        const without = events.filter((_, at) => at !== index)
        assert.notEqual(chainFault(without, digest), null)
        assert.equal(replayCustody(without, digest).ok, false)
      }
    }
  })

  it('shows an event that was sealed although it could not have happened', () => {
    const step = custodyStep(piece, asked('approve'), at, digest)
    assert.ok(step.ok)
    const forged = { ...events[0], act: 'destroy' } as CustodyEvent
    const outcome = replayCustody([forged], digest)
    assert.equal(!outcome.ok && outcome.error.code === 'evidence.chain-broken' && outcome.error.what, 'refused')
  })
})

describe('the offices of acts', () => {
  it('are one for each act', () => {
    for (const act of acts) {
      const offices = new Set(custodyTable.filter((row) => row.act === act).map(({ by }) => by))
      assert.deepEqual([...offices], [custodyOffice(act)])
    }
  })
})

describe('what would spoil a chain for good', () => {
  it('an event before the last one: the clock went back', () => {
    const early = custodyStep(pieceIn('in'), asked('report-lost'), localDateTime('2023-11-13 08:59:59'), digest)
    assert.equal(early.ok ? 'ok' : early.error.code, 'evidence.clock-back')
  })

  it('a text that breaks a line, turns its direction, or has no end', () => {
    for (const title of ['一\n二', '\u001b[2J', '\u202efdp.exe', '\ud83d', '长'.repeat(501)]) {
      const details = { ...said.collect, facts: { ...facts, title } }
      assert.equal(codeOf(null, asked('collect', { details })), 'evidence.bad-text')
    }
    assert.equal(codeOf(pieceIn('in'), asked('report-lost', { reason: '遗失\r' })), 'evidence.bad-text')
  })

  it('an approval for oneself under one’s name typed otherwise', () => {
    for (const borrower of ['leader ', 'Leader', 'ｌeader']) {
      const details = { ...said.approve, borrower }
      assert.equal(codeOf(pieceIn('in'), asked('approve', { details })), 'evidence.same-person')
    }
  })
})
