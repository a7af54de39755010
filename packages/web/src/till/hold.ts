import { useEffect } from 'react'

/** Has the browser ask before it reloads or leaves a page that holds what would be lost. */
export function useHold(holds: boolean): void {
  useEffect(() => {
    if (!holds) return
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [holds])
}
