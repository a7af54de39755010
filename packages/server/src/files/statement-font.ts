import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { inflateSync } from 'node:zlib'
import { invariant } from '@yibao/core/kernel'

/** A font as one plain file in memory, and which characters it draws. */
export interface PaperFont {
  readonly name: string
  /** An sfnt file: TrueType as it stands, nothing packed. */
  readonly content: Buffer
  draws(codePoint: number): boolean
}

interface Table {
  readonly tag: string
  readonly checksum: number
  readonly content: Buffer
}

/** The tables of a WOFF file, unpacked. @source WOFF File Format 1.0, W3C 2012, sections 4 and 5 */
function tablesOf(woff: Buffer): { readonly flavor: number; readonly tables: readonly Table[] } {
  invariant(woff.toString('latin1', 0, 4) === 'wOFF', 'the font of papers is a WOFF file')
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, index) => {
    const at = 44 + index * 20
    const [offset, packed, plain] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)]
    const stored = woff.subarray(offset, offset + packed)
    const content = packed < plain ? inflateSync(stored) : stored
    return { tag: woff.toString('latin1', at, at + 4), checksum: woff.readUInt32BE(at + 16), content }
  })
  return { flavor: woff.readUInt32BE(4), tables }
}

const padded = (length: number): number => (length + 3) & ~3

/**
 * The same font as an sfnt file. Readers unpack the tables of a WOFF anew for every glyph they look at, which costs seconds
 * for a document; unpacked once it costs nothing.
 */
function sfntOf(flavor: number, tables: readonly Table[]): Buffer {
  const head = 12 + tables.length * 16
  const file = Buffer.alloc(tables.reduce((size, { content }) => size + padded(content.length), head))
  const power = 2 ** Math.floor(Math.log2(tables.length))
  file.writeUInt32BE(flavor, 0)
  file.writeUInt16BE(tables.length, 4)
  file.writeUInt16BE(power * 16, 6)
  file.writeUInt16BE(Math.log2(power), 8)
  file.writeUInt16BE((tables.length - power) * 16, 10)
  let offset = head
  for (const [index, { tag, checksum, content }] of tables.entries()) {
    const at = 12 + index * 16
    file.write(tag, at, 'latin1')
    file.writeUInt32BE(checksum, at + 4)
    file.writeUInt32BE(offset, at + 8)
    file.writeUInt32BE(content.length, at + 12)
    content.copy(file, offset)
    offset += padded(content.length)
  }
  return file
}

interface Segment {
  readonly first: number
  readonly last: number
}

/** The ranges of a character map of format 12, or of format 4, where a range is taken as drawn throughout. */
function segmentsOf(map: Buffer): readonly Segment[] {
  const format = map.readUInt16BE(0)
  if (format === 12) {
    return Array.from({ length: map.readUInt32BE(12) }, (_, index) => {
      const at = 16 + index * 12
      return { first: map.readUInt32BE(at), last: map.readUInt32BE(at + 4) }
    })
  }
  invariant(format === 4, () => `a character map of format 4 or 12, not ${format}`)
  const count = map.readUInt16BE(6) / 2
  return Array.from({ length: count }, (_, index) => ({
    first: map.readUInt16BE(16 + count * 2 + index * 2),
    last: map.readUInt16BE(14 + index * 2),
  }))
}

/** The widest Unicode map of the `cmap` table. @source OpenType 1.9, cmap */
function coverage(tables: readonly Table[]): readonly Segment[] {
  const cmap = tables.find(({ tag }) => tag === 'cmap')?.content
  invariant(cmap !== undefined, 'a font maps characters')
  const maps = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) => {
    const at = 4 + index * 8
    const key = cmap.readUInt16BE(at) * 100 + cmap.readUInt16BE(at + 2)
    return { key, map: cmap.subarray(cmap.readUInt32BE(at + 4)) }
  })
  const best = [310, 4, 301, 3].flatMap((wanted) => maps.filter(({ key }) => key === wanted))[0]
  invariant(best !== undefined, 'a font maps Unicode characters')
  return segmentsOf(best.map).filter(({ last }) => last !== 0xffff)
}

const require = createRequire(import.meta.url)

/** Noto Sans SC in the weight of text (SIL Open Font License 1.1): simplified Chinese with Latin letters and digits. */
const fontFile = '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff'

/** Reads and unpacks the font of papers; some hundredths of a second, once in a thread. */
export async function readPaperFont(): Promise<PaperFont> {
  const { flavor, tables } = tablesOf(await readFile(require.resolve(fontFile)))
  const segments = coverage(tables)
  return {
    name: 'Noto Sans SC',
    content: sfntOf(flavor, tables),
    draws: (codePoint) => segments.some(({ first, last }) => first <= codePoint && codePoint <= last),
  }
}
