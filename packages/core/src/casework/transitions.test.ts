import assert from 'node:assert/strict'
import { test } from 'node:test'
import { act } from './act.ts'
import { at, doing, exampleLaw, person, standing } from './example-matters.ts'
import { caseStates, offices, procedures, reviewStates } from './kinds.ts'
import { may, precedence, rowsFrom, transitions } from './transitions.ts'
import type { ActKind, MatterState, Procedure, Transition } from './types.ts'

const acts = [...new Set(transitions.map((row) => row.act))]
const states = { review: reviewStates, case: caseStates } as const

/** States that can be reached from the first one by rows that pass. */
function reached(procedure: Procedure, passes: (row: Transition) => boolean): ReadonlySet<MatterState> {
  const seen = new Set<MatterState>([procedure === 'review' ? 'open' : 'filed'])
  for (const state of seen) for (const row of rowsFrom(procedure, state)) if (passes(row)) seen.add(row.to)
  return seen
}

test('each state, act and office has one row at most', () => {
  const keys = transitions.map(({ procedure, from, act: kind, by }) => [procedure, from, kind, by].join(' '))
  assert.deepEqual(keys, [...new Set(keys)])
})

test('every state of either procedure can be reached, and no other is named', () => {
  for (const procedure of procedures) {
    assert.deepEqual([...reached(procedure, () => true)].toSorted(), states[procedure].toSorted())
  }
})

test('every state has a way out; the way out of a closed matter is to open it again, with reasons and evidence', () => {
  for (const procedure of procedures) {
    for (const state of states[procedure]) {
      const out = rowsFrom(procedure, state).filter(({ to }) => to !== state)
      assert.ok(out.length > 0, `${procedure} ${state}`)
      if (state === 'closed') {
        assert.deepEqual(
          out.map((row) => row.act),
          ['reopen'],
        )
        assert.ok(
          out.every(({ needs, by }) => by === 'leader' && needs.includes('reason') && needs.includes('evidence')),
        )
      }
    }
  }
})

test('from every state a closed matter can be reached', () => {
  for (const procedure of procedures) {
    let ends = new Set<MatterState>(['closed'])
    for (let size = 0; size < ends.size; ) {
      size = ends.size
      const known = ends
      const more = transitions.filter((row) => row.procedure === procedure && known.has(row.to)).map(({ from }) => from)
      ends = new Set([...ends, ...more])
    }
    assert.deepEqual([...ends].toSorted(), states[procedure].toSorted())
  }
})

test('the whole table is walked: what is a row is asked for its needs, what is none is refused by state or office', () => {
  let rows = 0
  for (const procedure of procedures) {
    for (const state of states[procedure]) {
      const here = rowsFrom(procedure, state)
      for (const kind of acts) {
        for (const office of offices) {
          const row = here.find((one) => one.act === kind && one.by === office)
          const context = { actor: person('anybody', office), now: at('2026-03-09'), law: exampleLaw }
          const done = act(standing(procedure, state), doing(kind, { assignee: 'x', linked: 'C-1' }), context)
          const code = done.ok ? 'done' : done.error.code
          const where = `${procedure} ${state} ${kind} ${office}: ${code}`
          if (row !== undefined) {
            assert.notEqual(code, 'casework.not-yours', where)
            if (done.ok) assert.equal(done.value.matter.state, row.to, where)
            rows += 1
          } else {
            assert.equal(code, here.some((one) => one.act === kind) ? 'casework.not-yours' : 'casework.not-now', where)
          }
          assert.equal(may({ procedure, state }, office).includes(kind), row !== undefined)
        }
      }
    }
  }
  assert.equal(rows, transitions.length)
})

const unavoidable: readonly (readonly [Procedure, MatterState, readonly ActKind[]])[] = [
  ['review', 'notified', ['assign', 'notify']],
  ['review', 'decided', ['notify', 'assign-second', 'decide']],
  ['review', 'executing', ['notify', 'assign-second', 'decide', 'execute']],
  ['review', 'recovered', ['notify', 'assign-second', 'decide', 'execute', 'settle']],
  ['case', 'concluded', ['assign-investigators', 'conclude']],
  ['case', 'sanctioned', ['assign-investigators', 'conclude', 'submit-legal', 'give-notice', 'sanction']],
  ['case', 'executing', ['submit-legal', 'give-notice', 'sanction', 'execute']],
]

test('nobody is decided against, sanctioned or charged without the acts that the law asks for first', () => {
  for (const [procedure, state, needed] of unavoidable) {
    for (const kind of needed) {
      assert.ok(!reached(procedure, (row) => row.act !== kind).has(state), `${state} without ${kind}`)
    }
  }
})

test('who decides, resolves or sanctions has one role, and the notice and the money are signed for by another', () => {
  const rowsOf = (...kinds: readonly ActKind[]) => transitions.filter(({ act: kind }) => kinds.includes(kind))
  for (const row of rowsOf('decide', 'resolve-appeal', 'sanction', 'confirm-clear', 'clear', 'execute', 'approve')) {
    assert.ok(row.role !== undefined && row.needs.includes('one-role'), row.act)
  }
  for (const row of rowsOf('decide', 'resolve-appeal', 'clear', 'confirm-clear')) {
    assert.ok(row.needs.includes('assigned-to-actor'), row.act)
  }
  for (const row of rowsOf('give-notice')) assert.ok(row.needs.includes('approval'))
  for (const row of rowsOf('execute')) assert.equal(row.needs.includes('approval'), row.procedure === 'review')
  for (const row of rowsOf('decide', 'resolve-appeal', 'give-notice', 'sanction')) {
    assert.ok(row.needs.includes('legal-basis') && row.needs.includes('amount-within-stake'), row.act)
  }
})

test('each act that assigns names a role and questions those whom it names', () => {
  for (const row of transitions.filter(({ act: kind }) => kind.startsWith('assign') || kind === 'draw-recheck')) {
    assert.ok(row.role !== undefined && row.needs.includes('no-conflict') && row.needs.includes('one-role'), row.act)
    assert.ok(row.needs.includes('assignee') || row.needs.includes('two-people'), row.act)
  }
})

test('every need that a row has stands once in the order of precedence', () => {
  assert.deepEqual([...precedence], [...new Set(precedence)])
  const asked = new Set(transitions.flatMap(({ needs }) => needs))
  assert.deepEqual([...asked].toSorted(), precedence.toSorted())
})
