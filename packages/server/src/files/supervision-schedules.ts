import { basename, dirname, join } from 'node:path'
import type { IndicatorSchedule } from '@yibao/core/supervision'
import { openFile } from './policy-folders.ts'
import {
  type AuthorProblem,
  complain,
  fieldsOf,
  isText,
  itemsOf,
  problemText,
  type Spot,
  textOf,
} from './policy-sheet.ts'
import { bothLanguages, wordOf } from './policy-values.ts'
import { policyFolder } from './shipped.ts'
import { checkOnce, codeOf, wholeOf } from './supervision-values.ts'

/** The schedules that ship with the platform. */
export const shippedSchedules = join(policyFolder, 'supervision', 'schedules.yaml')

/** What a schedule may name. */
export interface KnownNames {
  readonly topics: readonly string[]
  readonly indicators: readonly string[]
}

function listedOf(spot: Spot, known: readonly string[]): readonly string[] {
  return itemsOf(spot).flatMap((item) => {
    const code = textOf(item)
    if (code !== null && !known.includes(code))
      complain(item, 'nobody has this code', `use one of: ${known.join(', ')}`, code)
    return code ?? []
  })
}

/** `all`, `none` or a list. */
function topicsOf(spot: Spot, known: readonly string[]): readonly string[] | null {
  if (!isText(spot)) return listedOf(spot, known)
  return wordOf(spot, ['all', 'none']) === 'all' ? null : []
}

function hourOf(spot: Spot): string {
  const text = textOf(spot) ?? ''
  if (text !== '' && !/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) complain(spot, 'not an hour', "write it as '02:30'", text)
  return text
}

function scheduleOf(spot: Spot, known: KnownNames): IndicatorSchedule {
  const fields = fieldsOf(spot, ['code', 'name', 'every', 'at', 'topics', 'source'], ['day', 'indicators'])
  const every = wordOf(fields.every, ['day', 'month'])
  textOf(fields.source)
  const day = fields.day === null ? 1 : wholeOf(fields.day, 1)
  if (fields.day !== null && day > 28)
    complain(fields.day, 'not every month has that day', 'write 28 or less', String(day))
  if (fields.day !== null && every === 'day') complain(fields.day, 'a day of the month, every day', 'leave it out')
  const topics = topicsOf(fields.topics, known.topics)
  const indicators = fields.indicators === null ? [] : listedOf(fields.indicators, known.indicators)
  if (topics?.length === 0 && indicators.length === 0)
    complain(spot, 'a schedule of nothing', 'name topics or indicators')
  return {
    code: codeOf(fields.code),
    name: bothLanguages(fields.name),
    every,
    day,
    at: hourOf(fields.at),
    topics,
    indicators,
  }
}

/**
 * When statistics run.
 *
 * @throws Error that lists every problem with file, line and cure
 */
export async function loadSchedules(
  known: KnownNames,
  file: string = shippedSchedules,
): Promise<readonly IndicatorSchedule[]> {
  const problems: AuthorProblem[] = []
  const sheet = await openFile(dirname(file), basename(file), problems)
  const { schedules } = fieldsOf(sheet, ['schedules'])
  const read = itemsOf(schedules).map((item) => scheduleOf(item, known))
  checkOnce(
    schedules,
    read.map(({ code }) => code),
  )
  if (problems.length === 0) return read
  throw new Error(`监管排程有误 the schedules have problems:\n${problems.map(problemText).join('\n')}`)
}
