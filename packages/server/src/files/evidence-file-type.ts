import { isUtf8 } from 'node:buffer'
import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { FileKind, FileRefusal } from '../flows/evidence-ports.ts'

/** The most that one file may be, in bytes: a statement of some hundred scanned pages, some minutes of video. */
const fileBytesAtMost = 64 * 1024 * 1024

interface KnownType extends FileKind {
  readonly extensions: readonly string[]
  readonly is: (content: Buffer) => boolean
}

const begins = (content: Buffer, text: string, at = 0): boolean =>
  content.toString('latin1', at, at + text.length) === text

/** An Office document: a zip that names the part; a document with macros is none that we take. */
const isOffice = (content: Buffer, part: string): boolean =>
  begins(content, 'PK\x03\x04') &&
  content.includes('[Content_Types].xml') &&
  content.includes(part) &&
  !content.includes('vbaProject.bin')

const gb18030 = new TextDecoder('gb18030', { fatal: true })

/** Text without control characters besides tab, line feed and carriage return, in UTF-8 or GB 18030. */
function isText(content: Buffer): boolean {
  if (content.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d)) return false
  if (isUtf8(content)) return true
  try {
    gb18030.decode(content)
    return true
  } catch {
    // Not decodable as either: for the caller that is one fact, it is no text.
    return false
  }
}

const types: readonly KnownType[] = [
  { type: 'application/pdf', extension: 'pdf', extensions: ['pdf'], is: (content) => begins(content, '%PDF-') },
  {
    type: 'image/png',
    extension: 'png',
    extensions: ['png'],
    is: (content) => begins(content, '\x89PNG\r\n\x1a\n'),
  },
  {
    type: 'image/jpeg',
    extension: 'jpg',
    extensions: ['jpg', 'jpeg'],
    is: (content) => begins(content, '\xff\xd8\xff'),
  },
  {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
    extensions: ['xlsx'],
    is: (content) => isOffice(content, 'xl/workbook.xml'),
  },
  {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extension: 'docx',
    extensions: ['docx'],
    is: (content) => isOffice(content, 'word/document.xml'),
  },
  {
    type: 'video/mp4',
    extension: 'mp4',
    extensions: ['mp4', 'm4v', 'm4a'],
    is: (content) => begins(content, 'ftyp', 4),
  },
  {
    type: 'audio/wav',
    extension: 'wav',
    extensions: ['wav'],
    is: (content) => begins(content, 'RIFF') && begins(content, 'WAVE', 8),
  },
  { type: 'text/csv', extension: 'csv', extensions: ['csv'], is: isText },
  { type: 'text/plain', extension: 'txt', extensions: ['txt'], is: isText },
]

const allowed = types.map(({ extension }) => extension)

const extensionOf = (name: string): string => /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? ''

/**
 * What a file is by its bytes, which its name must agree with. Refuses with `evidence.file-empty`, `evidence.file-too-large`,
 * `evidence.file-type` (nothing that is taken as evidence), `evidence.file-name` (the bytes are something else than the name says).
 */
export function fileKindOf(bytes: Uint8Array, name: string): Result<FileKind, FileRefusal> {
  if (bytes.length === 0) return refuse({ code: 'evidence.file-empty', name })
  if (bytes.length > fileBytesAtMost) {
    return refuse({ code: 'evidence.file-too-large', name, bytes: bytes.length, limit: fileBytesAtMost })
  }
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const named = types.find(({ extensions }) => extensions.includes(extensionOf(name)))
  if (named?.is(content)) return ok({ type: named.type, extension: named.extension })
  const found = types.find(({ is }) => is(content))
  if (found === undefined || named === undefined) return refuse({ code: 'evidence.file-type', name, allowed })
  return refuse({ code: 'evidence.file-name', name, type: found.type })
}
