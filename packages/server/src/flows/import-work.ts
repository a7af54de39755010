import { setTimeout as pause } from 'node:timers/promises'
import { ok, type Result, refuse } from '@yibao/core/kernel'
import { maskNumber, sharedReach } from '@yibao/core/office'
import { importReach } from './import-desk.ts'
import type {
  ApplyOrder,
  ImportOrder,
  ImportRunOrder,
  ImportWorkshop,
  RunReport,
  Upload,
  UploadReport,
} from './import-desk-ports.ts'
import type { ImportListener, ImportProblem } from './import-ports.ts'
import type { JobFailure, JobOutcome, JobProgress, JobWork } from './job-ports.ts'
import { operationOf } from './operation-log.ts'

/** Problems that are kept with an upload. */
const shownAtMost = 200

/** The lock is held by an import at the command line. */
const waitMs = 2_000

type Stage = NonNullable<JobProgress['stage']>

const stages = {
  checking: { zh: '检查（行）', en: 'Checking (rows)' },
  writing: { zh: '写入（行）', en: 'Writing (rows)' },
  rehearsing: { zh: '试写（行）', en: 'Trying to write (rows)' },
  waiting: { zh: '等待另一个导入结束', en: 'Waiting for another import to end' },
  wrongRows: { zh: '整理有误的行', en: 'Collecting the wrong rows' },
} as const satisfies Readonly<Record<string, Stage>>

const failures = {
  unknown: {
    code: 'imports.unknown-upload',
    message: { zh: '上传的文件已不再保留', en: 'the file is not kept any more' },
    cure: { zh: '请重新上传', en: 'hand it in again' },
  },
  beyondReach: {
    code: 'imports.beyond-reach',
    message: {
      zh: '任务开始时您的权限已不及于全中心',
      en: 'your right no longer reached everything when the job began',
    },
    cure: { zh: '请由权限及于全中心的人员导入', en: 'let somebody import it whose right reaches everything' },
  },
  hasFaults: {
    code: 'imports.has-faults',
    message: {
      zh: '写入前再次检查，发现有误的行，未写入任何数据',
      en: 'checked again before writing, rows were wrong; nothing was written',
    },
    cure: {
      zh: '请下载有误的行，改正后重新上传，或只写入无误的行',
      en: 'correct the wrong rows and hand them in again, or write the good ones only',
    },
  },
} as const satisfies Readonly<Record<string, JobFailure>>

/** What was found in a file: every problem by its line, and the report that people see. */
interface Found {
  readonly problems: ReadonlyMap<number, readonly ImportProblem[]>
  readonly report: UploadReport
  readonly outcome: RunReport['outcome']
}

interface Task {
  readonly upload: Upload
  readonly content: Uint8Array
  readonly order: Pick<ImportRunOrder, 'reach' | 'dryRun' | 'skipBad' | 'at' | 'applied'>
}

/** Runs an import once it is its turn, and collects what it finds. */
async function find(
  { run, isPersonal }: ImportWorkshop,
  work: JobWork<ImportOrder>,
  { upload, content, order }: Task,
): Promise<Found> {
  const problems = new Map<number, ImportProblem[]>()
  const shown: ImportProblem[] = []
  let problemCount = 0
  const listener: ImportListener = {
    problem(_file, problem) {
      problemCount += 1
      const ofLine = problems.get(problem.line)
      if (ofLine === undefined) problems.set(problem.line, [problem])
      else ofLine.push(problem)
      if (shown.length === shownAtMost) return
      shown.push(isPersonal(problem.column) ? { ...problem, value: maskNumber(problem.value) } : problem)
    },
    note: () => undefined,
    progress(phase, done) {
      // Thrown here, it takes the transaction back.
      work.signal.throwIfAborted()
      const stage = phase === 'writing' && order.dryRun ? stages.rehearsing : stages[phase]
      void work.progress({ done, of: upload.report?.rows ?? null, stage })
    },
  }
  const { kind, filename } = upload
  for (;;) {
    work.signal.throwIfAborted()
    const { outcome, ...counts } = await run({ kind, filename, content, ...order }, listener)
    if (outcome !== 'busy') return { problems, outcome, report: { ...counts, problemCount, problems: shown } }
    await work.progress({ done: 0, of: null, stage: stages.waiting })
    await pause(waitMs, undefined, { signal: work.signal })
  }
}

/** Keeps what was found with the upload, and tells it in a few plain values. */
async function keep(
  { uploads, wrongRows }: ImportWorkshop,
  work: JobWork<ImportOrder>,
  { upload, content }: Task,
  { problems, report }: Found,
): Promise<JobOutcome> {
  if (problems.size > 0) await work.progress({ done: report.rows, of: report.rows, stage: stages.wrongRows })
  const workbook = problems.size === 0 ? null : await wrongRows({ filename: upload.filename, content }, problems)
  await uploads.report(upload.uploadId, report, workbook)
  return told(report)
}

function told({ rows, added, changed, unchanged, bad, isReadable }: UploadReport): JobOutcome {
  return { result: { rows, added, changed, unchanged, bad, isReadable }, file: null }
}

/** The upload of a job with its content, and how far the job reaches. */
async function taskOf(
  { uploads, now }: ImportWorkshop,
  { input, reach: whole }: JobWork<ImportOrder>,
): Promise<Result<Task, JobFailure>> {
  const upload = await uploads.find(input.uploadId)
  const content = await uploads.content(input.uploadId)
  if (upload === null || content === null) return refuse(failures.unknown)
  const reach = importReach(upload.kind, { whole, reach: sharedReach(input.reach, whole) })
  if (reach === null) return refuse(failures.beyondReach)
  return ok({ upload, content, order: { reach, dryRun: true, skipBad: false, at: now(), applied: null } })
}

/** Checks every row of an upload as if it were written. */
export async function checkUpload(
  shop: ImportWorkshop,
  work: JobWork<ImportOrder>,
): Promise<Result<JobOutcome, JobFailure>> {
  const task = await taskOf(shop, work)
  if (!task.ok) return task
  return ok(await keep(shop, work, task.value, await find(shop, work, task.value)))
}

/**
 * Checks an upload again and writes it. One that was written before, by a process that died right after, is left as it is. Refuses
 * with `imports.has-faults` when something came to be wrong since it was checked.
 */
export async function writeUpload(
  shop: ImportWorkshop,
  work: JobWork<ApplyOrder>,
): Promise<Result<JobOutcome, JobFailure>> {
  const task = await taskOf(shop, work)
  if (!task.ok) return task
  const { upload, order } = task.value
  const { uploadId, kind, report } = upload
  if (upload.appliedAt !== null && report !== null) return ok(told(report))
  const { skipBad } = work.input
  const details = { jobId: work.jobId, kind, skipBad }
  const operation = operationOf(shop, work.actor, { action: 'imports.written', target: uploadId, details })
  const writing = { ...task.value, order: { ...order, dryRun: false, skipBad, applied: { uploadId, operation } } }
  const found = await find(shop, work, writing)
  const outcome = await keep(shop, work, writing, found)
  return found.outcome === 'written' ? ok(outcome) : refuse(failures.hasFaults)
}
