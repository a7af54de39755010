import { ok, type Result, refuse } from '@yibao/core/kernel'
import { momentOf, type Reach, secondsOf, wholeRegion } from '@yibao/core/office'
import type {
  ApplyOrder,
  FileFault,
  ImportDesk,
  Importer,
  ImportKind,
  ImportOrder,
  ImportUploads,
  Upload,
} from './import-desk-ports.ts'
import type { JobRefusal } from './job-ports.ts'
import { jobEntry } from './jobs.ts'
import { operationOf } from './operation-log.ts'

/** Uploads are kept for a day. */
const keptSeconds = 24 * 3600

/** Imports are carried out one after the other. */
const turn = 'imports'

type Refusal<Code extends string> = { readonly code: Code }
type Answer<T, Code extends string> = Promise<Result<T, Refusal<Code> | JobRefusal>>

/**
 * How far an import of a list of this kind reaches; null where it does not. A list that concerns everybody asks for a right that
 * reaches everything, whatever region one looks at.
 */
export function importReach(kind: ImportKind, { whole, reach }: Pick<Importer, 'whole' | 'reach'>): Reach | null {
  if (kind !== 'catalogue') return reach
  return whole.regions.includes(wholeRegion) ? whole : null
}

/** Keeps a file for a day and has every row of it checked, as if it were written. */
export async function handIn(
  desk: ImportDesk,
  by: Importer,
  given: { readonly kind: ImportKind; readonly filename: string; readonly content: Uint8Array },
): Answer<Upload, FileFault | 'imports.beyond-reach'> {
  const { kind, filename, content } = given
  const fault = await desk.faultOf(filename, content)
  if (fault !== null) return refuse({ code: fault })
  const reach = importReach(kind, by)
  if (reach === null) return refuse({ code: 'imports.beyond-reach' })
  const uploadId = desk.newId()
  const input: ImportOrder = { uploadId, reach }
  const { actor, userId } = by
  const entry = jobEntry(desk, { kind: 'imports-check', action: 'imports.check', actor, input, target: uploadId, turn })
  const upload = { uploadId, userId, kind, filename, uploadedAt: desk.now() }
  const added = await desk.uploads.add(upload, content, entry)
  return added.ok ? ok({ ...upload, appliedAt: null, job: added.value, report: null }) : added
}

/** An upload of one's own, as long as it is kept; null of anybody else's. */
export async function ownUpload(
  { uploads, now }: Pick<ImportDesk, 'uploads' | 'now'>,
  { userId }: Pick<Importer, 'userId'>,
  uploadId: string,
): Promise<Upload | null> {
  const upload = await uploads.find(uploadId)
  if (upload === null || upload.userId !== userId) return null
  return secondsOf(now()) - secondsOf(upload.uploadedAt) > keptSeconds ? null : upload
}

/** The wrong rows of an upload, as its last check found them, in a workbook. */
export async function wrongRowsOf(
  desk: ImportDesk,
  by: Importer,
  uploadId: string,
): Promise<
  Result<
    { readonly upload: Upload; readonly workbook: Uint8Array },
    Refusal<'imports.unknown-upload' | 'imports.unchecked' | 'imports.no-bad-rows'>
  >
> {
  const upload = await ownUpload(desk, by, uploadId)
  if (upload === null) return refuse({ code: 'imports.unknown-upload' })
  if (upload.report === null) return refuse({ code: 'imports.unchecked' })
  const workbook = await desk.uploads.wrongRows(uploadId)
  if (workbook === null) return refuse({ code: 'imports.no-bad-rows' })
  const { kind, report } = upload
  const details = { kind, rows: report.bad }
  await desk.note(operationOf(desk, by.actor, { action: 'imports.rows', target: uploadId, details }))
  return ok({ upload, workbook })
}

/** Has an upload checked again and written: the good rows, the mark and a row of the operation log in one transaction, or nothing. */
export async function askToWrite(
  desk: ImportDesk,
  by: Importer,
  { uploadId, skipBad }: { readonly uploadId: string; readonly skipBad: boolean },
): Answer<
  Upload,
  | 'imports.unknown-upload'
  | 'imports.already-applied'
  | 'imports.unchecked'
  | 'imports.beyond-reach'
  | 'imports.has-faults'
> {
  const upload = await ownUpload(desk, by, uploadId)
  if (upload === null) return refuse({ code: 'imports.unknown-upload' })
  const { appliedAt, kind, report } = upload
  if (appliedAt !== null) return refuse({ code: 'imports.already-applied' })
  if (report === null) return refuse({ code: 'imports.unchecked' })
  const reach = importReach(kind, by)
  if (reach === null) return refuse({ code: 'imports.beyond-reach' })
  if (!report.isReadable || (report.bad > 0 && !skipBad)) return refuse({ code: 'imports.has-faults' })
  const input: ApplyOrder = { uploadId, reach, skipBad }
  const { actor } = by
  const told = { action: 'imports.apply', actor, input, target: uploadId }
  const started = await desk.uploads.apply(
    uploadId,
    jobEntry(desk, { kind: 'imports-apply', ...told, lane: uploadId, turn }),
  )
  return started.ok ? ok({ ...upload, job: started.value }) : started
}

/** Throws away uploads that were kept long enough. */
export const forgetUploads = ({
  uploads,
  now,
}: {
  readonly uploads: Pick<ImportUploads, 'forget'>
  readonly now: ImportDesk['now']
}): Promise<void> => uploads.forget(momentOf(secondsOf(now()) - keptSeconds))
