import { civilDate, type IsoDate, ok, parseIsoDate, type Result, refuse, valueOn } from '../kernel/index.ts'
import { type EnrolmentWindow, holdKnownIn, type Scope, type ValueTrace, type YearDay } from '../policy/index.ts'
import { compileSpan, type SpanContext } from './span.ts'
import type { EnrolmentRefusal, WindowSeen } from './types.ts'

/** The days of a window for one person and one year of cover. */
interface Opening extends WindowSeen {
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

export function compileWindow(window: EnrolmentWindow, on: IsoDate, context: SpanContext): CompiledWindow {
  const { name, opening, place } = window
  if ('days' in opening) {
    const dated = valueOn(opening.days, on)
    const open: CompiledWindow['open'] = (_scope, year) => {
      if (!dated.ok) return ok({ firstFrom: dated.error.firstFrom })
      const { value, source, assumed } = dated.value
      const [opens, closes] = [dayOf(value.opens, year), dayOf(value.closes, year)]
      return ok({ window: name, opens, closes, event: null, source, assumed, inputs: [] })
    }
    return { window, open }
  }
  const { after, within } = opening
  const span = compileSpan(within, place, context)
  const open: CompiledWindow['open'] = (scope) => {
    const fact = scope.facts[after]
    const event = typeof fact === 'string' ? parseIsoDate(fact) : null
    if (!event?.ok) return refuse({ code: 'policy.no-fact', plan: context.rules.id, fact: after, place })
    const end = span(scope, event.value)
    if (!end.ok) return end
    const { lastDay, inputs } = end.value
    const days = { opens: event.value, closes: lastDay, event: event.value }
    return ok({ window: name, ...days, source: '', assumed: false, inputs })
  }
  return { window, open }
}

export interface ChosenWindow {
  readonly window: EnrolmentWindow
  readonly opening: Opening
}

/**
 * Finds the first window that is for this person and open on the day.
 *
 * @returns the window, or `enrolment.outside-window` with the windows that were for the person, `enrolment.no-window`
 *          when the law of the day has none of them, or a refusal of the policy when a window needs a fact that is missing
 */
export function chooseWindow(
  windows: readonly CompiledWindow[],
  scope: Scope<null>,
  { rules, year, on }: { readonly rules: SpanContext['rules']; readonly year: number; readonly on: IsoDate },
): Result<ChosenWindow, EnrolmentRefusal> {
  const seen: WindowSeen[] = []
  let firstFrom: IsoDate | null = null
  for (const { window, open } of windows) {
    const isForPerson = holdKnownIn(scope, window.when)
    if (scope.refusal !== null) return refuse(scope.refusal)
    if (!isForPerson) continue
    const found = open(scope, year)
    if (!found.ok) return found
    if ('firstFrom' in found.value) {
      firstFrom ??= found.value.firstFrom
      continue
    }
    const { opens, closes } = found.value
    if (opens <= on && on <= closes) return ok({ window, opening: found.value })
    seen.push({ window: window.name, opens, closes })
  }
  if (seen.length > 0) {
    return refuse({ code: 'enrolment.outside-window', rules: rules.id, year, paidOn: on, windows: seen })
  }
  return refuse({ code: 'enrolment.no-window', rules: rules.id, paidOn: on, firstFrom, place: rules.place })
}
