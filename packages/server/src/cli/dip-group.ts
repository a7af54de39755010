import { once } from 'node:events'
import {
  compileDirectory,
  type DipCase,
  type DipGrouper,
  type DipGrouping,
  groupDip,
  plainGrouping,
  type TracedDipGrouping,
  traceDip,
} from '@yibao/core/dip'
import type { Exact } from '@yibao/core/kernel'
import { readDirectoryFile } from '../files/dip-directory.ts'
import { numberText, stepText, traceLines } from '../text/dip-text.ts'
import { dipProblemText } from '../text/dip-words.ts'
import { badRows } from './dip-errors.ts'
import { caseLines, caseProgress } from './dip-lines.ts'
import { type Deviation, deviationsBy } from './dip-price.ts'
import { note } from './options.ts'

export interface GroupChoice {
  readonly directory: string
  readonly trace?: true | 'json' | 'text'
  readonly pointValue?: Exact
  readonly anyDay?: true
  readonly errors?: string
  readonly json?: true
}

function deviationJson(deviation: Deviation | null): object {
  if (deviation === null) return {}
  if ('reason' in deviation) return { deviation: null, deviationReason: deviation.reason }
  const { kind, points, comparatorFrom, review } = deviation
  return {
    deviation: kind,
    points: numberText(points),
    comparator: comparatorFrom,
    ...(review ? { review: true } : {}),
  }
}

const stepsOf = (deviation: Deviation | null) => (deviation !== null && 'steps' in deviation ? deviation.steps : [])

const textOf = (traced: TracedDipGrouping, deviation: Deviation | null): readonly string[] => [
  ...traceLines(traced.trace),
  ...stepsOf(deviation).map(stepText),
]

/** How rows are written: with the road as data, or in words; a paragraph a case where nobody asked for JSON. */
interface RowForm {
  readonly trace: GroupChoice['trace']
  readonly paragraphs: boolean
}

function traceJson({ trace }: RowForm, traced: TracedDipGrouping, deviation: Deviation | null): object {
  if (trace !== 'text') return { trace: { ...traced.trace, steps: stepsOf(deviation) } }
  return { trace: textOf(traced, deviation).join('\n') }
}

/** A case as people read it: number, status, group, score, its road below, an empty line. */
function paragraph(row: Readonly<Record<string, unknown>>, lines: readonly string[]): string {
  const { id, status, group, score, why, deviation, points } = row
  const first = [id, status, group, score, deviation, points, why].filter((word) => word !== null && word !== undefined)
  return `${[first.join('  '), ...lines.map((line) => `  ${line}`)].join('\n')}\n\n`
}

type Deviate = ReturnType<typeof deviationsBy>

function rowOf(
  grouper: DipGrouper,
  one: DipCase,
  deviate: Deviate,
  form: RowForm,
): { readonly grouping: DipGrouping; readonly line: string } {
  const traced = form.trace === undefined ? null : traceDip(grouper, one)
  const grouping = traced?.grouping ?? groupDip(grouper, one)
  const { status, groupId, kind, treatment, score, auxiliary, problem, unknownOperations } = plainGrouping(grouping)
  const group = groupId === null ? undefined : grouper.groups.get(groupId)
  const deviation = group === undefined ? null : deviate(one, group, grouping)
  const row = {
    id: one.caseId,
    status,
    group: groupId,
    kind,
    treatment,
    score,
    ...(auxiliary.applied.length === 0 ? {} : { auxiliary }),
    ...deviationJson(deviation),
    ...(unknownOperations.length === 0 ? {} : { unknownOperations }),
    ...(problem === null ? {} : { problem: problem.code, why: dipProblemText(problem) }),
    ...(traced === null || form.paragraphs ? {} : traceJson(form, traced, deviation)),
  }
  if (traced !== null && form.paragraphs) return { grouping, line: paragraph(row, textOf(traced, deviation)) }
  return { grouping, line: `${JSON.stringify(row)}\n` }
}

/** Gathers lines into larger writes and waits for a slow reader; whoever stops reading ends the run. */
function rowsOut() {
  let waiting: string[] = []
  let gone = false
  process.stdout.on('error', (error: Error & { readonly code?: string }) => {
    if (error.code !== 'EPIPE') throw error
    gone = true
  })
  const flush = async (): Promise<void> => {
    const text = waiting.join('')
    waiting = []
    if (text === '' || gone || process.stdout.write(text)) return
    await Promise.race([once(process.stdout, 'drain'), once(process.stdout, 'close')]).catch(() => undefined)
  }
  return {
    flush,
    get gone() {
      return gone
    },
    async add(line: string) {
      waiting.push(line)
      if (waiting.length >= 1000) await flush()
    },
  }
}

/** Groups priced cases by a directory, one row out for each that could be read. */
export async function dipGroup(path: string | undefined, choice: GroupChoice): Promise<void> {
  const { directory, digest } = await readDirectoryFile(choice.directory)
  const grouper = compileDirectory(directory, choice.anyDay === true ? 'any' : 'in-force')
  const deviate = deviationsBy(grouper, choice.pointValue ?? null, choice.trace !== undefined)
  const bad = await badRows(choice.errors, [path, choice.directory])
  const form = { trace: choice.trace, paragraphs: choice.trace === 'text' && choice.json !== true }
  const progress = caseProgress('分组 grouping')
  const out = rowsOut()
  const counts = new Map<string, number>()
  let cases = 0
  try {
    for await (const { line, text, read } of caseLines(path ?? null)) {
      if (!read.ok) {
        await bad.unreadable(line, read.error, text)
        continue
      }
      const { grouping, line: row } = rowOf(grouper, read.value, deviate, form)
      const word = grouping.kind ?? grouping.status
      counts.set(word, (counts.get(word) ?? 0) + 1)
      cases += 1
      progress.count(cases)
      await out.add(row)
      if (out.gone) return
    }
    await out.flush()
  } finally {
    progress.finish()
    await bad.close()
  }
  if (bad.unreadableCount > 0) process.exitCode = 1
  const summary = { digest, cases, unreadable: bad.unreadableCount, ...Object.fromEntries([...counts].sort()) }
  if (choice.json === true) note(JSON.stringify(summary))
  else {
    const told = [...counts].sort().map(([word, many]) => `${word} ${many}`)
    note(
      `${cases} 例 cases：${told.join('，')}${bad.unreadableCount > 0 ? `；坏行 bad rows ${bad.unreadableCount}` : ''}`,
    )
  }
}
