import { useState } from 'react'
import { usualPort } from './device.ts'

/** A code with its name. */
export interface Named {
  readonly code: string
  readonly name: string
}

/** What stays the same from one patient to the next; kept in this browser. */
export interface TillSettings {
  readonly department: Named
  readonly doctor: Named
  readonly diagnosis: Named
  readonly devicePort: number
}

const usual: TillSettings = {
  department: { code: 'D01', name: '门诊' },
  doctor: { code: 'DR1', name: '' },
  diagnosis: { code: '', name: '' },
  devicePort: usualPort,
}

const place = 'yibao.till'

function kept(): TillSettings {
  try {
    const text = localStorage.getItem(place)
    return text === null ? usual : { ...usual, ...(JSON.parse(text) as Partial<TillSettings>) }
  } catch {
    // What cannot be read any more is chosen anew.
    return usual
  }
}

export function useTillSettings() {
  const [settings, set] = useState(kept)
  const change = (some: Partial<TillSettings>): void =>
    set((before) => {
      const after = { ...before, ...some }
      localStorage.setItem(place, JSON.stringify(after))
      return after
    })
  return [settings, change] as const
}
