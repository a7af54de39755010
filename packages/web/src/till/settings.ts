import { useState } from 'react'
import { usualPort } from './device.ts'

/** What belongs to this window, whoever stands before it; kept in this browser. Nothing of a patient's is. */
export interface TillSettings {
  readonly devicePort: number
}

const place = 'yibao.till'

function kept(): TillSettings {
  try {
    const { devicePort = usualPort } = JSON.parse(localStorage.getItem(place) ?? '{}') as Partial<TillSettings>
    return { devicePort }
  } catch {
    // What cannot be read any more is chosen anew.
    return { devicePort: usualPort }
  }
}

export function useTillSettings() {
  const [settings, set] = useState(kept)
  const change = (after: TillSettings): void => {
    localStorage.setItem(place, JSON.stringify(after))
    set(after)
  }
  return [settings, change] as const
}
