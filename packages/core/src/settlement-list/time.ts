import { dateOf, daysBetween, type LocalDateTime, parseLocalDateTime } from '../kernel/index.ts'

const compactForm = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/

/** A time as `yyyy-MM-dd HH:mm:ss` or as 14 digits; null when it is neither. */
export function momentOf(text: string): LocalDateTime | null {
  const compact = compactForm.exec(text)
  const spelled = compact === null ? text : text.replace(compactForm, '$1-$2-$3 $4:$5:$6')
  const read = parseLocalDateTime(spelled)
  return read.ok ? read.value : null
}

const durationForm = /^(\d{1,4})\/(\d{1,2})\/(\d{1,2})$/

/**
 * The minutes of a duration `days/hours/minutes`, such as `1/13/24`.
 *
 * @returns null when the text has another form, more than 23 hours or more than 59 minutes
 * @source  national field tables of 4101: 格式：天数/小时数/分钟数
 */
export function minutesOf(duration: string): number | null {
  const match = durationForm.exec(duration)
  if (match === null) return null
  const [days, hours, minutes] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return hours > 23 || minutes > 59 ? null : (days * 24 + hours) * 60 + minutes
}

const minuteOfDay = (at: LocalDateTime): number => Number(at.slice(11, 13)) * 60 + Number(at.slice(14, 16))

/** Minutes from one time to another, seconds left aside; negative when `to` is earlier. */
export function minutesBetween(from: LocalDateTime, to: LocalDateTime): number {
  return daysBetween(dateOf(from), dateOf(to)) * 24 * 60 + minuteOfDay(to) - minuteOfDay(from)
}
