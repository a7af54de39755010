import { useEffect, useState } from 'react'
import { Go } from '../kit/address.tsx'
import { useAnswer } from '../kit/answers.tsx'
import { useSay } from '../kit/say.tsx'
import { useSession } from '../kit/session.tsx'

/** As long as a job is open; without one nothing is asked, so that an idle session ends. */
const lookEveryMs = 3_000

/** One's jobs that are open, and those that have ended since one last looked at them or signed in before; nothing where there are none. */
export function JobNotice({ looksAtThem }: { readonly looksAtThem: boolean }) {
  const say = useSay()
  const { userId, newsSince } = useSession()
  const [isOpen, setOpen] = useState(false)
  const { data } = useAnswer('jobs.list', {}, isOpen ? { every: lookEveryMs } : {})
  const rows = data?.rows ?? []
  const open = rows.filter(({ endedAt }) => endedAt === null).length
  if (open > 0 !== isOpen) setOpen(open > 0)
  const kept = `yibao.jobs.seen.${userId}`
  const latest = rows.reduce((last, { endedAt }) => (endedAt !== null && endedAt > last ? endedAt : last), '')
  useEffect(() => {
    if (looksAtThem && latest !== '') localStorage.setItem(kept, latest)
  }, [looksAtThem, latest, kept])
  const seen = looksAtThem ? latest : (localStorage.getItem(kept) ?? '')
  // A browser that has not shown any yet takes what ended before the last sign-in for seen.
  const news = rows.filter(({ endedAt }) => endedAt !== null && endedAt > seen && endedAt >= newsSince)
  const failed = news.filter(({ state }) => state === 'failed').length
  const done = news.length - failed
  const parts = [
    open === 0 ? null : say(`${open} 个进行中`, `${open} in work`),
    done === 0 ? null : say(`${done} 个已结束`, `${done} ended`),
    failed === 0 ? null : say(`${failed} 个未成`, `${failed} failed`),
  ].filter((part) => part !== null)
  return (
    <span role="status">
      {parts.length === 0 ? null : (
        <Go to="/jobs">
          {say('任务：', 'Jobs: ')}
          {parts.join(say('，', ', '))}
        </Go>
      )}
    </span>
  )
}
