import { papersTold, toldToInstitution } from '@yibao/core/casework'
import { ok, refuse } from '@yibao/core/kernel'
import { withinReach } from '../../flows/asker.ts'
import { keepMatterFile, type MatterFilesDesk, readMatterFile } from '../../flows/casework-files.ts'
import { isBureau } from '../../flows/casework-offices.ts'
import type { FiledMatter, MatterDocument } from '../../flows/casework-ports.ts'
import { factRows } from '../../text/casework-facts.ts'
import type { HandlersOf, SignedInContext } from './handler.ts'

export interface MatterFilesRest extends MatterFilesDesk {
  readonly print: (paper: MatterDocument, about: ReturnType<typeof factRows>) => Promise<Uint8Array>
}

/** Files that acts stand on and papers that they issue; an institution's office sees those of acts that it was told of. */
export function matterFileHandlers(desk: MatterFilesRest): HandlersOf<'files'> {
  const { matters } = desk
  const unknown = refuse({ code: 'casework.unknown-matter' } as const)
  const seen = async (context: SignedInContext, matterId: string): Promise<FiledMatter | null> => {
    const found = await withinReach(context, matterId, await matters.matter(matterId))
    return found !== null && (isBureau(context.reach, found) || toldToInstitution(found.matter)) ? found : null
  }
  return {
    'files.keep': async (context, { matterId, filename, content }) => {
      if ((await seen(context, matterId)) === null) return unknown
      const bytes = Buffer.from(content, 'base64')
      const kept = await keepMatterFile(desk, context.actor, { matterId, bytes, filename })
      if (kept.ok) return ok({ ...kept.value, bytes: bytes.length })
      const { error } = kept
      const kinds = error.code === 'evidence.file-type' ? error.allowed.join(' ') : null
      const expected = kinds === null ? {} : { expected: { zh: kinds, en: kinds } }
      return refuse({ code: error.code, field: 'filename', value: filename, ...expected })
    },

    'files.get': async (context, { matterId, sm3 }) => {
      const filed = await seen(context, matterId)
      if (filed === null) return unknown
      const asked = { matterId, sm3, isBureau: isBureau(context.reach, filed) }
      const found = await readMatterFile(desk, context.actor, asked)
      return found.ok ? ok({ filename: sm3, content: found.value }) : refuse(found.error)
    },

    'files.paper': async (context, { matterId, number }) => {
      const filed = await seen(context, matterId)
      if (filed === null) return unknown
      const paper = (await matters.documents(matterId)).find((one) => one.number === number)
      const isShown = paper !== undefined && (isBureau(context.reach, filed) || papersTold.has(paper.kind))
      if (!isShown) return refuse({ code: 'casework.unknown-document' })
      const about = factRows((await matters.facts(matterId)) ?? {}, filed.matter.insuredId)
      return ok({ filename: `${paper.documentNo}.pdf`, content: await desk.print(paper, about) })
    },
  }
}
