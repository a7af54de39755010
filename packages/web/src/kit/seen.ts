import { useState } from 'react'
import type { CallFailure } from './call.ts'

/**
 * The version that a form sends: the one that was shown when the form was begun, however often the page behind it is read anew. Who
 * was second is refused, sees what became of it beside what he typed, and from then on sends what he sees.
 *
 * @param begun changes when another form is begun
 */
export function useSeen<Version>(current: Version, begun: unknown, error: CallFailure | null): Version {
  const [held, hold] = useState({ begun, version: current })
  const told = error?.failure.changed !== undefined
  if (held.begun === begun && (!told || held.version === current)) return held.version
  hold({ begun, version: current })
  return current
}
