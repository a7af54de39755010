import { actsTold, type MatterEvent } from '@yibao/core/casework'
import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { CaseworkDesk } from './casework-ports.ts'
import type { EvidenceFiles, FileRefusal } from './evidence-ports.ts'
import { type Actor, actorName, type OperationLog, operationOf } from './operation-log.ts'

export interface MatterFilesDesk extends Pick<CaseworkDesk, 'matters' | 'newId' | 'now'> {
  readonly files: EvidenceFiles
  readonly log: Pick<OperationLog, 'note'>
}

const referenceOf = (sm3: string): string => `sm3:${sm3}`

/** Keeps a file that somebody hands in about a matter. Refuses with `evidence.file-empty`, `…-too-large`, `…-type`, `…-name`. */
export async function keepMatterFile(
  { files, log, ...source }: MatterFilesDesk,
  actor: Actor,
  { matterId, bytes, filename }: { readonly matterId: string; readonly bytes: Uint8Array; readonly filename: string },
): Promise<Result<{ readonly sm3: string; readonly reference: string }, FileRefusal>> {
  const refusal = files.refusalOf(bytes, filename)
  if (refusal !== null) return refuse(refusal)
  const { sm3 } = await files.keep(bytes, filename, actorName(actor))
  const details = { sm3, bytes: bytes.length }
  await log.note(operationOf(source, actor, { action: 'files.keep', target: matterId, details }))
  return ok({ sm3, reference: referenceOf(sm3) })
}

/** Whether an act that this reader was told of stands on the file. */
function stands(events: readonly MatterEvent[], sm3: string, isBureau: boolean): boolean {
  const seen = events.filter(({ act }) => isBureau || actsTold.has(act))
  return seen.some(({ evidence }) => evidence.includes(referenceOf(sm3)) || evidence.includes(sm3))
}

/** A file of a matter. Refuses with `evidence.unknown-file` what no act told to the reader stands on, `evidence.content-changed`. */
export async function readMatterFile(
  { files, log, matters, ...source }: MatterFilesDesk,
  actor: Actor,
  { matterId, sm3, isBureau }: { readonly matterId: string; readonly sm3: string; readonly isBureau: boolean },
): Promise<Result<Uint8Array, { readonly code: 'evidence.unknown-file' | 'evidence.content-changed' }>> {
  if (!stands(await matters.events(matterId), sm3, isBureau)) return refuse({ code: 'evidence.unknown-file' })
  const content = await files.read(sm3)
  if (!content.ok) {
    const isChanged = content.error.code === 'evidence.content-changed'
    return refuse({ code: isChanged ? 'evidence.content-changed' : 'evidence.unknown-file' })
  }
  await log.note(operationOf(source, actor, { action: 'files.get', target: matterId, details: { sm3 } }))
  return content
}
