import type { Answer } from '@yibao/contract/rest'
import { ok, refuse } from '@yibao/core/kernel'
import { reachOf } from '@yibao/core/office'
import { askToWrite, handIn, ownUpload, wrongRowsOf } from '../../flows/import-desk.ts'
import type { ImportDesk, Importer, ImportKind, Upload, UploadReport } from '../../flows/import-desk-ports.ts'
import type { JobRefusal } from '../../flows/job-ports.ts'
import type { HandlersOf, SignedInContext } from './handler.ts'
import { jobRefusal, jobView } from './job-view.ts'

export interface ImportRest extends ImportDesk {
  readonly template: (kind: ImportKind) => Promise<Uint8Array>
}

/** `校验位不对 (check digit is wrong)` in its two languages. */
function wordsIn(text: string): { readonly zh: string; readonly en: string } {
  let depth = 0
  // Backwards and letter by letter: what stands in the file stands in the text too, and may be made to keep a pattern busy.
  for (let at = text.length - 1; at > 0 && text.endsWith(')'); at -= 1) {
    if (text[at] === ')') depth += 1
    else if (text[at] === '(') depth -= 1
    if (depth === 0) return { zh: text.slice(0, at).trimEnd(), en: text.slice(at + 1, -1) }
  }
  return { zh: text, en: text }
}

function reportView({ problems, ...counts }: UploadReport) {
  const told = problems.map(({ what, cure, ...problem }) => ({ ...problem, what: wordsIn(what), cure: wordsIn(cure) }))
  return { ...counts, problems: told }
}

function uploadView({ userId: _userId, job, report, ...upload }: Upload): Answer<'imports.get'> {
  return { ...upload, job: jobView(job), report: report === null ? null : reportView(report) }
}

const importerOf = ({ actor, reach, user }: SignedInContext): Importer => ({
  actor,
  userId: user.userId,
  whole: reachOf(user, 'catalogues.manage'),
  reach,
})

/** Refusals with the facts that people act upon. */
function refused<Code extends string>(refusal: { readonly code: Code } | JobRefusal) {
  return refuse('jobId' in refusal ? jobRefusal(refusal) : refusal)
}

/** Lists from files: checked, corrected, written. */
export function importHandlers(desk: ImportRest): HandlersOf<'imports'> {
  return {
    'imports.template': async (_context, { kind }) =>
      ok({ filename: `${kind}-template.xlsx`, content: await desk.template(kind) }),

    'imports.check': async (context, { kind, filename, content }) => {
      const given = { kind, filename, content: Buffer.from(content, 'base64') }
      const added = await handIn(desk, importerOf(context), given)
      if (added.ok) return ok(uploadView(added.value))
      const { code } = added.error
      return code.startsWith('jobs.') ? refused(added.error) : refuse({ code, field: 'filename', value: filename })
    },

    'imports.get': async (context, { uploadId }) => {
      const upload = await ownUpload(desk, importerOf(context), uploadId)
      return upload === null ? refuse({ code: 'imports.unknown-upload' }) : ok(uploadView(upload))
    },

    'imports.rows': async (context, { uploadId }) => {
      const found = await wrongRowsOf(desk, importerOf(context), uploadId)
      if (!found.ok) return found
      const { upload, workbook } = found.value
      const name = upload.filename.replace(/\.[^.]*$/, '')
      return ok({ filename: `${name}-有误的行.xlsx`, content: workbook })
    },

    'imports.apply': async (context, { uploadId, skipBad = false }) => {
      const asked = await askToWrite(desk, importerOf(context), { uploadId, skipBad })
      return asked.ok ? ok(uploadView(asked.value)) : refused(asked.error)
    },
  }
}
