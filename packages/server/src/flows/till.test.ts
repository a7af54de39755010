import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Provider } from '@yibao/core/encounter'
import { localDateTime } from '@yibao/core/kernel'
import { atConsole } from './operation-log.ts'
import { sendMessage, type TillDesk } from './till.ts'
import type { Begun } from './till-ports.ts'

const provider = { providerCode: 'H1', name: '甲医院', division: '990200' } as Provider
const asker = {
  reach: { regions: [], institutions: ['H1'] },
  beyondReach: async () => undefined,
  actor: atConsole,
  user: { userId: 'zhang', name: '张三' },
}
const order = {
  infno: '2207',
  msgid: 'M1',
  insuredDivision: undefined,
  reason: undefined,
  input: { data: { psn_no: 'P1' } },
}

interface Line {
  readonly status: number
  readonly refusal: string | null
}

function deskOf(line: Line, begun: Begun) {
  const outcomes: string[] = []
  const sent: string[] = []
  const desk: TillDesk = {
    newId: () => 'N1',
    now: () => localDateTime('2025-03-01 08:00:00'),
    providerOf: () => provider,
    line: {
      send: async (_from, body) => {
        sent.push(body)
        return { ...line, text: JSON.stringify({ infcode: line.refusal === null ? 0 : -1, err_msg: '', output: {} }) }
      },
      directionOf: () => 'write',
      peopleNamed: () => ['P1'],
    },
    books: {
      begin: async () => begun,
      told: async (_message, outcome) => void outcomes.push(outcome),
      close: async () => 'closed',
    },
    log: { note: async () => undefined },
  }
  return { desk, outcomes, sent }
}

const stateOf = async (line: Line, begun: Begun) => {
  const { desk, outcomes } = deskOf(line, begun)
  const answer = await sendMessage(desk, asker, provider, order)
  assert.ok(answer.ok)
  return [answer.value.state, outcomes]
}

const first = { kind: 'first' } as const
const unseen = { kind: 'again', unknown: true } as const

test('after a fault nobody knows the outcome, and none is noted', async () => {
  assert.deepEqual(await stateOf({ status: 500, refusal: 'gateway.internal' }, first), ['unknown', []])
})

test('the same message asked again settles the question', async () => {
  assert.deepEqual(await stateOf({ status: 200, refusal: null }, unseen), ['done', ['done']])
  assert.deepEqual(await stateOf({ status: 200, refusal: 'settlement.totals-differ' }, unseen), [
    'refused',
    ['refused'],
  ])
})

test('a busy centre says nothing about an earlier sending, but that a first one did nothing', async () => {
  assert.deepEqual(await stateOf({ status: 200, refusal: 'gateway.busy' }, unseen), ['unknown', []])
  assert.deepEqual(await stateOf({ status: 200, refusal: 'gateway.busy' }, first), ['refused', ['refused']])
})

test('a message that may not go out is not sent', async () => {
  const { desk, sent } = deskOf({ status: 200, refusal: null }, { kind: 'refused', code: 'till.shift-closed' })
  const answer = await sendMessage(desk, asker, provider, order)
  assert.deepEqual([answer, sent], [{ ok: false, error: 'till.shift-closed' }, []])
})

test('a message carries the institution and the cashier of the session', async () => {
  const { desk, sent } = deskOf({ status: 200, refusal: null }, first)
  await sendMessage(desk, asker, provider, order)
  const envelope = JSON.parse(sent[0] ?? '{}')
  assert.deepEqual(
    [envelope.fixmedins_code, envelope.opter, envelope.msgid, envelope.infno, envelope.insuplc_admdvs],
    ['H1', 'zhang', 'M1', '2207', '990200'],
  )
})
