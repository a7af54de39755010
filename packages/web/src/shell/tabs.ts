import { useEffect, useRef } from 'react'

/** One for telling and hearing: it does not hear itself. */
const channel = new BroadcastChannel('yibao.session')

/** Tells the other tabs of this browser who is signed in now, or nobody: all of them share one session. */
export const tellOtherTabs = (userId: string | null): void => channel.postMessage(userId)

/** Hears from the other tabs who is signed in now. */
export function useOtherTabs(hear: (userId: string | null) => void): void {
  const latest = useRef(hear)
  latest.current = hear
  useEffect(() => {
    const listen = ({ data }: MessageEvent): void => latest.current(data)
    channel.addEventListener('message', listen)
    return () => channel.removeEventListener('message', listen)
  }, [])
}
