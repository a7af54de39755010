import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import {
  type IndicatorRun,
  type RunFile,
  type RunReader,
  type RunRows,
  type RunSink,
  runFiles,
} from '../flows/indicator-ports.ts'
import { contentHash } from './policy-hash.ts'

interface Part {
  readonly handle: FileHandle
  readonly hash: Hash
  rows: number
}

const fileOf = (name: RunFile): string => `${name}.jsonl`
const summary = 'run.json'
/** Lines that are written at once. */
const pageLines = 2_000

async function write(part: Part, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return
  const text = `${lines.join('\n')}\n`
  part.hash.update(text)
  part.rows += lines.length
  await part.handle.write(text)
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/**
 * Writes a run into a folder of its own: lines of JSON, and last `run.json`. A folder without that file holds a run that was broken off,
 * and is written anew.
 *
 * @throws Error when the folder holds a finished run
 */
export async function openRunSink(path: string): Promise<RunSink> {
  const folder = resolve(path)
  if ((await finishedRun(folder)) !== null)
    throw new Error(`${folder} 已有一次运行 holds a run already：请换目录 choose another folder`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const parts = new Map<RunFile, Part>()
  for (const name of runFiles) {
    const handle = await open(join(folder, fileOf(name)), 'w', 0o600)
    parts.set(name, { handle, hash: createHash('sha256'), rows: 0 })
  }
  const partOf = (name: RunFile): Part => {
    const part = parts.get(name)
    if (part === undefined) throw new Error(`no file ${name}`)
    return part
  }
  return {
    async append(name, rows) {
      const part = partOf(name)
      let lines: string[] = []
      for (const row of rows) {
        lines.push(JSON.stringify(row))
        if (lines.length < pageLines) continue
        await write(part, lines)
        lines = []
      }
      await write(part, lines)
    },
    async finish(run) {
      const files = {} as Record<RunFile, { rows: number; digest: string }>
      for (const [name, { handle, hash, rows }] of parts) {
        await handle.sync()
        await handle.close()
        files[name] = { rows, digest: hash.digest('hex') }
      }
      const { madeAt, lake, ...rest } = run
      const { folder: _, ...data } = lake
      const digest = contentHash({ ...rest, lake: data, files })
      const whole: IndicatorRun = { ...rest, lake, files, digest, madeAt }
      await open(join(folder, `${summary}.new`), 'w', 0o600).then(async (handle) => {
        await handle.write(`${JSON.stringify(whole, null, 2)}\n`)
        await handle.sync()
        await handle.close()
      })
      await rename(join(folder, `${summary}.new`), join(folder, summary))
      return whole
    },
    async abandon() {
      for (const { handle } of parts.values()) await handle.close().catch(() => undefined)
      for (const name of runFiles) await rm(join(folder, fileOf(name)), { force: true })
    },
  }
}

/** A finished run of a folder, or null when there is none. */
export async function finishedRun(folder: string): Promise<IndicatorRun | null> {
  const text = await readFile(join(folder, summary), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return null
    throw error
  })
  return text === null ? null : (JSON.parse(text) as IndicatorRun)
}

/** Whether a file is still what the run wrote. */
async function checkFile(folder: string, name: RunFile, { files }: IndicatorRun): Promise<void> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(join(folder, fileOf(name)))) hash.update(chunk as Buffer)
  if (hash.digest('hex') === files[name].digest) return
  throw new Error(`${join(folder, fileOf(name))} 已被改动 was changed since the run：请重新运行 run again`)
}

async function* linesOf<Name extends RunFile>(
  folder: string,
  name: Name,
  run: IndicatorRun,
  indicator: string | undefined,
): AsyncGenerator<RunRows[Name]> {
  await checkFile(folder, name, run)
  const begin = indicator === undefined ? '' : `{"indicator":${JSON.stringify(indicator)},`
  const lines = createInterface({ input: createReadStream(join(folder, fileOf(name))), crlfDelay: Infinity })
  for await (const line of lines) if (line.startsWith(begin)) yield JSON.parse(line) as RunRows[Name]
}

/** @throws Error when the folder holds no finished run; on reading, when a file of it was changed */
export async function openRun(path: string): Promise<RunReader> {
  const folder = resolve(path)
  const run = await finishedRun(folder)
  if (run === null)
    throw new Error(
      `${folder} 中没有完成的运行 holds no finished run：请先运行 run first: ./yibao indicator run --out ${path}`,
    )
  return { run, rows: (name, indicator) => linesOf(folder, name, run, indicator) }
}
