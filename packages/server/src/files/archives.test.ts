import assert from 'node:assert/strict'
import { buffer } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { ZipFile } from 'yazl'
import { zipArchives } from './archives.ts'

const archives = zipArchives()
const text = (content: string) => Buffer.from(content)

async function codeOf(archive: Uint8Array, reader = archives): Promise<string> {
  const unpacked = await reader.unpack(archive)
  return unpacked.ok ? `${unpacked.value.length} entries` : unpacked.error.code
}

/** An archive made without our own checks. */
async function packedBy(fill: (zip: ZipFile) => void): Promise<Buffer> {
  const zip = new ZipFile()
  fill(zip)
  zip.end()
  return await buffer(zip.outputStream)
}

/** The same archive with other bytes wherever these stand: in the local header and in the directory. */
function replaced(archive: Uint8Array, from: Buffer, to: Buffer): Buffer {
  assert.equal(from.length, to.length)
  const bytes = Buffer.from(archive)
  for (let at = bytes.indexOf(from); at !== -1; at = bytes.indexOf(from, at + to.length)) to.copy(bytes, at)
  return bytes
}

describe('an archive', () => {
  it('comes back as it was packed, Chinese names included, and the same content makes the same bytes', async () => {
    const entries = [
      { name: '对账明细.txt', content: text('一\t二\n') },
      { name: 'b.txt', content: text('x'.repeat(100_000)) },
    ]
    const packed = await archives.pack(entries)
    assert.ok(packed.length < 2_000)
    assert.deepEqual(packed, await archives.pack(entries))
    const unpacked = await archives.unpack(packed)
    assert.ok(unpacked.ok)
    assert.deepEqual(
      unpacked.value.map(({ name, content }) => [name, Buffer.from(content).toString()]),
      entries.map(({ name, content }) => [name, content.toString()]),
    )
  })

  it('of an old packer has its Chinese name in GBK', async () => {
    const packed = replaced(
      await archives.pack([{ name: 'abcd.txt', content: text('x') }]),
      text('abcd'),
      Buffer.from('b6d4d5cb', 'hex'),
    )
    const unpacked = await archives.unpack(packed)
    assert.equal(unpacked.ok && unpacked.value[0]?.name, '对账.txt')
  })

  it('is refused when it is none, broken, changed or encrypted', async () => {
    const packed = Buffer.from(await archives.pack([{ name: 'a.txt', content: text('some content') }]))
    const changed = Buffer.from(packed)
    const at = changed.indexOf('a.txt') + 'a.txt'.length + 2
    changed[at] = (changed[at] ?? 0) ^ 0xff
    const encrypted = Buffer.from(packed)
    encrypted.writeUInt16LE(encrypted.readUInt16LE(6) | 1, 6)
    const directory = encrypted.indexOf(Buffer.from('504b0102', 'hex'))
    encrypted.writeUInt16LE(encrypted.readUInt16LE(directory + 8) | 1, directory + 8)
    for (const bad of [
      Buffer.alloc(0),
      text('no zip'),
      packed.subarray(0, -10),
      packed.subarray(20),
      changed,
      encrypted,
    ]) {
      assert.equal(await codeOf(bad), 'file.not-an-archive')
    }
  })
})

describe('a name in an archive', () => {
  it('is no path, however it is written', async () => {
    const packed = await archives.pack([{ name: 'abcdef', content: text('x') }])
    for (const name of [
      '../x.t',
      '/etc/p',
      'a/b.tx',
      'a\\b.tx',
      'C:\\x.t',
      'c:xxxx',
      'x\u0000y.tx',
      'x\ny.tx',
      '......',
      '      ',
    ]) {
      assert.equal(await codeOf(replaced(packed, text('abcdef'), text(name))), 'file.bad-name', JSON.stringify(name))
    }
  })

  it('is the name of a file, not of a folder, a link or a device', async () => {
    assert.equal(await codeOf(await packedBy((zip) => zip.addEmptyDirectory('folder'))), 'file.bad-name')
    for (const mode of [0o120777, 0o040755, 0o020644]) {
      assert.equal(
        await codeOf(await packedBy((zip) => zip.addBuffer(text('/etc/passwd'), 'a', { mode }))),
        'file.bad-name',
      )
    }
    assert.equal(await codeOf(await packedBy((zip) => zip.addBuffer(text('x'), 'a', { mode: 0o100644 }))), '1 entries')
  })
})

describe('what an archive unpacks to', () => {
  const small = zipArchives({ entries: 2, entryBytes: 1_000, totalBytes: 1_500 })
  const zeros = (bytes: number, name: string) => ({ name, content: new Uint8Array(bytes) })

  it('is limited: one file, all together, and how many there are', async () => {
    assert.equal(await codeOf(await archives.pack([zeros(1_000, 'a')]), small), '1 entries')
    assert.equal(await codeOf(await archives.pack([zeros(1_001, 'a')]), small), 'file.too-large')
    assert.equal(await codeOf(await archives.pack([zeros(800, 'a'), zeros(800, 'b')]), small), 'file.too-large')
    const three = ['a', 'b', 'c'].map((name) => zeros(1, name))
    assert.equal(await codeOf(await archives.pack(three), small), 'file.too-many-entries')
  })

  it('cannot be more than the archive says', async () => {
    const bomb = Buffer.from(await archives.pack([zeros(50_000_000, 'a')]))
    assert.ok(bomb.length < 60_000)
    assert.equal(await codeOf(bomb), 'file.too-large')
    const directory = bomb.indexOf(Buffer.from('504b0102', 'hex'))
    bomb.writeUInt32LE(10, directory + 24)
    assert.equal(await codeOf(bomb), 'file.not-an-archive')
  })
})
