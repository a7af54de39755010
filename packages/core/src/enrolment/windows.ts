import {
  civilDate,
  type IsoDate,
  laterDate,
  ok,
  parseIsoDate,
  type Result,
  refuse,
  valueOn,
  yearOf,
} from '../kernel/index.ts'
import { type EnrolmentWindow, holdIn, type Scope, type ValueTrace, type YearDay } from '../policy/index.ts'
import { compileSpan, holidaysUnknown, type LastDays, type SpanContext } from './span.ts'
import type { EnrolmentRefusal, WindowSeen } from './types.ts'

/** The days of a window for one person and one year of cover. */
interface Opening extends WindowSeen {
  readonly isOpen: boolean
  /** The event that opened it; null for a window by the calendar. */
  readonly event: IsoDate | null
  readonly source: string
  readonly assumed: boolean
  readonly inputs: readonly ValueTrace[]
}

/** A window of the calendar that the law of the day does not have. */
interface Unwritten {
  readonly firstFrom: IsoDate | null
}

export interface CompiledWindow {
  readonly window: EnrolmentWindow
  readonly open: (scope: Scope<null>, year: number) => Result<Opening | Unwritten, EnrolmentRefusal>
}

function dayOf(day: YearDay, year: number): IsoDate {
  return civilDate(day.yearBefore ? year - 1 : year, day.month, day.day)
}

type Closing = Pick<Opening, 'isOpen' | 'closes' | 'closing'>

/**
 * Whether the days from an event to one of these last days hold the day of payment and reach the year of cover.
 *
 * @returns null when that depends on which of them is the last
 */
function closingOf(event: IsoDate, { earliest, latest }: LastDays, on: IsoDate, year: number): Closing | null {
  const isExact = earliest === latest
  const mustReach = laterDate(on, civilDate(year, 1, 1))
  const isTooEarly = on < event || yearOf(event) > year
  if (isTooEarly || mustReach > latest) {
    return { isOpen: false, closes: latest, closing: isExact ? 'exact' : 'at-most' }
  }
  return mustReach > earliest ? null : { isOpen: true, closes: earliest, closing: isExact ? 'exact' : 'at-least' }
}

export function compileWindow(window: EnrolmentWindow, on: IsoDate, context: SpanContext): CompiledWindow {
  const { name, opening, place } = window
  if ('days' in opening) {
    const dated = valueOn(opening.days, on)
    const open: CompiledWindow['open'] = (_scope, year) => {
      if (!dated.ok) return ok({ firstFrom: dated.error.firstFrom })
      const { value, source, assumed } = dated.value
      const [opens, closes] = [dayOf(value.opens, year), dayOf(value.closes, year)]
      const isOpen = opens <= on && on <= closes
      return ok({ window: name, isOpen, opens, closes, closing: 'exact', event: null, source, assumed, inputs: [] })
    }
    return { window, open }
  }
  const { after, within } = opening
  const span = compileSpan(within, place, context)
  const open: CompiledWindow['open'] = (scope, year) => {
    const fact = scope.facts[after]
    const event = typeof fact === 'string' ? parseIsoDate(fact) : null
    if (!event?.ok) return refuse({ code: 'policy.no-fact', plan: context.rules.id, fact: after, place })
    const end = span(scope, event.value)
    if (!end.ok) return end
    const closing = closingOf(event.value, end.value, on, year)
    if (closing === null) return refuse(holidaysUnknown(context.rules, event.value, place))
    const days = { opens: event.value, event: event.value, ...closing }
    return ok({ window: name, ...days, source: '', assumed: false, inputs: end.value.inputs })
  }
  return { window, open }
}

export interface ChosenWindow {
  readonly window: EnrolmentWindow
  readonly opening: Opening
  /** Windows before it that might have been open, were the holidays known. */
  readonly undecided: readonly string[]
}

/**
 * Finds the first window that is for this person and open on the day; one that unknown holidays leave undecided gives
 * way to a later one that is open.
 *
 * @returns the window, or `enrolment.outside-window` with the windows that were for the person, `enrolment.no-window`
 *          when the law of the day has none of them, `enrolment.holidays-unknown` when one is undecided and none is open,
 *          or a refusal of the policy when a window needs a fact that is missing
 */
export function chooseWindow(
  windows: readonly CompiledWindow[],
  scope: Scope<null>,
  { rules, year, on }: { readonly rules: SpanContext['rules']; readonly year: number; readonly on: IsoDate },
): Result<ChosenWindow, EnrolmentRefusal> {
  const seen: WindowSeen[] = []
  const undecided: string[] = []
  let unknown: EnrolmentRefusal | null = null
  let firstFrom: IsoDate | null = null
  for (const { window, open } of windows) {
    const isForPerson = holdIn(scope, window.when)
    if (scope.refusal !== null) return refuse(scope.refusal)
    if (!isForPerson) continue
    const found = open(scope, year)
    if (!found.ok) {
      if (found.error.code !== 'enrolment.holidays-unknown') return found
      unknown ??= found.error
      undecided.push(window.name)
    } else if ('firstFrom' in found.value) {
      firstFrom ??= found.value.firstFrom
    } else if (found.value.isOpen) {
      return ok({ window, opening: found.value, undecided })
    } else {
      const { opens, closes, closing } = found.value
      seen.push({ window: window.name, opens, closes, closing })
    }
  }
  if (unknown !== null) return refuse(unknown)
  if (seen.length > 0) {
    return refuse({ code: 'enrolment.outside-window', rules: rules.id, year, paidOn: on, windows: seen })
  }
  return refuse({ code: 'enrolment.no-window', rules: rules.id, paidOn: on, firstFrom, place: rules.place })
}
