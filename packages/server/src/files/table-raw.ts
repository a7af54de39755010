/** One row as it stands in a file, before its header is understood. */
export interface RawRow {
  /** 1 is the first line (or sheet row) of the file. */
  readonly line: number
  readonly cells: readonly string[]
  readonly faults: readonly CellFault[]
}

/** A cell whose value the file itself does not give. */
export interface CellFault {
  readonly index: number
  readonly value: string
  readonly what: string
  readonly cure: string
}

export interface TableLimits {
  /** Bytes on disk. */
  readonly fileBytes: number
  /** Bytes of text after unpacking. */
  readonly textBytes: number
  /** Files within a workbook, which is an archive. */
  readonly entries: number
  readonly rows: number
  readonly cellCharacters: number
}

/** The file as a whole cannot be read, or not further than `line`. */
export class UnreadableTable extends Error {
  override readonly name = 'UnreadableTable'
  readonly line: number
  readonly what: string
  readonly cure: string

  constructor(line: number, what: string, cure: string) {
    super(what)
    this.line = line
    this.what = what
    this.cure = cure
  }
}
