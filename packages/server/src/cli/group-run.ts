import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { isPacked, tableSource, textSource } from './group-blocks.ts'
import { type ErrorsFile, errorsFile } from './group-errors.ts'
import { readPeople } from './group-people.ts'
import { groupProgress } from './group-progress.ts'
import { comparisonLines, reportLines, reportObject } from './group-report.ts'
import { headerOf } from './group-row.ts'
import { groupAll } from './group-threads.ts'
import { addBlock, casesOf, emptyTotals, type GroupTotals } from './group-totals.ts'
import type { BlockResult, GroupTask, InputFormat } from './group-work.ts'
import { requireReadable } from './import.ts'
import { note } from './options.ts'
import { print } from './output.ts'
import { openSchemeFolder } from './scheme-folders.ts'

export interface GroupChoice {
  readonly scheme?: string
  readonly jobs?: number
  readonly format?: InputFormat
  readonly to?: 'jsonl' | 'csv'
  readonly people?: string
  readonly errors?: string
  readonly compare?: true
  readonly progress?: true
  readonly json?: true
  readonly lang: 'zh' | 'en'
}

/** The format that a file's name tells. */
function formatOf(path: string | null): InputFormat {
  return path !== null && /\.(?:csv|tsv|xlsx)(?:\.gz)?$/i.test(path) ? 'csv' : 'jsonl'
}

/** Whoever reads our output has stopped: nothing is wrong, and nothing more is asked. */
class OutputClosed extends Error {}

interface Output {
  /**
   * Writes to what may be a pipe that reads slowly.
   *
   * @throws OutputClosed when it was closed early; Error when it cannot be written
   */
  write(bytes: Uint8Array | string): Promise<void>
  /** Waits until everything is written; throws as `write` does. */
  end(): Promise<void>
}

function standardOutput(): Output {
  const { stdout } = process
  let fault: Error | null = null
  stdout.on('error', (error: Error & { readonly code?: string }) => {
    const what = `标准输出无法写入，请核对磁盘空间 the output cannot be written, check the disk (${error.message})`
    fault ??= error.code === 'EPIPE' ? new OutputClosed() : new Error(what, { cause: error })
  })
  const check = () => {
    if (fault !== null) throw fault
  }
  return {
    async write(bytes) {
      check()
      if (bytes.length > 0 && !stdout.write(bytes)) {
        await Promise.race([once(stdout, 'drain'), once(stdout, 'close')]).catch(() => undefined)
      }
      check()
    },
    async end() {
      await new Promise<void>((resolve) => stdout.write('', () => resolve()))
      check()
    },
  }
}

/** Lines of a block of text are counted within it; a table knows its own. */
function placedInFile(result: BlockResult, before: number): BlockResult {
  if (result.lines === 0) return result
  const placed = <Row extends { readonly line: number }>(row: Row): Row => ({ ...row, line: before + row.line + 1 })
  return { ...result, problems: result.problems.map(placed), differences: result.differences.map(placed) }
}

interface Told {
  readonly task: GroupTask
  readonly digest: string
  readonly errors: string | undefined
  readonly json: boolean
}

/** The outcome: a comparison on standard output, a summary beside the rows on standard error; and the exit code. */
function tell(totals: GroupTotals, { task: { compare }, digest, errors, json }: Told): void {
  if (compare && json) print(reportObject(totals, digest, true))
  else if (compare) print(comparisonLines(totals).join('\n'))
  if (!json) for (const line of reportLines(totals, errors)) note(line)
  else if (!compare) note(JSON.stringify(reportObject(totals, digest, false)))
  if (totals.bad > 0 || (compare && (totals.different > 0 || totals.equal === 0))) process.exitCode = 1
}

interface Into {
  readonly sheet: ErrorsFile
  readonly output: Output
}

async function groupRows(path: string | null, task: GroupTask, choice: GroupChoice, { sheet, output }: Into) {
  const isTable = task.format === 'csv'
  const totals = emptyTotals()
  const isSized = path !== null && !isTable && !isPacked(path)
  const progress = groupProgress(choice.progress === true, isSized ? (await stat(path)).size : null)
  const source = isTable ? tableSource(path) : textSource(path, (bytes) => progress.read(bytes))
  let lines = 0
  let headed = task.compare
  const writeHeader = async () => {
    if (!headed) await output.write(headerOf(task, source.chinese()))
    headed = true
  }
  try {
    const threads = { jobs: choice.jobs ?? null, cores: availableParallelism() }
    await groupAll(task, source.blocks, threads, async (result) => {
      const placed = placedInFile(result, lines)
      lines += result.lines
      addBlock(totals, placed)
      await sheet.write(placed.problems)
      await writeHeader()
      await output.write(result.rows)
      progress.cases(casesOf(totals))
    })
    await writeHeader()
  } finally {
    progress.finish()
  }
  return totals
}

async function requireFile(path: string): Promise<void> {
  await requireReadable(path)
  if ((await stat(path)).isDirectory()) throw new Error(`${path}：是目录，请写病例文件 a folder, name a file of cases`)
}

/** Groups a file of cases, or standard input. @throws Error with the cure when scheme or input cannot be read at all */
export async function runGroup(path: string | null, choice: GroupChoice, trace: GroupTask['trace']): Promise<void> {
  if (path !== null) await requireFile(path)
  else if (process.stdin.isTTY) note('从标准输入读取病例，按 Ctrl-D 结束 reading cases from standard input')
  const format = choice.format ?? formatOf(path)
  const people = await readPeople(choice.people)
  const { scheme, digest } = await openSchemeFolder(choice.scheme)
  const task: GroupTask = {
    scheme,
    format,
    people,
    compare: choice.compare === true,
    trace,
    language: choice.lang,
    to: choice.to ?? (format === 'csv' ? 'csv' : trace === 'text' && choice.json !== true ? 'text' : 'jsonl'),
    warn: choice.json === true,
  }
  const inputs = [path, choice.people].filter((input) => input !== null && input !== undefined)
  const into = { sheet: await errorsFile(choice.errors, inputs), output: standardOutput() }
  try {
    const totals = await groupRows(path, task, choice, into)
    tell(totals, { task, digest, errors: choice.errors, json: choice.json === true })
    await into.output.end()
  } catch (error) {
    if (!(error instanceof OutputClosed)) throw error
  } finally {
    await into.sheet.close()
  }
}
