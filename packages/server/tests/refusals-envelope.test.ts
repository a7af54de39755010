import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localCrypto } from '../src/crypto/local-crypto.ts'
import { tifSignature } from '../src/national/gateway/tif.ts'
import { newPerson } from './support/people.ts'
import { expectRefusal, inOneWorld, refusalSuite } from './support/refusals.ts'
import { feeLine, openVisit, purchaseInput, registration } from './support/visit.ts'
import {
  type Answer,
  hospital,
  items,
  otherHospital,
  pharmacy,
  type Sent,
  secretOf,
  signedHeaders,
  type World,
} from './support/world.ts'

const line = { code: items.whole.code, price: 10, quantity: 2 }

/** A registration that would be carried out as it stands. */
async function goodMessage(world: World): Promise<Sent> {
  const who = await newPerson(world)
  return world.till(hospital).sign('2201', who, registration(who))
}

const signed = (more: Readonly<Record<string, unknown>> = {}) =>
  signedHeaders(hospital.providerCode, secretOf(hospital), more)

const posting =
  (world: World, sent: Sent, change: { headers?: Sent['headers']; body?: string | Buffer }) => (): Promise<Answer> =>
    world.till(hospital).send({ ...sent, ...change })

refusalSuite('the gateway', (refuses) => {
  for (const header of ['x-tif-paasid', 'x-tif-timestamp', 'x-tif-nonce', 'x-tif-signature']) {
    refuses(
      `a message without ${header}`,
      'gateway.missing-header',
      async (world) => {
        const sent = await goodMessage(world)
        const headers = Object.fromEntries(Object.entries(sent.headers).filter(([name]) => name !== header))
        return posting(world, sent, { headers })
      },
      { says: new RegExp(header) },
    )
  }
  refuses('an account that nobody was given', 'gateway.unknown-account', async (world) => {
    return posting(world, await goodMessage(world), { headers: signedHeaders('H00000000000', secretOf(hospital)) })
  })
  refuses('an institution that nobody knows, under a good account', 'gateway.other-institution', async (world) => {
    const who = await newPerson(world)
    const till = world.till(hospital)
    return () => till.ask('2201', who, registration(who), { fixmedins_code: 'H00000000000' })
  })
  refuses("another institution's code under one's own account", 'gateway.other-institution', async (world) => {
    const who = await newPerson(world)
    const till = world.till(hospital)
    return () => till.ask('2201', who, registration(who), { fixmedins_code: otherHospital.providerCode })
  })
  refuses("a signature made with another institution's secret", 'gateway.wrong-signature', async (world) => {
    const headers = signedHeaders(hospital.providerCode, secretOf(otherHospital))
    return posting(world, await goodMessage(world), { headers })
  })
  refuses('a signature over another nonce', 'gateway.wrong-signature', async (world) => {
    const headers = { ...signed(), 'x-tif-nonce': 'another' }
    return posting(world, await goodMessage(world), { headers })
  })
  for (const minutes of [-11, 11]) {
    refuses(`a timestamp ${minutes} minutes away`, 'gateway.stale-timestamp', async (world) => {
      const timestamp = String(Math.floor(Date.now() / 1000) + minutes * 60)
      return posting(world, await goodMessage(world), { headers: signed({ timestamp }) })
    })
  }
  refuses('a timestamp that is no time', 'gateway.stale-timestamp', async (world) => {
    return posting(world, await goodMessage(world), { headers: signed({ timestamp: '2023-11-13 09:00:00' }) })
  })
  refuses('a timestamp in milliseconds', 'gateway.stale-timestamp', async (world) => {
    return posting(world, await goodMessage(world), { headers: signed({ timestamp: String(Date.now()) }) })
  })
  refuses('a nonce used again with another message', 'gateway.replayed-nonce', async (world) => {
    const first = await goodMessage(world)
    await world.till(hospital).send(first)
    const second = await goodMessage(world)
    return posting(world, second, { headers: first.headers })
  })
  refuses('a message that says it is encrypted', 'gateway.encryption-not-served', async (world) => {
    const who = await newPerson(world)
    return () => world.till(hospital).ask('2201', who, registration(who), { enc_type: 'SM4' })
  })
  refuses('a message of five megabytes', 'gateway.body-too-large', async (world) => {
    return posting(world, await goodMessage(world), { body: ' '.repeat(5_000_000) })
  })
})

refusalSuite('the form of a message', (refuses) => {
  const refusesBody = (sentence: string, code: string, spoil: (body: string) => string | Buffer) => {
    refuses(sentence, code, async (world) => {
      const sent = await goodMessage(world)
      return posting(world, sent, { body: spoil(sent.body) })
    })
  }
  /** Replaces fields of the envelope as parsed. */
  const envelope = (more: Readonly<Record<string, unknown>>) => (body: string) =>
    JSON.stringify({ ...JSON.parse(body), ...more })
  /** Replaces fields of the input's `data`. */
  const data = (more: Readonly<Record<string, unknown>>) => (body: string) => {
    const sent = JSON.parse(body)
    return JSON.stringify({ ...sent, input: { data: { ...sent.input.data, ...more } } })
  }

  refusesBody('an empty body', 'message.broken-json', () => '')
  refusesBody('half a message', 'message.broken-json', (body) => body.slice(0, -20))
  refusesBody('a message that is a list', 'message.bad-envelope', (body) => `[${body}]`)
  refusesBody('a message that is null', 'message.bad-envelope', () => 'null')
  refusesBody('a message in GBK', 'message.broken-json', (body) =>
    Buffer.concat([
      Buffer.from(body.slice(0, -1)),
      Buffer.from(',"dev_no":"'),
      Buffer.from([0xb2, 0xe2]),
      Buffer.from('"}'),
    ]),
  )
  refusesBody('an input that is broken JSON in text', 'message.broken-json', envelope({ input: '{"data":' }))
  refusesBody('an input that is a number', 'message.not-an-object', envelope({ input: 7 }))
  refusesBody('an input without its node', 'message.missing-node', envelope({ input: {} }))
  refusesBody('a node that is text', 'message.not-an-object', envelope({ input: { data: 'psn_no' } }))
  refusesBody('a transaction number that is not served', 'message.unknown-infno', envelope({ infno: '9999' }))
  refusesBody('a transaction named like a property', 'message.bad-envelope', envelope({ infno: 'constructor' }))
  refusesBody('a transaction named like a short property', 'message.unknown-infno', envelope({ infno: 'at' }))
  refusesBody('a message number of 31 characters', 'message.bad-envelope', envelope({ msgid: 'M'.repeat(31) }))
  refusesBody('a scheme that the dictionary does not have', 'message.bad-code', data({ insutype: '999' }))
  refusesBody('a time that no calendar has', 'message.bad-date', data({ begntime: '2023-02-30 08:00:00' }))
  refusesBody('a number where an object stands for text', 'message.not-a-scalar', data({ dept_name: { a: 1 } }))
  refusesBody('a text with a NUL in it', 'gateway.unfit-text', data({ dept_name: '内\u0000科' }))
  refusesBody('a text with half a character in it', 'gateway.unfit-text', data({ dept_name: '内\ud83d科' }))
  refusesBody('a message number with a NUL in it', 'gateway.unfit-text', envelope({ msgid: 'M\u0000' }))
  refusesBody('an input nested a hundred thousand deep', 'gateway.too-deep', (body) =>
    body.replace('"input":{', `"input":{"deep":${'['.repeat(100_000)}${']'.repeat(100_000)},`),
  )
  refusesBody('an input of text that is nested too deep', 'gateway.too-deep', (body) =>
    JSON.stringify({ ...JSON.parse(body), input: `{"data":${'[{"a":'.repeat(10_000)}1${'}]'.repeat(10_000)}}` }),
  )

  for (const [field, spoil] of [
    ['msgid', envelope({ msgid: undefined })],
    ['infno', envelope({ infno: '' })],
    ['opter', envelope({ opter: null })],
    ['input', envelope({ input: undefined })],
  ] as const) {
    refuses(
      `an envelope without ${field}`,
      'message.bad-envelope',
      async (world) => {
        const sent = await goodMessage(world)
        return posting(world, sent, { body: spoil(sent.body) })
      },
      { says: new RegExp(field) },
    )
  }
  for (const field of ['psn_no', 'insutype', 'begntime', 'mdtrt_cert_no', 'dept_code']) {
    refuses(
      `a registration without ${field}`,
      'message.missing-field',
      async (world) => {
        const sent = await goodMessage(world)
        return posting(world, sent, { body: data({ [field]: '' })(sent.body) })
      },
      { says: new RegExp(`data ${field}`) },
    )
  }
  refuses(
    'a fee line without a price names line and field',
    'message.missing-field',
    async (world) => {
      const who = await newPerson(world)
      const { druginfo, drugdetail } = purchaseInput(who, [line, line, line])
      const rows = drugdetail.map((row, index) => (index === 1 ? { ...row, pric: null } : row))
      return () => world.till(pharmacy).ask('2102', who, { druginfo, drugdetail: rows })
    },
    { says: /drugdetail 第2行 pric（单价）/ },
  )
  refuses(
    'a field of 31 characters where 30 fit',
    'message.too-long',
    async (world) => {
      const sent = await goodMessage(world)
      return posting(world, sent, { body: data({ ipt_otp_no: '长'.repeat(31) })(sent.body) })
    },
    { says: /ipt_otp_no.*31.*30/ },
  )
  refuses(
    'a code that is no approval mark',
    'message.bad-code',
    async (world) => {
      const who = await newPerson(world)
      const till = world.till(hospital)
      const visitId = await openVisit(till, who)
      const feedetail = [feeLine({ ...line, more: { hosp_appr_flag: '9' } }, visitId, who, 'B1')]
      return () => till.ask('2204', who, { feedetail })
    },
    { says: /hosp_appr_flag.*「9」/ },
  )
  refuses('more lines than one message may carry', 'message.too-many-rows', async (world) => {
    const who = await newPerson(world)
    const till = world.till(hospital)
    const visitId = await openVisit(till, who)
    const feedetail = Array.from({ length: 501 }, () => feeLine(line, visitId, who, 'B1'))
    return () => till.ask('2204', who, { feedetail })
  })
})

inOneWorld('over a real connection', (world) => {
  test('a message of five megabytes is answered, not cut off', async () => {
    const url = await world().centre.listen('127.0.0.1', 0)
    await expectRefusal(world(), 'gateway.body-too-large', async () => {
      const response = await fetch(`${url}/fsi/api/rsfComIfsService/callService`, {
        method: 'POST',
        headers: signed(),
        body: 'x'.repeat(5_000_000),
      })
      assert.equal(response.status, 200)
      return (await response.json()) as Answer
    })
  })
  test('the signature is accepted in capital letters, as some clients write it', async () => {
    const sent = await goodMessage(world())
    const { 'x-tif-timestamp': timestamp = '', 'x-tif-nonce': nonce = '' } = sent.headers
    const signature = tifSignature(localCrypto, { timestamp, secret: secretOf(hospital), nonce }).toUpperCase()
    const answer = await world()
      .till(hospital)
      .send({ ...sent, headers: { ...sent.headers, 'x-tif-signature': signature } })
    assert.equal(answer.infcode, 0, answer.err_msg)
  })
})
