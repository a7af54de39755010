import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDateTime } from '@yibao/core/kernel'
import { gatewayHeaders, gatewaySignature } from './gateway.ts'
import { type Exchange, messageId, openTill } from './till.ts'
import { type Institution, townOf } from './town.ts'
import type { Parcel, Reply, Transport } from './transport.ts'

const at = localDateTime('2023-11-13 09:05:07')
const { institutions } = townOf(7, { insured: 1 })

function institutionWith(address: Institution['address']): Institution {
  const found = institutions.find((institution) => institution.address === address)
  assert.ok(found !== undefined)
  return found
}

/** A centre that gives the prepared replies in turn; an Error stands for a lost connection. */
function centreOf(...replies: readonly (Reply | Error)[]): Transport & { readonly parcels: Parcel[] } {
  const parcels: Parcel[] = []
  return {
    parcels,
    async post(parcel) {
      parcels.push(parcel)
      const reply = replies[parcels.length - 1] ?? replies.at(-1)
      if (reply === undefined || reply instanceof Error) throw reply ?? new Error('no reply')
      return reply
    },
    close: () => undefined,
  }
}

const good = { status: 200, text: '{"infcode":0,"output":{"data":{"mdtrt_id":"1"}}}' }

async function sendTo(transport: Transport, address: Institution['address'] = 'fixed'): Promise<Exchange> {
  const till = openTill({ institution: institutionWith(address), window: 0, transport, pauseMs: 0 })
  return await till.send('2201', { data: {} }, { at, insuredAt: '330200' })
}

test('the gateway signature is SHA-256 of timestamp, token, nonce and timestamp', () => {
  const parts = { timestamp: '1699837200', token: 'test-token', nonce: '0123456789abcdef0123456789abcdef' }
  assert.equal(gatewaySignature(parts), 'e35073fe88fd70b6a64e826e91aaf6fe9c14e2a93a6cf70ce1fde6a061f8684c')
})

test('the headers carry Unix seconds, a nonce of 32 characters and the signature over both', () => {
  const headers = gatewayHeaders({ account: 'paas_1', secret: 'secret' }, 1_699_837_200_999)
  const { 'x-tif-timestamp': timestamp = '', 'x-tif-nonce': nonce = '' } = headers
  assert.equal(headers['x-tif-paasid'], 'paas_1')
  assert.equal(timestamp, '1699837200')
  assert.match(nonce, /^[0-9a-f]{32}$/)
  assert.equal(headers['x-tif-signature'], gatewaySignature({ timestamp, token: 'secret', nonce }))
})

test('a message number is the institution, the time and four digits', () => {
  assert.equal(messageId('P33020000001', at, 7), 'P33020000001202311130905070007')
})

test('windows of one institution never give the same number', async () => {
  const transport = centreOf(good)
  const institution = institutionWith('fixed')
  const tills = [0, 1].map((window) => openTill({ institution, window, transport }))
  const exchanges = await Promise.all(tills.map((till) => till.send('1101', {}, { at })))
  assert.deepEqual(
    exchanges.map(({ msgid }) => msgid.slice(-4)),
    ['0000', '1000'],
  )
})

test('one client writes to the fixed path, another appends the message number', async () => {
  const transport = centreOf(good)
  await sendTo(transport, 'fixed')
  await sendTo(transport, 'numbered')
  const path = '/fsi/api/rsfComIfsService/callService'
  assert.deepEqual(
    transport.parcels.map((parcel) => parcel.path),
    [path, `${path}/2201`],
  )
})

test('infcode 0 is a success, as number or as text', async () => {
  for (const code of ['0', '"0"']) {
    const { outcome } = await sendTo(centreOf({ status: 200, text: `{"infcode":${code},"output":null}` }))
    assert.deepEqual(outcome, { kind: 'success', output: {} })
  }
})

test('infcode -1 is a refusal with its words, sent once', async () => {
  const transport = centreOf({ status: 200, text: '{"infcode":-1,"err_msg":"未参保","output":null}' })
  const exchange = await sendTo(transport)
  assert.deepEqual(exchange.outcome, { kind: 'refused', message: '未参保' })
  assert.equal(transport.parcels.length, 1)
})

test('a gateway that does not let the message in refuses it', async () => {
  const { outcome } = await sendTo(centreOf({ status: 401, text: '{"code":401,"message":"signature mismatch"}' }))
  assert.deepEqual(outcome, { kind: 'refused', message: 'HTTP 401 signature mismatch' })
})

test('a lost answer is unknown: the same bytes and headers go out again until an answer comes', async () => {
  const transport = centreOf(
    new Error('connection reset'),
    { status: 502, text: '' },
    { status: 200, text: '<html>' },
    good,
  )
  const exchange = await sendTo(transport)
  assert.equal(exchange.outcome.kind, 'success')
  assert.equal(exchange.attempts, 4)
  for (const parcel of transport.parcels) assert.deepEqual(parcel, transport.parcels[0])
})

test('after three retries the outcome stays unknown and says why', async () => {
  const transport = centreOf(new Error('connection reset'))
  const { outcome, attempts } = await sendTo(transport)
  assert.deepEqual(outcome, { kind: 'unknown', reason: 'connection reset' })
  assert.equal(attempts, 4)
})

const busy = { status: 200, text: '{"infcode":-1,"err_msg":"中心繁忙。请稍后重发。[gateway.busy]","output":null}' }

test('a busy centre is sent the same bytes again until it takes them', async () => {
  const transport = centreOf(busy, busy, busy, busy, busy, good)
  const exchange = await sendTo(transport)
  assert.equal(exchange.outcome.kind, 'success')
  assert.equal(exchange.attempts, 6)
  for (const parcel of transport.parcels) assert.deepEqual(parcel, transport.parcels[0])
})

test('a centre that stays busy refused it, unless an attempt before got lost', async () => {
  const refused = await sendTo(centreOf(busy))
  assert.deepEqual([refused.outcome.kind, refused.attempts], ['refused', 12])
  const { outcome } = await sendTo(centreOf(new Error('connection reset'), busy))
  assert.deepEqual(outcome, { kind: 'unknown', reason: 'busy after an unclear attempt' })
})

test('the sign-in number goes into every later envelope', async () => {
  const transport = centreOf({ status: 200, text: '{"infcode":0,"output":{"signinoutb":{"sign_no":"S1"}}}' }, good)
  const till = openTill({ institution: institutionWith('fixed'), window: 0, transport })
  await till.signIn(at)
  await till.send('1101', { data: {} }, { at })
  const envelopes = transport.parcels.map((parcel) => JSON.parse(parcel.body) as { sign_no: string })
  assert.deepEqual(
    envelopes.map((envelope) => envelope.sign_no),
    ['', 'S1'],
  )
})

test('a repeat sends the same bytes with the same number', async () => {
  const transport = centreOf(good)
  const till = openTill({ institution: institutionWith('fixed'), window: 0, transport })
  const exchange = await till.send('2207', { data: {} }, { at })
  const again = await till.repeat(exchange)
  assert.deepEqual(transport.parcels[1], transport.parcels[0])
  assert.equal(again.msgid, exchange.msgid)
})
