import type { FiledLine, PersonFile } from '@yibao/core/settlement'
import type { Recording } from '../flows/ports.ts'

/** Bills of hospitals are longer than this only in seldom cases, and one long stay must not fill the memory of many visits. */
const linesAtMost = 60

/** Visits that wait for their next message; the one asked about longest ago makes room. */
const rememberedAtMost = 4_000

const inOrder = (a: FiledLine, b: FiledLine): number => (a.lineNumber < b.lineNumber ? -1 : 1)

/** A value as the database would give it back. */
const asKept = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** Whether all that a decision changes is an open outpatient visit, its diagnoses and lines that are added to it. */
function addsToVisit({ file, decision, mark, lists }: Recording): boolean {
  const visit = decision.visit ?? file.visit
  return (
    visit !== null &&
    visit.stay === null &&
    visit.state === 'open' &&
    (file.visit === null || file.visit.visitId === visit.visitId) &&
    decision.settlement === null &&
    decision.entry === null &&
    decision.linesRevoked.length === 0 &&
    decision.linesLinked === null &&
    decision.totalsAdded.length === 0 &&
    decision.balanceAdded === 0 &&
    decision.family.length === 0 &&
    decision.death === null &&
    decision.filing === null &&
    mark === null &&
    lists === undefined
  )
}

/** The file as the next question about the visit would find it; null when only the database can tell. */
export function fileAfter(recording: Recording): PersonFile | null {
  if (!addsToVisit(recording)) return null
  const { decision } = recording
  const { past: _, ...file } = recording.file
  const { visit, diagnoses, linesAdded } = decision
  const added = linesAdded.map((line): FiledLine => ({ ...line, ordered: line.ordered ?? null }))
  return {
    ...file,
    version: file.version + 1,
    visit: visit === null ? file.visit : { ...visit, diseaseCode: visit.diseaseCode ?? null },
    diagnoses: diagnoses === null ? file.diagnoses : asKept(diagnoses),
    lines: added.length === 0 ? file.lines : [...file.lines, ...added].sort(inOrder),
  }
}

/** Files of visits as they were read or recorded last; a person's version tells whether one of them still is the truth. */
export interface KnownFiles {
  /** Null when there is none of that visit. */
  of(insuredId: string, visitId: string): PersonFile | null
  keep(file: PersonFile): void
  forget(insuredId: string): void
  /** After a fault nobody knows what the database holds. */
  forgetAll(): void
}

export function knownFiles(): KnownFiles {
  const files = new Map<string, PersonFile>()
  return {
    of(insuredId, visitId) {
      const file = files.get(insuredId)
      return file?.visit?.visitId === visitId ? file : null
    },
    keep(file) {
      const { insuredId } = file.insured
      files.delete(insuredId)
      // What relatives' accounts hold is under versions of their own.
      const shares = (file.family ?? []).length > 0
      if (file.visit === null || file.visit.stay !== null || shares || file.lines.length > linesAtMost) return
      files.set(insuredId, file)
      const oldest = files.size > rememberedAtMost ? files.keys().next().value : undefined
      if (oldest !== undefined) files.delete(oldest)
    },
    forget: (insuredId) => void files.delete(insuredId),
    forgetAll: () => files.clear(),
  }
}
