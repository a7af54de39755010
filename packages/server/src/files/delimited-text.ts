import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { CsvError, parse } from 'csv-parse'
import { type RawRow, type TableLimits, UnreadableTable } from './table-raw.ts'

export interface TextFormat {
  readonly delimiter: ',' | '\t'
  readonly gzip: boolean
}

type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'

interface ParsedRow {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/**
 * Streams a separated text file. UTF-8 with or without its mark, UTF-16 with its mark; what is not valid UTF-8 is read
 * as GB18030, which Chinese Excel writes. Cells may be quoted where commas separate, and are plain where tabs do.
 *
 * @throws UnreadableTable when the bytes or the quoting cannot be read, or a limit is exceeded
 */
export async function* textRows(path: string, format: TextFormat, limits: TableLimits): AsyncGenerator<RawRow> {
  const encoding = await encodingOf(path, format, limits)
  const parser = parse({
    delimiter: format.delimiter,
    quote: format.delimiter === ',' ? '"' : false,
    info: true,
    relax_column_count: true,
    max_record_size: limits.cellCharacters * 200,
  })
  const rows: AsyncIterable<ParsedRow> = joined(Readable.from(decoded(path, format, encoding, limits)), parser)
  let last = 0
  try {
    for await (const { record, info } of rows) {
      last = info.lines
      yield { line: info.lines, cells: record, faults: [] }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new UnreadableTable(
      last + 1,
      `引号不成对或记录过长 (${error.message})`,
      '请用表格软件另存为 CSV UTF-8 (save it again as CSV UTF-8)',
    )
  }
}

/** A fault of the source reaches whoever reads the end of the pipe. */
function joined<Out extends NodeJS.ReadWriteStream>(source: Readable, end: Out): Out {
  pipeline(source, end, () => undefined)
  return end
}

async function* bytesOf(path: string, { gzip }: TextFormat, limits: TableLimits): AsyncGenerator<Buffer> {
  const file = createReadStream(path)
  const chunks: AsyncIterable<Buffer> = gzip ? joined(file, createGunzip()) : file
  let size = 0
  try {
    for await (const chunk of chunks) {
      size += chunk.length
      if (size > limits.textBytes) {
        const most = Math.floor(limits.textBytes / 1_000_000)
        throw new UnreadableTable(1, `文件超过 ${most} MB (larger than ${most} MB)`, '请分成几个文件 (split the file)')
      }
      yield chunk
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))) throw error
    throw new UnreadableTable(
      1,
      `压缩包损坏 (damaged gzip: ${error.message})`,
      '请重新下载或压缩 (fetch or pack it again)',
    )
  }
}

async function* decoded(
  path: string,
  format: TextFormat,
  encoding: Encoding,
  limits: TableLimits,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const chunk of bytesOf(path, format, limits)) yield decoder.decode(chunk, { stream: true })
    yield decoder.decode()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new UnreadableTable(
      1,
      '文字编码既不是 UTF-8 也不是 GB18030 (neither UTF-8 nor GB18030)',
      '请另存为 CSV UTF-8 (save it as CSV UTF-8)',
    )
  }
}

/** Only the whole file tells whether it is UTF-8, since the first Chinese name may stand in the last line. */
async function encodingOf(path: string, format: TextFormat, limits: TableLimits): Promise<Encoding> {
  if (!format.gzip) {
    const mark = await firstBytes(path, 2)
    if (mark.equals(Buffer.of(0xff, 0xfe))) return 'utf-16le'
    if (mark.equals(Buffer.of(0xfe, 0xff))) return 'utf-16be'
  }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of bytesOf(path, format, limits)) {
    if (!decodes(decoder, chunk, true)) return 'gb18030'
  }
  return decodes(decoder, Buffer.alloc(0), false) ? 'utf-8' : 'gb18030'
}

function decodes(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer, stream: boolean): boolean {
  try {
    decoder.decode(chunk, { stream })
    return true
  } catch {
    return false
  }
}

/** The first bytes of a file, fewer when it is shorter. */
export async function firstBytes(path: string, count: number): Promise<Buffer> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
