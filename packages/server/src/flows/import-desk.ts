import { ok, type Result, refuse } from '@yibao/core/kernel'
import { maskNumber, momentOf, secondsOf, wholeRegion } from '@yibao/core/office'
import type { ImportDesk, Importer, ImportKind, RunReport, Upload, UploadReport } from './import-desk-ports.ts'
import type { ImportListener, ImportProblem } from './import-ports.ts'
import { operationOf } from './operation-log.ts'

/** Uploads are kept for a day. */
const keptSeconds = 24 * 3600

/** Problems that are kept with an upload. */
const shownAtMost = 200

type Refusal<Code extends string> = { readonly code: Code }
type Answer<T, Code extends string> = Promise<Result<T, Refusal<Code>>>

interface Found {
  readonly listener: ImportListener
  reportOf(report: RunReport): UploadReport
}

/** Counts all problems and keeps the first, and every one for `each`. */
function collector(
  isPersonal: ImportDesk['isPersonal'],
  each: (problem: ImportProblem) => void = () => undefined,
): Found {
  const problems: ImportProblem[] = []
  let problemCount = 0
  return {
    listener: {
      problem(_file, problem) {
        problemCount += 1
        each(problem)
        if (problems.length === shownAtMost) return
        problems.push(isPersonal(problem.column) ? { ...problem, value: maskNumber(problem.value) } : problem)
      },
      note: () => undefined,
      progress: () => undefined,
    },
    reportOf: ({ outcome: _outcome, ...found }) => ({ ...found, problemCount, problems }),
  }
}

/** Whether a list of this kind concerns everybody, and may be imported only by whose right reaches everything. */
const isEverybodys = (kind: ImportKind): boolean => kind === 'catalogue'

const reachesKind = ({ reach }: Importer, kind: ImportKind): boolean =>
  !isEverybodys(kind) || reach.regions.includes(wholeRegion)

/**
 * Checks every row of a file as if it were written, and keeps the file for a day. Refuses with `imports.empty`, `imports.type`,
 * `imports.beyond-reach`, `imports.busy`.
 */
export async function checkUpload(
  desk: ImportDesk,
  by: Importer,
  given: { readonly kind: ImportKind; readonly filename: string; readonly content: Uint8Array },
): Answer<Upload, 'imports.empty' | 'imports.type' | 'imports.beyond-reach' | 'imports.busy'> {
  const { kind, filename, content } = given
  const fault = desk.faultOf(filename, content)
  if (fault !== null) return refuse({ code: fault })
  if (!reachesKind(by, kind)) return refuse({ code: 'imports.beyond-reach' })
  const found = collector(desk.isPersonal)
  const at = desk.now()
  const order = { ...given, reach: by.reach, dryRun: true, skipBad: false, at, applied: null }
  const checked = await desk.run(order, found.listener)
  if (checked.outcome === 'busy') return refuse({ code: 'imports.busy' })
  const report = found.reportOf(checked)
  const upload = { uploadId: desk.newId(), userId: by.userId, kind, filename, uploadedAt: at, appliedAt: null, report }
  const details = { kind, rows: report.rows, bad: report.bad, bytes: content.length }
  const operation = operationOf(desk, by.actor, { action: 'imports.check', target: upload.uploadId, details })
  const forgotten = momentOf(secondsOf(at) - keptSeconds)
  await desk.uploads.add(upload, content, forgotten, operation)
  return ok(upload)
}

/** An upload of one's own, as long as it is kept; null of anybody else's. */
export async function ownUpload(
  { uploads, now }: Pick<ImportDesk, 'uploads' | 'now'>,
  { userId }: Importer,
  uploadId: string,
): Promise<Upload | null> {
  const upload = await uploads.find(uploadId)
  if (upload === null || upload.userId !== userId) return null
  return secondsOf(now()) - secondsOf(upload.uploadedAt) > keptSeconds ? null : upload
}

/**
 * The wrong rows of an upload as a workbook, found by checking it again. Refuses with `imports.unknown-upload`, `imports.busy`,
 * `imports.no-bad-rows`.
 */
export async function wrongRowsOf(
  desk: ImportDesk,
  by: Importer,
  uploadId: string,
): Answer<
  { readonly upload: Upload; readonly workbook: Uint8Array },
  'imports.unknown-upload' | 'imports.busy' | 'imports.no-bad-rows'
> {
  const upload = await ownUpload(desk, by, uploadId)
  const content = upload === null ? null : await desk.uploads.content(uploadId)
  if (upload === null || content === null) return refuse({ code: 'imports.unknown-upload' })
  const { kind, filename } = upload
  const problems = new Map<number, ImportProblem[]>()
  const found = collector(desk.isPersonal, (problem) => {
    const ofLine = problems.get(problem.line)
    if (ofLine === undefined) problems.set(problem.line, [problem])
    else ofLine.push(problem)
  })
  const order = {
    kind,
    filename,
    content,
    reach: by.reach,
    dryRun: true,
    skipBad: false,
    at: desk.now(),
    applied: null,
  }
  const checked = await desk.run(order, found.listener)
  if (checked.outcome === 'busy') return refuse({ code: 'imports.busy' })
  if (problems.size === 0) return refuse({ code: 'imports.no-bad-rows' })
  const details = { kind, rows: problems.size }
  await desk.note(operationOf(desk, by.actor, { action: 'imports.rows', target: uploadId, details }))
  return ok({ upload, workbook: await desk.wrongRows({ filename, content }, problems) })
}

/**
 * Checks an upload again and writes it: rows, mark and row of the operation log in one transaction, or nothing. Refuses with
 * `imports.unknown-upload`, `imports.already-applied`, `imports.beyond-reach`, `imports.busy`, `imports.has-faults`.
 */
export async function applyUpload(
  desk: ImportDesk,
  by: Importer,
  { uploadId, skipBad }: { readonly uploadId: string; readonly skipBad: boolean },
): Answer<
  Upload,
  'imports.unknown-upload' | 'imports.already-applied' | 'imports.beyond-reach' | 'imports.busy' | 'imports.has-faults'
> {
  const upload = await ownUpload(desk, by, uploadId)
  const content = upload === null ? null : await desk.uploads.content(uploadId)
  if (upload === null || content === null) return refuse({ code: 'imports.unknown-upload' })
  if (upload.appliedAt !== null) return refuse({ code: 'imports.already-applied' })
  const { kind, filename } = upload
  if (!reachesKind(by, kind)) return refuse({ code: 'imports.beyond-reach' })
  const found = collector(desk.isPersonal)
  const at = desk.now()
  const { rows, added, changed, bad } = upload.report
  const details = { kind, skipBad, checked: { rows, added, changed, bad } }
  const operation = operationOf(desk, by.actor, { action: 'imports.apply', target: uploadId, details })
  const order = {
    kind,
    filename,
    content,
    reach: by.reach,
    dryRun: false,
    skipBad,
    at,
    applied: { uploadId, operation },
  }
  const written = await desk.run(order, found.listener)
  if (written.outcome === 'busy') return refuse({ code: 'imports.busy' })
  const report = found.reportOf(written)
  await desk.uploads.report(uploadId, report)
  if (written.outcome !== 'written') return refuse({ code: 'imports.has-faults' })
  return ok({ ...upload, appliedAt: at, report })
}
