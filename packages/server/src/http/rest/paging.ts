import type { ErrorFacts } from '@yibao/contract/rest'
import { type LocalDateTime, ok, parseIsoDate, parseLocalDateTime, type Result, refuse } from '@yibao/core/kernel'
import type { DailyKey, EventKey } from '../../flows/rest-ports.ts'

type BadPage = ErrorFacts & { readonly code: 'rest.bad-input' }

export function badPage(after: string): BadPage {
  const expected = { zh: '请原样使用上一页给出的 next', en: 'use the `next` of the page before as it is' }
  return { code: 'rest.bad-input', field: 'after', value: after.slice(0, 100), expected }
}

/** A page's end as one word. */
export const eventWord = ({ at, id }: EventKey): string => `${at.replace(' ', 'T')}_${id}`

/** Reads what `eventWord` wrote; null without one. Refuses with `rest.bad-input`. */
export function readEventWord(after: string | undefined): Result<EventKey | null, BadPage> {
  if (after === undefined) return ok(null)
  const at: Result<LocalDateTime, unknown> = parseLocalDateTime(after.slice(0, 19).replace('T', ' '))
  const id = after.slice(20)
  return at.ok && after[19] === '_' && id !== '' ? ok({ at: at.value, id }) : refuse(badPage(after))
}

export const dailyWord = ({ day, providerCode, scheme }: DailyKey): string => `${day}_${scheme}_${providerCode}`

/** Reads what `dailyWord` wrote; null without one. Refuses with `rest.bad-input`. */
export function readDailyWord(after: string | undefined): Result<DailyKey | null, BadPage> {
  if (after === undefined) return ok(null)
  const [, date = '', scheme, providerCode = ''] = /^(.{10})_(310|390)_(.+)$/.exec(after) ?? []
  const day = parseIsoDate(date)
  const known = scheme === '310' || scheme === '390' ? scheme : null
  return day.ok && known !== null ? ok({ day: day.value, scheme: known, providerCode }) : refuse(badPage(after))
}
