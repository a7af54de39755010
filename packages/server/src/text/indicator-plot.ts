const cells = 60
const heights = ' ▁▂▃▄▅▆▇█'

const cellOf = (value: number, low: number, high: number): number =>
  high === low
    ? Math.floor(cells / 2)
    : Math.min(cells - 1, Math.max(0, Math.floor(((value - low) / (high - low)) * cells)))

/**
 * Where one number stands among others: heights are how many there are, `▲` the one.
 *
 * @param others at least one
 */
export function stripLines(others: readonly number[], own: number, text: (value: number) => string): readonly string[] {
  const all = [...others, own]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const counts = Array.from({ length: cells }, () => 0)
  for (const other of others) {
    const cell = cellOf(other, low, high)
    counts[cell] = (counts[cell] ?? 0) + 1
  }
  const most = Math.max(1, ...counts)
  const bars = counts.map((count) => heights[count === 0 ? 0 : Math.max(1, Math.round((count * 8) / most))] ?? ' ')
  const ends = `${text(low)} .. ${text(high)}`
  return [`  │${bars.join('')}│`, `  │${' '.repeat(cellOf(own, low, high))}▲`, `   ${ends}`]
}

/** The shape of a series; a month without value is a dot. */
export function sparkLine(values: readonly (number | null)[]): string {
  const told = values.filter((value) => value !== null)
  if (told.length === 0) return ''
  const [low, high] = [Math.min(...told), Math.max(...told)]
  return values
    .map((value) => {
      if (value === null) return '·'
      return heights[high === low ? 4 : 1 + Math.round(((value - low) / (high - low)) * 7)] ?? ' '
    })
    .join('')
}
