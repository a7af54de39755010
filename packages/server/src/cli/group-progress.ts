const everyMs = 500

/** Shows how far a run is, on a terminal or when asked: share of the file where its size is known, cases, pace. */
export function groupProgress(asked: boolean, size: number | null) {
  const { isTTY } = process.stderr
  const shows = asked || isTTY
  const began = performance.now()
  let bytes = 0
  let shownAt = began
  let drawn = false
  return {
    read(count: number): void {
      bytes = count
    },
    cases(count: number): void {
      const now = performance.now()
      if (!shows || now - shownAt < everyMs) return
      shownAt = now
      drawn = true
      const share = size === null || size === 0 ? '' : `${Math.min(100, Math.floor((bytes * 100) / size))} % · `
      const pace = Math.round((count * 1_000) / (now - began))
      const text = `分组 grouping ${share}${count} 例 cases · ${pace}/s`
      process.stderr.write(isTTY ? `\r${text}\u001B[K` : `${text}\n`)
    },
    finish(): void {
      if (drawn && isTTY) process.stderr.write('\r\u001B[K')
    },
  }
}
