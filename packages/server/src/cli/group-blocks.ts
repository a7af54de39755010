import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline, type Readable } from 'node:stream'
import { pipeline as pipelined } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { dischargeLayout } from '../files/discharge-table.ts'
import { tableRows } from '../files/table-file.ts'
import type { Block } from './group-work.ts'

const blockBytes = 256 * 1024
const blockRows = 2_000
/** No case is as long as this; a file without line ends is not read into memory whole. */
const longestLine = 16 * 1024 * 1024

interface Source {
  readonly blocks: AsyncIterable<Block>
  /** The header of a table is Chinese. */
  readonly chinese: () => boolean
}

/**
 * Cuts a text into blocks of whole lines, the last of which may lack its line end.
 *
 * @param counted hears of the bytes read so far
 * @param wanted bytes of a block, at least
 * @throws Error when a line is longer than any case
 */
export async function* lineBlocks(
  bytes: AsyncIterable<Uint8Array>,
  counted: (bytes: number) => void,
  wanted = blockBytes,
): AsyncGenerator<Extract<Block, { kind: 'text' }>> {
  let parts: Uint8Array[] = []
  let size = 0
  let read = 0
  for await (const chunk of bytes) {
    read += chunk.length
    counted(read)
    const end = chunk.lastIndexOf(10)
    if (size + chunk.length < wanted || end < 0) {
      parts.push(chunk)
      size += chunk.length
      if (size > longestLine) {
        throw new Error('一行过长 a line is longer than 16 MB: 一行一个病例 write one case a line')
      }
      continue
    }
    yield { kind: 'text', bytes: Buffer.concat([...parts, chunk.subarray(0, end + 1)]) }
    const rest = chunk.subarray(end + 1)
    parts = rest.length === 0 ? [] : [rest]
    size = rest.length
  }
  if (size > 0) yield { kind: 'text', bytes: Buffer.concat(parts) }
}

/** A text of lines from a file, packed or not, or from standard input. */
export function textSource(path: string | null, counted: (bytes: number) => void): Source {
  const input: Readable = path === null ? process.stdin : createReadStream(path)
  const bytes = path !== null && isPacked(path) ? unpacked(input) : input
  return { blocks: lineBlocks(bytes, counted), chinese: () => false }
}

/** What a file holds is then more than its size tells. */
export const isPacked = (path: string): boolean => /\.gz$/i.test(path)

async function* unpacked(input: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* pipeline(input, createGunzip(), () => undefined)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))) throw error
    throw new Error(`压缩包损坏 damaged gzip (${error.message})：请重新下载或压缩 fetch or pack it again`, {
      cause: error,
    })
  }
}

/** Rows of a CSV, TSV or Excel file; standard input is kept in a file first, for its encoding shows only at its end. */
export function tableSource(path: string | null): Source {
  let chinese = false
  async function* blocks(): AsyncGenerator<Block> {
    if (path === null) yield* spooled(rowBlocks)
    else yield* rowBlocks(path)
  }
  async function* rowBlocks(file: string): AsyncGenerator<Block> {
    let rows: Extract<Block, { kind: 'rows' }>['rows'][number][] = []
    for await (const item of tableRows(file, dischargeLayout)) {
      if (item.kind === 'unreadable') {
        const { line, what, cure } = item.problem
        throw new Error(`第 ${line} 行 line ${line}：${what}。${cure}`)
      }
      if (item.kind === 'row') {
        chinese = item.row.labels.id === '病例号'
        rows.push({ line: item.row.line, cells: item.row.cells })
      } else {
        for (const { line, column, ...problem } of item.problems)
          rows.push({ line, fault: { field: column, ...problem } })
      }
      if (rows.length < blockRows) continue
      yield { kind: 'rows', rows }
      rows = []
    }
    if (rows.length > 0) yield { kind: 'rows', rows }
  }
  return { blocks: blocks(), chinese: () => chinese }
}

/** The file holds what the input holds, so only its maker may read it, and it goes when it was read. */
async function* spooled(read: (path: string) => AsyncGenerator<Block>): AsyncGenerator<Block> {
  const folder = await mkdtemp(join(tmpdir(), 'yibao-group-'))
  try {
    const file = join(folder, 'input.csv')
    await pipelined(process.stdin, createWriteStream(file, { mode: 0o600 }))
    yield* read(file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
