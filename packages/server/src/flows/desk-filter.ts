import {
  type IsoDate,
  type LocalDateTime,
  ok,
  parseIsoDate,
  parseLocalDateTime,
  type Result,
  rangeThrough,
  refuse,
} from '@yibao/core/kernel'
import { everyMessage, type MessageFilter, type OutcomeFilter, type PageKey } from './desk.ts'

/** What a person looks for, as typed; absent fields look at all. */
export const filterFields = ['institution', 'person', 'from', 'until', 'infno', 'outcome', 'msgid'] as const
type FilterField = (typeof filterFields)[number]
export type TypedFilter = { readonly [F in FilterField]?: string | undefined }

/** A filter that says nothing we could look for. */
export interface FilterRefusal {
  readonly code: 'desk.bad-filter'
  readonly field: string
  readonly value: string
  readonly cure: string
}

const longest = 100

const bad = (field: string, value: string, cure: string): Result<never, FilterRefusal> =>
  refuse({ code: 'desk.bad-filter', field, value: value.slice(0, longest), cure })

/** After the last of all days there is none: nothing will have happened on it. */
const dayAfter = (date: IsoDate): IsoDate => rangeThrough(date, date).until ?? date

/** A date, or a moment; the end of a period given as a date covers that whole day. */
function momentOf(field: 'from' | 'until', text: string): Result<LocalDateTime, FilterRefusal> {
  const moment = parseLocalDateTime(text.replace('T', ' '))
  if (moment.ok) return moment
  const date = parseIsoDate(text)
  const day = date.ok ? parseLocalDateTime(`${field === 'from' ? date.value : dayAfter(date.value)} 00:00:00`) : date
  return day.ok ? day : bad(field, text, '写成 write it as 2025-03-01 或 or "2025-03-01 08:00:00"')
}

function outcomeOf(text: string): Result<OutcomeFilter, FilterRefusal> {
  if (text === 'ok' || text === 'refused') return ok({ kind: text })
  if (/^[a-z][a-z-]*\.[a-z][a-z0-9-]*$/.test(text)) return ok({ kind: 'code', code: text })
  const prefix = /^([a-z][a-z-]*(?:\.[a-z0-9-]*)?)\*?$/.exec(text)?.[1]
  if (prefix !== undefined) return ok({ kind: 'prefix', prefix: prefix.includes('.') ? prefix : `${prefix}.` })
  return bad('outcome', text, '写成 write ok、refused、拒绝代码 a refusal code、或其开头 or its beginning settlement.*')
}

/**
 * Reads what a person looks for.
 *
 * @returns the filter, or `desk.bad-filter` with the field and what to write
 */
export function readFilter(typed: TypedFilter): Result<MessageFilter, FilterRefusal> {
  for (const field of filterFields) {
    const value = typed[field]
    if (value === undefined) continue
    const isText = value !== '' && value.length <= longest && value.isWellFormed() && !/\p{Cc}/u.test(value)
    if (!isText) return bad(field, value, `写 1 至 ${longest} 个字符 write 1 to ${longest} characters`)
  }
  const from = typed.from === undefined ? ok(null) : momentOf('from', typed.from)
  if (!from.ok) return from
  const until = typed.until === undefined ? ok(null) : momentOf('until', typed.until)
  if (!until.ok) return until
  const outcome = typed.outcome === undefined ? ok(null) : outcomeOf(typed.outcome)
  if (!outcome.ok) return outcome
  return ok({
    ...everyMessage,
    providerCode: typed.institution ?? null,
    insuredId: typed.person ?? null,
    from: from.value,
    until: until.value,
    infno: typed.infno ?? null,
    outcome: outcome.value,
    msgid: typed.msgid ?? null,
  })
}

/** A page's end as one word, to ask for what comes behind it. */
export const pageWord = ({ receivedAt, messageId }: PageKey): string => `${receivedAt.replace(' ', 'T')}_${messageId}`

/** Refuses with `desk.bad-filter`. */
export function readPageWord(word: string): Result<PageKey, FilterRefusal> {
  const [, moment = '', messageId = ''] = /^([0-9T:-]{19})_([0-9A-Za-z-]{1,40})$/.exec(word) ?? []
  const receivedAt = parseLocalDateTime(moment.replace('T', ' '))
  if (!receivedAt.ok) return bad('after', word, '请原样使用上一页给出的 next use the `next` of the page before')
  return ok({ receivedAt: receivedAt.value, messageId })
}
