import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Infno } from '@yibao/contract/national'
import { zipArchives } from '../src/files/archives.ts'
import { detailsInput, downloadInput, uploadFile, uploadInput, zipOf } from './support/files.ts'
import { type Ground, newGround } from './support/fuzz-ground.ts'
import { sampleOf, senderOf } from './support/fuzz-samples.ts'
import { csbHeaders, post } from './support/keys.ts'
import { newPerson, stranger } from './support/people.ts'
import { expectRefusal, inOneWorld } from './support/refusals.ts'
import { plantCodes } from './support/settlement-list.ts'
import { admit, stayRow } from './support/stay.ts'
import { expectOk } from './support/visit.ts'
import { hospital, items, type Sent, secretOf, signedHeaders, today, type World } from './support/world.ts'

const line = { code: items.whole.code, price: 10, quantity: 1 }
const somebody = (world: World) => newPerson(world, { person: stranger('990270') })

/** Somebody in hospital and the upload of one line, not sent yet. */
async function unsent(world: World): Promise<Sent> {
  const who = await somebody(world)
  const till = world.till(hospital)
  const visitId = await admit(till, who)
  return till.sign('2301', who, { feedetail: [stayRow(who, visitId, line)] })
}

/** Sends a body in pieces, without saying how long it is. */
function inChunks(url: string, { headers, body }: Sent): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const path = '/fsi/api/rsfComIfsService/callService/2301'
    const sending = request({ hostname, port, path, method: 'POST', headers }, (answer) => {
      answer.setEncoding('utf8')
      let text = ''
      answer.on('data', (part: string) => {
        text += part
      })
      answer.on('end', () => resolve(text))
    })
    sending.on('error', reject)
    const bytes = Buffer.from(body)
    // In the middle of a character too.
    for (let at = 0; at < bytes.length; at += 7) sending.write(bytes.subarray(at, at + 7))
    sending.end()
  })
}

inOneWorld('the body of a message of a stay', (world) => {
  test('sent in chunks that cut characters is the same message', async () => {
    const sent = await unsent(world())
    const url = await world().centre.listen('127.0.0.1', 0)
    assert.match(await inChunks(url, sent), /"infcode":0/)
  })

  test('that is compressed is refused, whether it says so or not', async () => {
    const sent = await unsent(world())
    for (const more of [{}, { 'content-encoding': 'gzip' }] as const) {
      const headers = { ...signedHeaders(hospital.providerCode, secretOf(hospital)), ...more }
      await expectRefusal(world(), 'message.broken-json', () =>
        world()
          .till(hospital)
          .send({ headers, body: gzipSync(sent.body) }),
      )
    }
    expectOk(await world().till(hospital).send(sent))
  })

  test('with an input that is nested without end, too long, or holds half a character is refused', async () => {
    const sent = await unsent(world())
    const spoiled: readonly (readonly [string, string])[] = [
      [
        'gateway.too-deep',
        sent.body.replace('"feedetail":[', `"feedetail":[${'['.repeat(50_000)}${']'.repeat(50_000)},`),
      ],
      ['gateway.unfit-text', sent.body.replace('"bilg_dept_name":"内科"', '"bilg_dept_name":"\\ud800"')],
      ['gateway.unfit-text', sent.body.replace('"bilg_dept_name":"内科"', '"bilg_dept_name":"a\\u0000"')],
      ['gateway.body-too-large', sent.body.replace('"bilg_dept_name":"内科"', `"bilg_dept_name":"${'x'.repeat(1e6)}"`)],
      ['message.too-long', sent.body.replace('"bilg_dept_name":"内科"', `"bilg_dept_name":"${'𠮷'.repeat(5_000)}"`)],
    ]
    for (const [code, body] of spoiled) {
      assert.notEqual(body, sent.body)
      const headers = signedHeaders(hospital.providerCode, secretOf(hospital))
      await expectRefusal(world(), code, () => world().till(hospital).send({ headers, body }))
    }
  })

  test('with numbers beyond every number, or that are none, is refused', async () => {
    for (const [field, number, code] of [
      ['cnt', '1e999', 'message.not-a-scalar'],
      ['cnt', '-1e999', 'message.not-a-scalar'],
      ['pric', '1e300', 'message.not-a-scalar'],
      ['pric', '1e-300', 'message.bad-number'],
      ['cnt', '"1e3"', 'message.bad-number'],
      ['det_item_fee_sumamt', '9007199254740993', 'message.not-a-scalar'],
      ['det_item_fee_sumamt', '"99999999999999.99"', 'message.bad-number'],
      ['cnt', '-0', 'settlement.bad-quantity'],
      ['cnt', '-0.0000', 'settlement.bad-quantity'],
      ['pric', '-10', 'settlement.bad-price'],
      ['cnt', '01', 'message.broken-json'],
      ['cnt', 'NaN', 'message.broken-json'],
    ] as const) {
      const sent = await unsent(world())
      const body = sent.body.replace(new RegExp(`"${field}":[^,}]*`), `"${field}":${number}`)
      assert.notEqual(body, sent.body)
      await expectRefusal(world(), code, () =>
        world()
          .till(hospital)
          .send({ ...sent, body }),
      )
    }
  })

  test('with a key said twice means what it says last, for the person as for the visit', async () => {
    const sent = await unsent(world())
    const twice = sent.body.replace('"psn_no":', '"psn_no":"99999999999999999999","psn_no":')
    expectOk(
      await world()
        .till(hospital)
        .send({ ...sent, body: twice }),
    )
    const other = await unsent(world())
    const last = other.body.replace('"cnt":1', '"cnt":1,"cnt":2')
    await expectRefusal(world(), 'settlement.line-amount-differs', () =>
      world()
        .till(hospital)
        .send({ ...other, body: last }),
    )
  })
})

inOneWorld('a message that comes again after its window', (world) => {
  const fortyMinutes = 40 * 60
  const key = { account: hospital.providerCode, secret: secretOf(hospital) }

  test('is refused in every style, though it was signed well and had its effect', async () => {
    await plantCodes(world())
    const ground: Ground = await newGround(world())
    for (const infno of ['2501', '3301', '3503', '2401', '9101'] as const satisfies readonly Infno[]) {
      const input = sampleOf(infno, ground.valuesFor(infno))
      const more = { insuplc_admdvs: ground.division }
      const till = world().till(senderOf(infno))
      const late = Date.now() - fortyMinutes * 1000
      const stale = till.sign(infno, null, input, { ...more, inf_time: `${today} 08:20:00` })
      const fresh = till.sign(infno, null, input, { ...more, msgid: stale.msgid })
      expectOk(await till.send(fresh))
      for (const [body, headers] of [
        [fresh.body, signedHeaders(key.account, key.secret, { timestamp: String(Math.floor(late / 1000)) })],
        [fresh.body, csbHeaders(key, infno, { _api_timestamp: String(late) })],
        [stale.body, { apikey: key.secret }],
      ] as const) {
        const { body: answer } = await post(world(), headers, body)
        assert.match(answer.err_msg ?? answer.message, /\[gateway\.stale-timestamp\]$/, infno)
      }
    }
  })
})

inOneWorld('files that are made to harm', (world) => {
  const till = () => world().till(hospital)
  const nothing = { count: 0, total: 0, fund: 0 }
  const compared = (fileNo: string) => () => till().ask('3202', null, detailsInput(fileNo, nothing))

  test('an archive that would fill the memory is not unpacked', async () => {
    const bomb = await zipOf(new Uint8Array(20_000_000))
    assert.ok(bomb.length < 100_000)
    const fileNo = await uploadFile(till(), bomb)
    await expectRefusal(world(), 'file.too-large', compared(fileNo))
    const many = await zipArchives().pack(
      Array.from({ length: 17 }, (_, index) => ({ name: `${index}.txt`, content: Buffer.from('') })),
    )
    await expectRefusal(world(), 'file.too-many-entries', compared(await uploadFile(till(), many)))
  })

  test('a few kilobytes that unpack to millions of rows are not read row by row', async () => {
    const rows = await zipOf('a\n'.repeat(7_900_000))
    assert.ok(rows.length < 20_000)
    const fileNo = await uploadFile(till(), rows)
    const began = performance.now()
    await expectRefusal(world(), 'reconciliation.too-many-rows', compared(fileNo))
    assert.ok(performance.now() - began < 4_000)
  })

  test('noise and an archive in an archive are no rows', async () => {
    await expectRefusal(world(), 'file.not-an-archive', compared(await uploadFile(till(), randomBytes(10_000))))
    const nested = await uploadFile(till(), await zipOf(await zipOf('x')))
    await expectRefusal(world(), 'reconciliation.bad-encoding', compared(nested))
  })

  test('a name that would write a header or a path never comes back as one', async () => {
    const filename = `a; x=1 (b)'%0d%0a${'𠮷'.repeat(3)}.zip`
    const sent = expectOk(await till().ask('9101', null, uploadInput(till(), await zipOf('x'), { filename })))
    const { file_qury_no } = sent.output
    const { headers, body } = till().sign('9102', null, downloadInput(till(), file_qury_no, { filename }))
    const answer = await world().centre.app.inject({
      method: 'POST',
      url: '/9102',
      headers: { ...headers },
      payload: body,
    })
    const disposition = String(answer.headers['content-disposition'])
    assert.match(disposition, /^attachment; filename\*=UTF-8''[\w%.~!*-]+$/)
    assert.equal(decodeURIComponent(disposition.split("''")[1] ?? ''), filename)
  })
})
