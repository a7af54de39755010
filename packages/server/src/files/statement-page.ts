import PDFDocument from 'pdfkit'
import type { PaperFont } from './statement-font.ts'

/** Where text stands in its cell. */
type Side = 'left' | 'right' | 'middle'

export interface PageColumn {
  readonly title: string
  /** A second, smaller line of the head. */
  readonly below?: string
  /** Parts of the width. */
  readonly width: number
  readonly side: Side
}

/** Writes from the top of a page to its foot and goes on by itself. Sizes are points, 72 to an inch. */
export interface Page {
  /** One line across the page, cut where it does not fit. */
  line(text: string, how?: { readonly size?: number; readonly side?: Side; readonly grey?: boolean }): void
  /** Text that breaks where the width ends. */
  paragraph(text: string, how?: { readonly size?: number; readonly grey?: boolean }): void
  /** Several texts beside each other, each in its part of the width, on more lines where one does not hold it. */
  beside(texts: readonly string[], how?: { readonly size?: number }): void
  /**
   * Head, rows and, between lines, sums; the head comes again on every page. A long text takes more lines, a long amount is
   * written smaller: neither is cut.
   *
   * @param pageSums what stands under the rows of each page, of rows `from` to before `until`
   */
  table(
    columns: readonly PageColumn[],
    rows: readonly (readonly string[])[],
    sums?: readonly string[],
    pageSums?: (from: number, until: number) => readonly string[],
  ): void
  /** A square picture at the left, and lines of text beside it. */
  picture(content: Uint8Array, side: number, texts: readonly string[]): void
  gap(points: number): void
  /** Begins a new page unless so many points are left. */
  keep(points: number): void
  finish(): Promise<Buffer>
}

export interface PageWords {
  readonly title: string
  /** In the foot of every page, before its number. */
  readonly foot: string
  /** A day for the file's own records, so that the same paper is the same file. */
  readonly on: string
}

/** A whole page, or its half: A5 lying on its side, as tills print it. */
export type PageSize = 'a4' | 'half'

const papers = {
  a4: { width: 595.28, height: 841.89, margin: 42 },
  half: { width: 595.28, height: 419.53, margin: 26 },
} as const satisfies Readonly<Record<PageSize, object>>

/** Of a table: one line of a cell, and a row of one line. */
const [lineStep, rowHeight] = [12, 15] as const
const textColour = '#111111'
const greyColour = '#666666'

/** Drawn in the place of a character that the font does not have; the code beside a name tells what it is. */
const missing = '〓'

/** What stays on one line: a character of Chinese, a word or number of Latin letters as far as a line holds it. */
const piecesOf = (text: string, fits: (piece: string) => boolean): readonly string[] =>
  (text.match(/[!-~]+|./gsu) ?? []).flatMap((piece) => (fits(piece) ? [piece] : [...piece]))

/**
 * Opens a document of A4 pages, or of halves of them, written in one font.
 *
 * @param font from `readPaperFont`, used again for one document after another
 */
export function openPage(font: PaperFont, { title, foot, on }: PageWords, size: PageSize = 'a4'): Page {
  const paper = papers[size]
  const inner = paper.width - 2 * paper.margin
  const bottom = paper.height - paper.margin - 18
  const made = new Date(`${on}T00:00:00Z`)
  const document = new PDFDocument({
    size: [paper.width, paper.height],
    margin: 0,
    bufferPages: true,
    info: { Title: title, Creator: 'OpenYibao', Producer: 'OpenYibao', CreationDate: made, ModDate: made },
    lang: 'zh-CN',
  })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const finished = new Promise<Buffer>((resolve, reject) => {
    document.on('end', () => resolve(Buffer.concat(chunks)))
    document.on('error', reject)
  })
  document.registerFont(font.name, font.content).font(font.name)
  let y: number = paper.margin

  const drawable = (text: string): string =>
    [...text].map((one) => (font.draws(one.codePointAt(0) ?? 0) ? one : missing)).join('')
  const fitted = (text: string, width: number): string => {
    if (document.widthOfString(text) <= width) return text
    let kept = [...text]
    while (kept.length > 0 && document.widthOfString(`${kept.join('')}…`) > width) kept = kept.slice(0, -1)
    return `${kept.join('')}…`
  }
  /** The text on as many lines as it needs, broken between two characters as Chinese is, but not inside a word or number. */
  const linesOf = (text: string, width: number, size: number): readonly string[] => {
    document.fontSize(size)
    const shown = drawable(text)
    if (document.widthOfString(shown) <= width) return [shown]
    const lines: string[] = []
    let line = ''
    for (const one of piecesOf(shown, (piece) => document.widthOfString(piece) <= width)) {
      if (line !== '' && document.widthOfString(line + one) > width) {
        lines.push(line)
        line = ''
      }
      line += one
    }
    return [...lines, line]
  }
  const draw = (
    text: string,
    at: { x: number; y: number; width: number; side: Side; size: number; colour: string },
  ) => {
    document.fontSize(at.size).fillColor(at.colour)
    const whole = drawable(text)
    const needed = document.widthOfString(whole)
    if (at.side !== 'left' && needed > at.width) document.fontSize((at.size * at.width) / needed - 0.01)
    const shown = fitted(whole, at.width)
    const left = at.width - document.widthOfString(shown)
    const shift = at.side === 'right' ? left : at.side === 'middle' ? left / 2 : 0
    document.text(shown, at.x + shift, at.y, { lineBreak: false })
  }
  const rule = (weight: number) =>
    document
      .moveTo(paper.margin, y)
      .lineTo(paper.width - paper.margin, y)
      .lineWidth(weight)
      .strokeColor('#888888')
      .stroke()
  const keep = (points: number): void => {
    if (y + points <= bottom) return
    document.addPage()
    y = paper.margin
  }

  const headOf = (columns: readonly PageColumn[], widths: readonly number[]): void => {
    const two = columns.some(({ below }) => below !== undefined)
    rule(0.8)
    row(
      columns.map(({ title: text }) => text),
      columns,
      widths,
      { size: 8.5, y: y + 3, colour: textColour },
    )
    if (two)
      row(
        columns.map(({ below }) => below ?? ''),
        columns,
        widths,
        { size: 6, y: y + 14, colour: greyColour },
      )
    y += two ? 24 : 17
    rule(0.5)
  }
  const row = (
    cells: readonly (string | readonly string[])[],
    columns: readonly PageColumn[],
    widths: readonly number[],
    how: { readonly size: number; readonly y: number; readonly colour: string },
  ): void => {
    let x: number = paper.margin
    for (const [index, { side }] of columns.entries()) {
      const width = widths[index] ?? 0
      for (const [line, text] of [cells[index] ?? ''].flat().entries())
        draw(text, { ...how, x: x + 2, y: how.y + line * lineStep, width: width - 4, side })
      x += width
    }
  }

  return {
    line(text, { size = 10, side = 'left', grey = false } = {}) {
      keep(size * 1.6)
      draw(text, { x: paper.margin, y, width: inner, side, size, colour: grey ? greyColour : textColour })
      y += size * 1.6
    },
    paragraph(text, { size = 9, grey = false } = {}) {
      document.fontSize(size).fillColor(grey ? greyColour : textColour)
      const shown = drawable(text)
      const height = document.heightOfString(shown, { width: inner, lineGap: 2 })
      keep(height)
      document.text(shown, paper.margin, y, { width: inner, lineGap: 2 })
      y += height + 3
    },
    beside(texts, { size = 9 } = {}) {
      const width = inner / texts.length
      const cells = texts.map((text) => linesOf(text, width - 6, size))
      const height = size * 1.8 + (Math.max(...cells.map(({ length }) => length)) - 1) * lineStep
      keep(height)
      for (const [index, lines] of cells.entries()) {
        const at = {
          x: paper.margin + index * width,
          width: width - 6,
          side: 'left',
          size,
          colour: textColour,
        } as const
        for (const [line, text] of lines.entries()) draw(text, { ...at, y: y + line * lineStep })
      }
      y += height
    },
    table(columns, rows, sums, pageSums) {
      const parts = columns.reduce((sum, { width }) => sum + width, 0)
      const widths = columns.map(({ width }) => (width * inner) / parts)
      keep(24 + 2 * rowHeight)
      headOf(columns, widths)
      // Where rows are summed by page, every page keeps room for its sum.
      const reserved = pageSums === undefined ? 0 : rowHeight + 2
      let [written, first] = [0, 0]
      const endPage = (): void => {
        if (pageSums === undefined || first === written) return
        rule(0.3)
        row(pageSums(first, written), columns, widths, { size: 8.5, y: y + 2.5, colour: textColour })
        y += rowHeight
        first = written
      }
      const write = (texts: readonly string[], room = reserved): void => {
        const cells = columns.map(({ side }, index) => {
          const text = texts[index] ?? ''
          return side === 'left' ? linesOf(text, (widths[index] ?? 0) - 4, 8.5) : [text]
        })
        const height = rowHeight + (Math.max(...cells.map(({ length }) => length)) - 1) * lineStep
        if (y + height + room > bottom) {
          endPage()
          document.addPage()
          y = paper.margin
          headOf(columns, widths)
        }
        row(cells, columns, widths, { size: 8.5, y: y + 2.5, colour: textColour })
        y += height
      }
      for (const cells of rows) {
        write(cells)
        written += 1
      }
      endPage()
      y += 1
      rule(0.5)
      if (sums !== undefined) {
        write(sums, 0)
        y += 1
        rule(0.8)
      }
      y += 4
    },
    picture(content, side, texts) {
      keep(side)
      document.image(Buffer.from(content), paper.margin, y, { width: side, height: side })
      const [x, width] = [paper.margin + side + 8, inner - side - 8]
      const lines = texts.flatMap((text) => linesOf(text, width, 8.5))
      for (const [index, text] of lines.entries()) {
        draw(text, { x, y: y + 4 + index * lineStep, width, side: 'left', size: 8.5, colour: textColour })
      }
      y += Math.max(side, 4 + lines.length * lineStep) + 4
    },
    gap(points) {
      y += points
    },
    keep,
    finish() {
      const { start, count } = document.bufferedPageRange()
      for (let page = start; page < start + count; page += 1) {
        document.switchToPage(page)
        const at = { x: paper.margin, y: paper.height - paper.margin - 4, width: inner, size: 7.5, colour: greyColour }
        const number = `第 ${page + 1} 页，共 ${count} 页 page ${page + 1} of ${count}`
        const room = inner - document.fontSize(at.size).widthOfString(number) - 12
        const needed = document.widthOfString(foot)
        // A long foot is written smaller, so that it ends before the number begins.
        const size = needed > room ? (at.size * room) / needed - 0.01 : at.size
        draw(foot, { ...at, size, side: 'left', width: room })
        draw(number, { ...at, side: 'right' })
      }
      document.end()
      return finished
    },
  }
}
