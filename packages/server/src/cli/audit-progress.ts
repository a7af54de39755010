const everyMs = 500

/** Shows how far an audit is: visits done, pace, what is left. A moving line on a terminal, a line for every tenth elsewhere. */
export function auditProgress(label: string, shows: boolean) {
  const { isTTY } = process.stderr
  const began = performance.now()
  let [shownAt, tenth, drawn] = [began, 0, false]
  let first: number | null = null
  return {
    take({ visits, of, left }: { readonly visits: number; readonly of: number; readonly left: number }): void {
      first ??= visits
      const now = performance.now()
      // Groups of days come after the last visit: it is done when no bucket is left.
      const share = left === 0 ? 100 : Math.min(99, of === 0 ? 0 : Math.floor((visits * 100) / of))
      if (!shows || (isTTY ? now - shownAt < everyMs && left > 0 : Math.floor(share / 10) === tenth)) return
      ;[shownAt, tenth, drawn] = [now, Math.floor(share / 10), true]
      // What an earlier process did is no part of the pace.
      const pace = Math.round(((visits - first) * 60_000) / Math.max(1, now - began))
      const text = `审核 audit ${label} ${share} % · ${visits}/${of} 次 visits · ${pace}/min · ${left} 组待办 buckets left`
      process.stderr.write(isTTY ? `\r${text}\u001B[K` : `${text}\n`)
    },
    finish(): void {
      if (drawn && isTTY) process.stderr.write('\r\u001B[K')
    },
  }
}
