import { isUtf8 } from 'node:buffer'
import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import { invariant, ok, type Result, refuse } from '@yibao/core/kernel'
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { ZipFile as ZipWriter } from 'yazl'
import { isPlainName } from '../flows/file-name.ts'
import type { FileRefusal } from '../flows/file-refusals.ts'
import type { ArchiveEntry, Archives } from '../flows/ports.ts'

/** What an archive from outside may come to once it is unpacked. */
export interface ArchiveLimits {
  readonly entries: number
  readonly entryBytes: number
  readonly totalBytes: number
}

/** Ten thousand rows of a reconciliation are about one megabyte. */
const usualLimits: ArchiveLimits = { entries: 16, entryBytes: 16_000_000, totalBytes: 32_000_000 }

/** Every archive of ours says so: the same content makes the same bytes. */
const packedAt = new Date('2000-01-01T00:00:00Z')

const gb18030 = new TextDecoder('gb18030')

/** Old packers write Chinese names in GBK without saying so. */
function nameOf({ fileNameRaw }: Entry): string {
  return isUtf8(fileNameRaw) ? fileNameRaw.toString('utf8') : gb18030.decode(fileNameRaw)
}

const directoryOfDos = 0x10
const unixType = 0o170000
const regularFile = 0o100000

/** Neither folder nor link nor device; packers that know no types leave them out. */
function isFile({ externalFileAttributes: attributes }: Entry): boolean {
  const type = (attributes >>> 16) & unixType
  return (attributes & directoryOfDos) === 0 && (type === 0 || type === regularFile)
}

async function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const content = await buffer(await zip.openReadStreamPromise(entry))
  // yauzl counts the bytes, and leaves the checksum to the reader.
  if (crc32(content) !== entry.crc32) throw new Error(`the checksum of ${nameOf(entry)} differs`)
  return content
}

async function read(archive: Uint8Array, limits: ArchiveLimits): Promise<Result<readonly ArchiveEntry[], FileRefusal>> {
  const zip = await fromBufferPromise(Buffer.from(archive), { decodeStrings: false, validateEntrySizes: true })
  if (zip.entryCount > limits.entries) {
    return refuse({ code: 'file.too-many-entries', count: zip.entryCount, limit: limits.entries })
  }
  const entries: ArchiveEntry[] = []
  let total = 0
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry)
    if (!isPlainName(name) || !isFile(entry)) return refuse({ code: 'file.bad-name', filename: name })
    // The stated size binds: yauzl breaks off a stream that goes beyond it.
    const { uncompressedSize: bytes } = entry
    total += bytes
    if (bytes > limits.entryBytes) return refuse({ code: 'file.too-large', bytes, limit: limits.entryBytes })
    if (total > limits.totalBytes) return refuse({ code: 'file.too-large', bytes: total, limit: limits.totalBytes })
    entries.push({ name, content: await contentOf(zip, entry) })
  }
  return ok(entries)
}

/** Zip archives: small ones are read whole in memory, within limits; nothing is ever written to a disk. */
export function zipArchives(limits: ArchiveLimits = usualLimits): Archives {
  return {
    async pack(entries) {
      const zip = new ZipWriter()
      for (const { name, content } of entries) {
        invariant(isPlainName(name), () => `${name} is no plain file name`)
        zip.addBuffer(Buffer.from(content), name, { mtime: packedAt })
      }
      zip.end()
      return await buffer(zip.outputStream)
    },

    async unpack(archive) {
      try {
        return await read(archive, limits)
      } catch {
        // Whatever a reader stumbles over in bytes from outside, for the sender it is one fact: this is no archive.
        return refuse({ code: 'file.not-an-archive', filename: '' })
      }
    },
  }
}
