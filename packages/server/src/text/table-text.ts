/** Characters that a terminal draws two cells wide: CJK, Hangul, full-width forms. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/

/** How many cells a text takes in a terminal. */
export function cellsOf(text: string): number {
  return [...text].reduce((cells, character) => cells + (wide.test(character) ? 2 : 1), 0)
}

/** Fills up to `cells` on the right; a longer text stays whole. */
export function padRight(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - cellsOf(text)))
}

/** Fills up to `cells` on the left, for numbers. */
export function padLeft(text: string, cells: number): string {
  return ' '.repeat(Math.max(0, cells - cellsOf(text))) + text
}

/** Cuts a text to at most `cells`, with a mark where something is missing. */
export function cutTo(text: string, cells: number): string {
  if (cellsOf(text) <= cells) return text
  let kept = ''
  for (const character of text) {
    if (cellsOf(kept + character) > cells - 1) break
    kept += character
  }
  return `${kept}…`
}

export interface Column {
  readonly title: string
  readonly side: 'left' | 'right'
}

/** Lines of a table: columns as wide as their widest cell, two blanks between them. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  const titles = columns.map((column) => column.title)
  const widths = columns.map((_, index) => Math.max(...[titles, ...rows].map((row) => cellsOf(row[index] ?? ''))))
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ side }, index) => (side === 'left' ? padRight : padLeft)(cells[index] ?? '', widths[index] ?? 0))
      .join('  ')
      .trimEnd()
  return [line(titles), ...rows.map(line)]
}
