import { invariant } from '@yibao/core/kernel'
import { type EvidenceDesk, soundContent } from './evidence.ts'
import type { EvidenceFiles } from './evidence-ports.ts'

/** Files that are no pieces of their own, statements and appeals of matters, kept by the digest of their content. */
export function evidenceFiles(desk: EvidenceDesk): EvidenceFiles {
  return {
    refusalOf(bytes, name) {
      const kind = desk.kindOf(bytes, name)
      return kind.ok ? null : kind.error
    },
    async keep(bytes, name, by) {
      const kind = desk.kindOf(bytes, name)
      invariant(kind.ok, () => `${name} was not asked for its refusal first`)
      const sm3 = desk.digest.bytes(bytes)
      await desk.store.alone(sm3, async (tables) => {
        const at = desk.now()
        await tables.keep({ sm3, type: kind.value.type, content: bytes }, by, at)
        await tables.nameFile({ sm3, name, keptBy: by, keptAt: at })
        // The same content may have been kept before, and changed since.
        const sound = await soundContent(desk, tables, sm3)
        if (!sound.ok) throw new Error(`${name}: ${sound.error.code} ${sm3}`)
      })
      return { sm3 }
    },
    read: (sm3) => soundContent(desk, desk.store, sm3),
  }
}
