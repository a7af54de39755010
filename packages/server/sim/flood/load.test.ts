import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomStream } from '../random.ts'
import type { Parcel, Reply } from '../transport.ts'
import type { Arrival } from './arrivals.ts'
import { recoverySeconds, stretchOf } from './figures.ts'
import type { Line } from './line.ts'
import { openLoop, scheduleOf, sendUntilEnded } from './load.ts'
import { codeIn, type Offered } from './offered.ts'

const yes: Reply = { status: 200, text: '{"infcode":0,"err_msg":"","output":{}}' }
const busy: Reply = { status: 200, text: '{"infcode":-1,"err_msg":"中心繁忙 [gateway.busy]"}' }
const no: Reply = { status: 200, text: '{"infcode":-1,"err_msg":"未参保 [flow.unknown-insured]"}' }

function arrivalOf(msgid: string): Arrival {
  const parcel: Parcel = { path: '/', headers: {}, body: msgid }
  const sent = { infno: '2102', providerCode: 'P1', msgid, parcel, takesBack: null, acknowledged: null }
  return { sent, insuredId: '1', crowd: false, effect: true }
}

/** A centre that gives each message its replies in turn; an Error stands for a lost connection. */
function lineOf(replies: Readonly<Record<string, readonly (Reply | Error)[]>>): Line & { readonly bodies: string[] } {
  const bodies: string[] = []
  return {
    bodies,
    async post({ body }) {
      const before = bodies.filter((earlier) => earlier === body).length
      bodies.push(body)
      const reply = replies[body]?.[before]
      if (reply === undefined || reply instanceof Error) throw reply ?? new Error('no reply')
      return reply
    },
    close: () => undefined,
  }
}

test('a schedule follows from the seed and keeps its pace in every stretch', () => {
  const draw = () => {
    let count = 0
    const next = (): Arrival => arrivalOf(String(count++))
    return scheduleOf(randomStream(1, 'test'), [
      { seconds: 4, perSecond: 100, next },
      { seconds: 2, perSecond: 1000, next },
    ])
  }
  const schedule = draw()
  assert.deepEqual(schedule, draw())
  const calm = schedule.filter(({ afterMs }) => afterMs < 4000).length
  assert.ok(calm > 340 && calm < 460, `${calm} of 400`)
  assert.ok(schedule.length - calm > 1850 && schedule.length - calm < 2150, `${schedule.length - calm} of 2000`)
  assert.ok(schedule.every(({ afterMs }, index) => afterMs >= (schedule[index - 1]?.afterMs ?? 0) && afterMs < 6000))
})

test('an open loop does not wait: a message that is never answered delays no other', async () => {
  const line = lineOf({ b: [yes] })
  const hanging = Promise.withResolvers<Reply>()
  const post: Line['post'] = (parcel) => (parcel.body === 'a' ? hanging.promise : line.post(parcel))
  const close = (): void => hanging.reject(new Error('torn off'))
  const [a, b] = [arrivalOf('a'), arrivalOf('b')]
  const schedule = [
    { arrival: a, afterMs: 0 },
    { arrival: b, afterMs: 5 },
  ]
  const offered = await openLoop({ post, close }, schedule, 20)
  assert.deepEqual(
    offered.map(({ ending }) => ending),
    ['unanswered', 'accepted'],
  )
  assert.equal(a.sent.acknowledged, null)
  assert.equal(b.sent.acknowledged, yes.text)
})

test('what is told to come back or not answered is sent again until it has its end', async () => {
  const line = lineOf({ a: [busy, new Error('reset'), yes], b: [no], c: [busy, busy, busy] })
  const arrivals = ['a', 'b', 'c'].map(arrivalOf)
  const { ends, sendings } = await sendUntilEnded(line, arrivals, { lanes: 2, sendingsAtMost: 3 })
  assert.deepEqual(
    ends.map(({ ending, code }) => `${ending} ${code}`),
    ['accepted ', 'refused flow.unknown-insured', 'busy gateway.busy'],
  )
  assert.equal(sendings, 7)
})

const offeredAt = (dueAt: number, milliseconds: number, ending: Offered['ending'] = 'accepted'): Offered => {
  const code = ending === 'busy' ? 'gateway.busy' : ''
  return { arrival: arrivalOf(String(dueAt)), ending, code, words: '', dueAt, milliseconds, lateMs: 0 }
}

test('figures keep the accepted and those told to come back apart', () => {
  const stretch = stretchOf([offeredAt(0, 10), offeredAt(1, 30), offeredAt(2, 1, 'busy')], 2)
  assert.deepEqual(stretch.latency, { p50: 10, p95: 30, p99: 30, longest: 30 })
  assert.equal(stretch.busyLatency.p99, 1)
  assert.deepEqual(stretch.busy, { 'gateway.busy': 1 })
  assert.equal(stretch.acceptedPerSecond, 1)
})

test('recovery is the moment from which on the latency stays usual', () => {
  const slowUntil = (last: number) =>
    Array.from({ length: 8 }, (_, quarter) => offeredAt(1000 + quarter * 250, quarter < last ? 50 : 5))
  assert.equal(recoverySeconds(slowUntil(0), 1000, 5), 0)
  assert.equal(recoverySeconds(slowUntil(3), 1000, 5), 0.75)
  assert.equal(recoverySeconds(slowUntil(8), 1000, 5), null)
})

test('the code of a refusal stands at its end', () => {
  assert.equal(codeIn('本机构报文过多。请稍后 [gateway.institution-busy]'), 'gateway.institution-busy')
  assert.equal(codeIn('no code'), '')
})
