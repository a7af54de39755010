// Verifies a case file without the platform that made it: plain Node 20 or later, no packages, nothing is written or sent.
//
//   node verify.mjs                          the folder in which it lies
//   node verify.mjs case.zip                 an archive that was not unpacked
//   node verify.mjs case.zip --digest 1f2e…  and that it is the very one whose digest was told when it was made
//
// What is held against what: every file against its digest (SM3) in manifest.json; the chain of each piece of evidence in
// chain.json, hash by hash, against its head in the manifest; the manifest against the signature (SM2) in signature.json;
// with --digest the manifest against that digest; of an archive every byte that is no file besides.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** SM3, lower-case hex. GB/T 32905-2016 */
export const sm3 = (content) => createHash('sm3').update(content).digest('hex')

const textOf = (content) => Buffer.from(content).toString('utf8')

// ---- canonical text: keys in order, no spaces

export function canonicalText(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

/** How JSON files of a case file are written; any other writing of the same is a change. */
export const writtenJson = (value) => `${JSON.stringify(value, null, 2)}\n`

// ---- SM2 signatures over the curve sm2p256v1, GB/T 32918.2-2016 and 32918.5-2017

const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn
const a = p - 3n
const b = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n
const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
const g = [
  0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
]

const mod = (value, by) => ((value % by) + by) % by

/** The inverse modulo a prime, by the extended algorithm of Euclid. */
function inverse(value, prime) {
  let [low, high, lowTimes, highTimes] = [mod(value, prime), prime, 1n, 0n]
  while (low > 1n) {
    const times = high / low
    const [rest, restTimes] = [high - times * low, highTimes - times * lowTimes]
    high = low
    highTimes = lowTimes
    low = rest
    lowTimes = restTimes
  }
  return mod(lowTimes, prime)
}

/** The sum of two points; null is the point at infinity. */
function add(one, other) {
  if (one === null) return other
  if (other === null) return one
  const [[x1, y1], [x2, y2]] = [one, other]
  if (x1 === x2 && mod(y1 + y2, p) === 0n) return null
  const slope = x1 === x2 ? (3n * x1 * x1 + a) * inverse(2n * y1, p) : (y2 - y1) * inverse(x2 - x1, p)
  const x = mod(slope * slope - x1 - x2, p)
  return [x, mod(slope * (x1 - x) - y1, p)]
}

function times(factor, point) {
  let [sum, doubled] = [null, point]
  for (let left = factor; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) sum = add(sum, doubled)
    doubled = add(doubled, doubled)
  }
  return sum
}

const digits = (number) => number.toString(16).padStart(64, '0')

/** The name of a signer who was given none, GM/T 0009-2012. */
const signer = '1234567812345678'

/** Whether a signature (r and s, 128 hex digits) over a text is that of a public key (04, x, y, 130 hex digits). */
export function isSignature(text, signature, publicKey) {
  const [x, y] = [BigInt(`0x${publicKey.slice(2, 66)}`), BigInt(`0x${publicKey.slice(66)}`)]
  if (x >= p || y >= p || mod(y * y - (x * x * x + a * x + b), p) !== 0n) return false
  const [r, s] = [BigInt(`0x${signature.slice(0, 64)}`), BigInt(`0x${signature.slice(64)}`)]
  if (r < 1n || r >= n || s < 1n || s >= n) return false
  const curve = Buffer.from([a, b, ...g, x, y].map(digits).join(''), 'hex')
  const who = createHash('sm3')
    .update(Buffer.from([0, signer.length * 8]))
    .update(signer)
    .update(curve)
    .digest()
  const e = BigInt(`0x${createHash('sm3').update(who).update(text).digest('hex')}`)
  const t = mod(r + s, n)
  if (t === 0n) return false
  const point = add(times(s, g), times(t, [x, y]))
  return point !== null && mod(e + point[0], n) === r
}

// ---- an archive in one way of writing: stored, no time, no comment; so that every byte of it can be held against what it holds

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value >>> 0
})

function crc32(content) {
  let crc = 0xffffffff
  for (const byte of content) crc = (crc >>> 8) ^ crcTable[(crc ^ byte) & 0xff]
  return (crc ^ 0xffffffff) >>> 0
}

const [localMark, centralMark, endMark] = [0x04034b50, 0x02014b50, 0x06054b50]

/** What local and central header share: version 2.0, names in UTF-8, stored, 2000-01-01, checksum, sizes. */
function shared(content, name) {
  const head = Buffer.alloc(26)
  head.writeUInt16LE(20, 0)
  head.writeUInt16LE(0x0800, 2)
  head.writeUInt16LE(0x2821, 8)
  head.writeUInt32LE(crc32(content), 10)
  head.writeUInt32LE(content.length, 14)
  head.writeUInt32LE(content.length, 18)
  head.writeUInt16LE(name.length, 22)
  return head
}

const mark = (value) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** An archive of entries `{ name, content }`, the same bytes for the same entries. */
export function writeArchive(entries) {
  const parts = []
  const central = []
  let offset = 0
  for (const { name, content } of entries) {
    const [label, head] = [Buffer.from(name, 'utf8'), shared(content, Buffer.from(name, 'utf8'))]
    const local = Buffer.concat([mark(localMark), head, label])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE((0o100644 << 16) >>> 0, 6)
    rest.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([mark(centralMark), Buffer.from([20, 3]), head, rest, label]))
    parts.push(local, content)
    offset += local.length + content.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, directory, mark(endMark), end])
}

/**
 * The entries of an archive of ours, which lie one behind the other: nothing is read twice, so no archive is larger inside than outside.
 * Throws when it is none, whatever the reason.
 */
export function readArchive(archive) {
  const end = archive.length - 22
  if (end < 0 || archive.readUInt32LE(end) !== endMark) throw new Error('the archive does not end as one')
  const entries = []
  let [at, next] = [archive.readUInt32LE(end + 16), 0]
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== centralMark) throw new Error('its directory is broken')
    const [size, length] = [archive.readUInt32LE(at + 24), archive.readUInt16LE(at + 28)]
    const local = archive.readUInt32LE(at + 42)
    const name = archive.toString('utf8', at + 46, at + 46 + length)
    const start = local + 30 + length
    if (local !== next || start + size > end) throw new Error('its entries do not lie one behind the other')
    if (Buffer.byteLength(name) !== length) throw new Error('a name is no UTF-8')
    entries.push({ name, content: archive.subarray(start, start + size) })
    next = start + size
    at += 46 + length
  }
  return entries
}

// ---- the case file

const bare = ['manifest.json', 'signature.json']

/** What a file of a case file is called: here, or in one folder; unpacked, nothing lands elsewhere. */
const isPath = (path) => /^(files\/)?[A-Za-z0-9][A-Za-z0-9.-]*$/.test(path)

/** The value of a JSON file, if it is written as we write it. */
function jsonOf(files, path, faults) {
  const content = files.get(path)
  if (content === undefined) {
    faults.push({ path, what: 'missing' })
    return null
  }
  try {
    const value = JSON.parse(textOf(content))
    if (Buffer.compare(Buffer.from(writtenJson(value)), content) === 0) return value
  } catch {
    // Not JSON any more: told like every other change of its bytes.
  }
  faults.push({ path, what: 'changed' })
  return null
}

function checkFiles(files, manifest, faults) {
  const listed = new Map(manifest.files.map((one) => [one.path, one]))
  for (const [path, { size, sm3: digest }] of listed) {
    const content = files.get(path)
    if (content === undefined) faults.push({ path, what: 'missing' })
    else if (content.length !== size || sm3(content) !== digest) faults.push({ path, what: 'changed' })
  }
  for (const path of files.keys()) if (!isPath(path)) faults.push({ path, what: 'not a name of ours' })
  for (const path of files.keys()) if (!listed.has(path) && !bare.includes(path)) faults.push({ path, what: 'added' })
}

/** One chain: numbers, links, hashes, head, and that its file is the one that was collected. */
function chainFault(piece, events, listed) {
  let previous = '0'.repeat(64)
  for (const [index, { hash, ...event }] of events.entries()) {
    const held = event.number === index + 1 && event.code === piece.code && event.previous === previous
    if (!held || sm3(`${previous}\n${canonicalText(event)}`) !== hash)
      return `chain of ${piece.code}, event ${index + 1}`
    previous = hash
  }
  if (events.length !== piece.events || previous !== piece.head) return `head of ${piece.code}`
  const collected = events[0]?.details?.facts?.content?.sm3 ?? null
  const file = piece.file === null ? null : listed.get(piece.file)?.sm3
  return piece.file !== null && file !== collected ? `file of ${piece.code}` : null
}

function checkChains(files, manifest, faults) {
  const chains = jsonOf(files, 'chain.json', faults)
  if (chains === null) return
  const listed = new Map(manifest.files.map((one) => [one.path, one]))
  const codes = manifest.pieces.map(({ code }) => code)
  if (canonicalText(Object.keys(chains)) !== canonicalText(codes))
    faults.push({ path: 'chain.json', what: 'chains differ' })
  for (const piece of manifest.pieces) {
    const broken = chainFault(piece, chains[piece.code] ?? [], listed)
    if (broken !== null) faults.push({ path: 'chain.json', what: broken })
  }
}

function checkSignature(files, faults) {
  const path = 'signature.json'
  const signature = jsonOf(files, path, faults)
  if (signature === null) return null
  const { algorithm, publicKey, value, ...more } = signature
  const written =
    algorithm === 'SM2 with SM3' &&
    /^04[0-9a-f]{128}$/.test(publicKey) &&
    /^[0-9A-F]{128}$/.test(value) &&
    Object.keys(more).length === 0
  if (!written) faults.push({ path, what: 'changed' })
  else if (!isSignature(files.get('manifest.json'), value, publicKey))
    faults.push({ path, what: 'not of this manifest' })
  return written ? publicKey : null
}

/**
 * Holds a case file against itself.
 *
 * `entries`: its files as `{ name, content }`; `digest`: of the manifest, as it was told when the file was made, or undefined.
 * Gives the digest of the manifest, the key that signed it, what it holds, and every fault as `{ path, what }`.
 */
export function verifyCaseFile(entries, digest) {
  const files = new Map(entries.map(({ name, content }) => [name, content]))
  const faults = []
  if (files.size !== entries.length) faults.push({ path: '', what: 'a name occurs twice' })
  const manifest = jsonOf(files, 'manifest.json', faults)
  const found = files.has('manifest.json') ? sm3(files.get('manifest.json')) : null
  if (digest !== undefined && found !== digest.toLowerCase()) {
    faults.push({ path: 'manifest.json', what: 'not the case file of this digest' })
  }
  const publicKey = found === null ? null : checkSignature(files, faults)
  const known =
    manifest !== null &&
    manifest.format === 'openyibao-case-file/1' &&
    Array.isArray(manifest.files) &&
    Array.isArray(manifest.pieces)
  if (manifest !== null && !known) faults.push({ path: 'manifest.json', what: 'not a format known here' })
  if (known) {
    try {
      checkFiles(files, manifest, faults)
      checkChains(files, manifest, faults)
    } catch (error) {
      // A list or a chain of another shape than ours, which nothing of ours has written.
      faults.push({ path: 'manifest.json', what: `not readable: ${error instanceof Error ? error.message : error}` })
    }
  }
  const counts = known ? { files: manifest.files.length, pieces: manifest.pieces.length } : { files: 0, pieces: 0 }
  return { digest: found, publicKey, ...counts, faults }
}

/** The same for an archive, and that it holds nothing but its files. */
export function verifyArchive(archive, digest) {
  let entries
  try {
    entries = readArchive(archive)
  } catch (error) {
    const what = `not an archive of a case file: ${error instanceof Error ? error.message : error}`
    return { digest: null, publicKey: null, files: 0, pieces: 0, faults: [{ path: '', what }] }
  }
  const told = verifyCaseFile(entries, digest)
  const same = Buffer.compare(writeArchive(entries), archive) === 0
  const faults =
    same || told.faults.length > 0 ? told.faults : [{ path: '', what: 'the archive around the files was changed' }]
  return { ...told, faults }
}

/** Every file below a folder, as entries; what is no plain file (a link, a pipe) is not followed and counts as empty. */
export function readFolder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => !one.isDirectory())
    .map((one) => {
      const path = join(one.parentPath ?? one.path, one.name)
      return {
        name: relative(folder, path).split(sep).join('/'),
        content: one.isFile() ? readFileSync(path) : Buffer.alloc(0),
      }
    })
}

/** A text from a file that anybody may have made, safe to show at a terminal. */
export const shown = (text) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\uFFFD')

/** Verifies a folder or an archive. */
export function verifyAt(path, digest) {
  return statSync(path).isDirectory()
    ? verifyCaseFile(readFolder(path), digest)
    : verifyArchive(readFileSync(path), digest)
}

function main(args) {
  const at = args.indexOf('--digest')
  const digest = at < 0 ? undefined : args[at + 1]
  const [path = fileURLToPath(new URL('.', import.meta.url))] = args.filter(
    (_, index) => at < 0 || index < at || index > at + 1,
  )
  if (at >= 0 && !/^[0-9a-f]{64}$/i.test(digest ?? '')) {
    console.error('--digest：须为 64 位十六进制数 write the 64 hexadecimal digits')
    return 2
  }
  const told = verifyAt(path, digest)
  for (const { path: where, what } of told.faults) console.error(shown(`不符 ${where || '(archive)'}: ${what}`))
  if (told.faults.length > 0) {
    console.error(`案卷已被改动 the case file was changed: ${told.faults.length}`)
    return 1
  }
  console.log(`案卷完整 the case file is whole: ${told.files} 个文件 files, ${told.pieces} 件证据 pieces`)
  console.log(`摘要 digest ${told.digest}`)
  console.log(`签名公钥 signed with ${told.publicKey}`)
  if (digest === undefined) {
    console.log(
      '未给 --digest：若有人连同清单、签名一并重做，只能凭导出时告知的摘要或中心公钥发现。 Without --digest a file that was made anew as a whole is found out only by the digest told when it was made, or by the key of the centre.',
    )
  }
  return 0
}

const isCalled =
  process.argv[1] !== undefined && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))
if (isCalled) {
  try {
    process.exitCode = main(process.argv.slice(2))
  } catch (error) {
    console.error(shown(error instanceof Error ? error.message : String(error)))
    process.exitCode = 2
  }
}
