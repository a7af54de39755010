import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate, localDateTime } from '@yibao/core/kernel'
import { download, downloadInput, expectNoEffect, uploadFile, uploadInput } from './support/files.ts'
import { inOneWorld } from './support/refusals.ts'
import { expectOk } from './support/visit.ts'
import { hospital, otherHospital, today } from './support/world.ts'

const content = Buffer.from([80, 75, 3, 4, 0, 255, 128, 10])

inOneWorld('files beside the messages', (world) => {
  const till = () => world().till(hospital)
  const other = () => world().till(otherHospital)

  test('a file comes back byte for byte, under its name or under the text that stands for any', async () => {
    const sent = expectOk(await till().ask('9101', null, uploadInput(till(), content)))
    const { file_qury_no, filename, fixmedins_code, dld_endtime } = sent.output
    assert.deepEqual(
      [filename, fixmedins_code, dld_endtime],
      ['details.zip', hospital.providerCode, '2023-11-20 23:59:59'],
    )
    for (const name of ['details.zip', 'plc']) {
      const fetched = await download(world(), till(), file_qury_no, { filename: name })
      assert.deepEqual([fetched.statusCode, fetched.headers['content-type']], [200, 'application/octet-stream'])
      assert.deepEqual(fetched.rawPayload, content)
    }
  })

  test('an array of bytes is the same file as its Base64', async () => {
    for (const bytes of [[...content], [...new Int8Array(content)]]) {
      const sent = expectOk(await till().ask('9101', null, uploadInput(till(), content, { in: bytes })))
      const fetched = await download(world(), till(), sent.output.file_qury_no)
      assert.deepEqual(fetched.rawPayload, content)
    }
  })

  test('the archive keeps of a fetched file what it was, not its bytes', async () => {
    const fileNo = await uploadFile(till(), content)
    await download(world(), till(), fileNo)
    const { rows } = await world().database.pool.query(
      `select outcome, answer from message where infno = '9102' order by arrived_at desc limit 1`,
    )
    assert.equal(rows[0].outcome, 'ok')
    const { filename, bytes, sha256 } = JSON.parse(rows[0].answer).output
    assert.deepEqual([filename, bytes, sha256.length], ['details.zip', content.length, 64])
  })

  test('the same message again gets the same file number, another content under its msgid nothing', async () => {
    const count = async () => (await world().database.pool.query('select 1 from carried_file')).rows.length
    const sent = till().sign('9101', null, uploadInput(till(), content))
    const first = expectOk(await till().send(sent))
    const before = await count()
    assert.deepEqual(await till().send(sent), first)
    assert.equal(await count(), before)
    const { msgid } = sent
    await expectNoEffect(world(), 'flow.msgid-taken', () =>
      till().ask('9101', null, uploadInput(till(), Buffer.from('other')), { msgid }),
    )
  })

  test("another institution's file is as unknown as none, everybody's is for everybody", async () => {
    const fileNo = await uploadFile(till(), content)
    const asked =
      (no: string, more = {}) =>
      () =>
        other().ask('9102', null, downloadInput(other(), no, more))
    await expectNoEffect(world(), 'file.unknown', asked(fileNo))
    await expectNoEffect(world(), 'file.unknown', asked('1'))
    await expectNoEffect(world(), 'file.other-institution', asked(fileNo, { fixmedins_code: hospital.providerCode }))
    const [at, until] = [localDateTime(`${today} 08:00:00`), isoDate('2023-11-14')]
    const filename = "目录's (1).zip"
    await world().centre.ports.files.put({ fileNo: 'C1', providerCode: null, filename, content, at, until })
    for (const one of [till(), other()]) {
      const fetched = await download(world(), one, 'C1', { filename })
      assert.deepEqual(fetched.rawPayload, content)
      const expected = "attachment; filename*=UTF-8''%E7%9B%AE%E5%BD%95%27s%20%281%29.zip"
      assert.equal(fetched.headers['content-disposition'], expected)
    }
  })

  test('a file whose last day is over is gone, and makes room for the next one', async () => {
    const { files } = world().centre.ports
    const [at, until] = [localDateTime('2023-11-05 08:00:00'), isoDate(today)]
    const { providerCode } = hospital
    await files.put({ fileNo: 'OLD', providerCode, filename: 'old.zip', content, at, until })
    await expectNoEffect(world(), 'file.unknown', () => till().ask('9102', null, downloadInput(till(), 'OLD')))
    await uploadFile(till(), content)
    const { rows } = await world().database.pool.query(`select 1 from carried_file where file_no = 'OLD'`)
    assert.deepEqual(rows, [])
  })

  test('a file goes up to 512 KiB, and no message beyond 1 MB is read', async () => {
    await uploadFile(till(), Buffer.alloc(512 * 1024))
    const upload = (bytes: number) => () => till().ask('9101', null, uploadInput(till(), Buffer.alloc(bytes)))
    const answer = await expectNoEffect(world(), 'file.too-large', upload(512 * 1024 + 1))
    assert.match(answer.err_msg, /524289 字节，上限 524288 字节/)
    await expectNoEffect(world(), 'gateway.body-too-large', upload(800_000))
  })

  test('what is no file, has no plain name or is of somebody else is not taken', async () => {
    const refused = (code: string, more: object) =>
      expectNoEffect(world(), code, () => till().ask('9101', null, uploadInput(till(), content, { ...more })))
    for (const bad of ['not base64!', 'AAA', [256], [1.5]]) await refused('message.bad-bytes', { in: bad })
    await refused('message.missing-field', { in: '' })
    for (const filename of [
      '../a.zip',
      '/etc/a.zip',
      'a\\b.zip',
      'C:a.zip',
      '..',
      'a\nb',
      '长'.repeat(200).concat('/'),
    ]) {
      await refused(filename.length > 200 ? 'message.too-long' : 'file.bad-name', { filename })
    }
    await refused('file.other-institution', { fixmedins_code: otherHospital.providerCode })
  })

  test('a wrong name is told the right one', async () => {
    const fileNo = await uploadFile(till(), content)
    const answer = await expectNoEffect(world(), 'file.name-differs', () =>
      till().ask('9102', null, downloadInput(till(), fileNo, { filename: 'other.zip' })),
    )
    assert.match(answer.err_msg, /details\.zip/)
  })
})
