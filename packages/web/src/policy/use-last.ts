import { useEffect, useRef } from 'react'

/** What was there before stays in sight while something newer is on its way. */
export function useLast<Value>(value: Value | undefined): Value | undefined {
  const last = useRef<Value | undefined>(undefined)
  useEffect(() => {
    if (value !== undefined) last.current = value
  }, [value])
  return value ?? last.current
}
