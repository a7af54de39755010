import { useEffect, useRef } from 'react'
import type { Pair } from './say.tsx'

interface Shortcut {
  /** `mod+k`, `f9`, `alt+n`; mod is Ctrl, or Command on a Mac. */
  readonly keys: string
  readonly does: Pair
}

const known = new Map<symbol, Shortcut>()

/** The keys that work on the page that is shown now. */
export const shortcutsHere = (): readonly Shortcut[] =>
  [...known.values()].filter(({ keys }, index, all) => all.findIndex((one) => one.keys === keys) === index)

function isPressed(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split('+')
  const key = parts.at(-1)
  return (
    event.key.toLowerCase() === key &&
    (event.ctrlKey || event.metaKey) === parts.includes('mod') &&
    event.altKey === parts.includes('alt') &&
    (event.shiftKey === parts.includes('shift') || key === '?')
  )
}

const isWritingField = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement

/** A single letter or sign is what somebody writes, wherever something can be written. */
const isWritten = ({ target }: KeyboardEvent, keys: string): boolean => keys.length === 1 && isWritingField(target)

/** A dialog is answered first: what lies behind it must not act meanwhile. */
const isBehindDialog = (): boolean =>
  [...document.querySelectorAll('[role="dialog"][aria-modal="true"]')].some((dialog) => dialog.checkVisibility())

/** Does something when keys are pressed, and lists them in the keyboard map as long as the page is there. */
export function useShortcut(keys: string, does: Pair, act: () => void): void {
  const latest = useRef(act)
  latest.current = act
  const [zh, en] = does
  useEffect(() => {
    const mark = Symbol(keys)
    known.set(mark, { keys, does: [zh, en] })
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || !isPressed(event, keys) || isWritten(event, keys)) return
      event.preventDefault()
      // A key that is held down says it once.
      if (!event.repeat && !isBehindDialog()) latest.current()
    }
    window.addEventListener('keydown', listen)
    return () => {
      known.delete(mark)
      window.removeEventListener('keydown', listen)
    }
  }, [keys, zh, en])
}
