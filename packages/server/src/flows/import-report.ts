import type { CheckedSource } from './import-source.ts'

/** What an import did, or would do. Added, changed, unchanged and bad rows add up to `rows`. */
export interface ImportReport {
  readonly rows: number
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly bad: number
  /** Stored catalogue rows that end where a newer row begins. */
  readonly closed: number
  readonly notes: number
  /** `refused` because of problems; `rehearsed` by a dry run; `busy` while another import runs. */
  readonly outcome: 'written' | 'rehearsed' | 'refused' | 'busy'
}

export interface ImportOptions {
  readonly dryRun: boolean
  readonly skipBad: boolean
}

export const busyReport: ImportReport = {
  rows: 0,
  added: 0,
  changed: 0,
  unchanged: 0,
  bad: 0,
  closed: 0,
  notes: 0,
  outcome: 'busy',
}

export function badRowsOf(checked: readonly CheckedSource[]): number {
  return checked.reduce((sum, source) => sum + source.badLines.size, 0)
}

/** Whether the good rows may be written in spite of what was found. */
export function mayWrite(checked: readonly CheckedSource[], options: ImportOptions): boolean {
  return !checked.some((source) => source.unreadable) && (options.skipBad || badRowsOf(checked) === 0)
}
