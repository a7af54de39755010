import type { Answer } from '@yibao/contract/rest'
import { ok, refuse } from '@yibao/core/kernel'
import { applyUpload, checkUpload, ownUpload, wrongRowsOf } from '../../flows/import-desk.ts'
import type { ImportDesk, Importer, ImportKind, Upload } from '../../flows/import-desk-ports.ts'
import type { HandlersOf, SignedInContext } from './handler.ts'

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

function uploadView({ report, ...upload }: Upload): Answer<'imports.get'> {
  const { userId: _userId, ...shown } = upload
  const problems = report.problems.map(({ what, cure, ...problem }) => ({
    ...problem,
    what: wordsIn(what),
    cure: wordsIn(cure),
  }))
  return { ...shown, ...report, problems }
}

const importerOf = ({ actor, reach, user }: SignedInContext): Importer => ({ actor, reach, userId: user.userId })

/** Lists from files: checked, corrected, written. */
export function importHandlers(desk: ImportRest): HandlersOf<'imports'> {
  return {
    'imports.template': async (_context, { kind }) =>
      ok({ filename: `${kind}-template.xlsx`, content: await desk.template(kind) }),

    'imports.check': async (context, { kind, filename, content }) => {
      const given = { kind, filename, content: Buffer.from(content, 'base64') }
      const checked = await checkUpload(desk, importerOf(context), given)
      return checked.ok
        ? ok(uploadView(checked.value))
        : refuse({ ...checked.error, field: 'filename', value: filename })
    },

    'imports.get': async (context, { uploadId }) => {
      const upload = await ownUpload(desk, importerOf(context), uploadId)
      return upload === null ? refuse({ code: 'imports.unknown-upload' }) : ok(uploadView(upload))
    },

    'imports.rows': async (context, { uploadId }) => {
      const made = await wrongRowsOf(desk, importerOf(context), uploadId)
      if (!made.ok) return made
      const { upload, workbook } = made.value
      const name = upload.filename.replace(/\.[^.]*$/, '')
      return ok({ filename: `${name}-有误的行.xlsx`, content: workbook })
    },

    'imports.apply': async (context, { uploadId, skipBad = false }) => {
      const applied = await applyUpload(desk, importerOf(context), { uploadId, skipBad })
      return applied.ok ? ok(uploadView(applied.value)) : applied
    },
  }
}
