import { createWriteStream, type WriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { isPersonalLabel } from '../files/members-layout.ts'
import type { ImportListener, ImportProblem } from '../flows/import-ports.ts'
import type { ImportReport } from '../flows/import-report.ts'
import { note } from './options.ts'

/** So many problems are shown; all of them go to the file of `--errors`. */
const shownProblems = 20

type FiledProblem = ImportProblem & { readonly file: string }

export interface ImportDesk {
  readonly listener: ImportListener
  /** Closes the file of problems. @throws the file system's error when it could not be written */
  finish(): Promise<void>
  readonly shown: readonly FiledProblem[]
  readonly problems: number
}

/** Collects what an import finds: the first problems for the screen, all of them for a file, progress for a terminal. */
export function importDesk(errorsFile: string | undefined): ImportDesk {
  const shown: FiledProblem[] = []
  let problems = 0
  const sheet = errorsFile === undefined ? null : problemSheet(errorsFile)
  // Waited for from the beginning: a file that cannot be opened says so before anybody else listens.
  const closed = sheet === null ? null : finished(sheet)
  closed?.catch(() => undefined)
  let drawn = false
  const clearLine = () => {
    if (drawn) process.stderr.write('\r\u001B[K')
    drawn = false
  }
  return {
    shown,
    get problems() {
      return problems
    },
    listener: {
      problem(file, problem) {
        problems += 1
        if (shown.length < shownProblems) shown.push({ ...problem, file })
        sheet?.write(sheetLine('problem', file, problem))
      },
      note(file, problem) {
        sheet?.write(sheetLine('note', file, problem))
      },
      progress(phase, rows) {
        if (!process.stderr.isTTY) return
        process.stderr.write(`\r${phase === 'checking' ? '检查 checking' : '写入 writing'} ${rows} …\u001B[K`)
        drawn = true
      },
    },
    async finish() {
      clearLine()
      sheet?.end()
      await closed
    },
  }
}

/** It holds personal data as the file does, so only its maker may read it. */
function problemSheet(path: string): WriteStream {
  const sheet = createWriteStream(path, { mode: 0o600 })
  sheet.write('\uFEFFkind,file,line,column,value,what,cure\r\n')
  return sheet
}

function sheetLine(kind: string, file: string, { line, column, value, what, cure }: ImportProblem): string {
  return `${[kind, file, String(line), column, value, what, cure].map(quoted).join(',')}\r\n`
}

/** A leading sign would make a spreadsheet take the cell for a formula. */
function quoted(cell: string): string {
  const harmless = /^[=+\-@\t]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** `第 12 行 证件号码 9900…12：校验位不对 (check digit is wrong). 请核对身份证号`; who somebody is stays shortened. */
export function problemLine({ line, column, value, what, cure }: ImportProblem): string {
  const shown = isPersonalLabel(column) ? shortened(value) : value
  const place = [`第 ${line} 行`, column, shown].filter((part) => part !== '').join(' ')
  return `${place}：${what}. ${cure}`
}

function shortened(value: string): string {
  if (value.length < 8) return value === '' ? '' : `${value.slice(0, 1)}*`
  return `${value.slice(0, 4)}…${value.slice(-2)}`
}

/** Tells the outcome on standard output (`--json`) or in words, problems on standard error; sets the exit code. */
export function printReport(name: string, report: ImportReport, desk: ImportDesk, json: boolean): void {
  if (json) {
    const problems = desk.shown.map(({ file, ...problem }) => ({
      file,
      ...problem,
      value: isPersonalLabel(problem.column) ? shortened(problem.value) : problem.value,
    }))
    process.stdout.write(`${JSON.stringify({ file: name, ...report, problemCount: desk.problems, problems })}\n`)
  } else {
    for (const { file, ...problem } of desk.shown)
      note(file === name ? problemLine(problem) : `${file} ${problemLine(problem)}`)
    if (desk.problems > desk.shown.length) {
      note(`… 另有 ${desk.problems - desk.shown.length} 个问题 (more problems; --errors FILE.csv lists all)`)
    }
    process.stdout.write(`${summaryOf(name, report)}\n`)
  }
  if (report.outcome === 'refused' || report.outcome === 'busy') process.exitCode = 1
}

const outcomes: Readonly<Record<ImportReport['outcome'], string>> = {
  written: '已写入 written',
  rehearsed: '试运行，未写入任何数据 dry run: nothing was written',
  refused:
    '未写入任何数据，请改正后重试，或用 --skip-bad 跳过有问题的行 nothing was written: correct the rows, or leave them out with --skip-bad',
  busy: '另一个导入正在进行，请稍后重试 another import is running: try again later',
}

function summaryOf(name: string, report: ImportReport): string {
  if (report.outcome === 'busy') return `${name}：${outcomes.busy}`
  const { rows, added, changed, unchanged, bad, notes, closed } = report
  const counts = [
    `${rows} 行 rows`,
    ...(report.outcome === 'refused'
      ? []
      : [`新增 added ${added}`, `变更 changed ${changed}`, `未变 unchanged ${unchanged}`]),
    `有误 bad ${bad}`,
    ...(notes > 0 ? [`重复略过 left out as repeated ${notes}`] : []),
    ...(closed > 0 ? [`旧条目截止 earlier rows closed ${closed}`] : []),
  ]
  return `${name}：${counts.join('，')}。${outcomes[report.outcome]}`
}
