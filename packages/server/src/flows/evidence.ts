import {
  type AskedAct,
  type CustodyDetails,
  type CustodyOffice,
  type CustodyStep,
  custodyOffice,
  custodyStep,
  type EvidenceRefusal,
  type Piece,
  type PieceContent,
  type PieceFacts,
  pieceCode,
} from '@yibao/core/evidence'
import { type DivisionCode, dateOf, ok, type Result, refuse, yearOf } from '@yibao/core/kernel'
import { mayReach, type Right, reachOf } from '@yibao/core/office'
import type { Colleagues, EvidenceStore, EvidenceTables, FileKind, FileRefusal } from './evidence-ports.ts'
import { type Actor, type OperationSource, operationOf } from './operation-log.ts'

/** Who acts on evidence; rights are looked up anew for every act. */
export interface EvidenceActor {
  readonly userId: string
  readonly actor: Actor
}

export interface EvidenceDesk extends OperationSource {
  readonly store: EvidenceStore
  readonly colleagues: Colleagues
  /** SM3 of UTF-8 text and of bytes, lower-case hex. */
  readonly digest: { text(text: string): string; bytes(bytes: Uint8Array): string }
  readonly kindOf: (bytes: Uint8Array, name: string) => Result<FileKind, FileRefusal>
}

const rightFor: Readonly<Record<CustodyOffice, Right>> = { keeper: 'evidence.keep', approver: 'evidence.approve' }

/** Whether somebody has a right where a piece belongs. */
export async function mayTouch(
  desk: Pick<EvidenceDesk, 'colleagues'>,
  userId: string,
  right: Right,
  division: DivisionCode,
): Promise<boolean> {
  const user = await desk.colleagues.user(userId)
  return user !== null && mayReach(reachOf(user, right), { divisions: [division], institutions: [] })
}

async function noRight(
  desk: EvidenceDesk,
  { userId }: EvidenceActor,
  office: CustodyOffice,
  division: DivisionCode,
): Promise<EvidenceRefusal | null> {
  const may = await mayTouch(desk, userId, rightFor[office], division)
  return may ? null : { code: 'evidence.no-right', userId, office }
}

/** A content that is there and still what it was, or why not. */
export async function soundContent(
  desk: Pick<EvidenceDesk, 'digest'>,
  on: Pick<EvidenceStore, 'content'>,
  sm3: string,
): Promise<Result<Uint8Array, EvidenceRefusal>> {
  const kept = await on.content(sm3)
  if (kept === null) return refuse({ code: 'evidence.content-missing', sm3 })
  const found = desk.digest.bytes(kept.content)
  return found === sm3 ? ok(kept.content) : refuse({ code: 'evidence.content-changed', sm3, found })
}

/** Whoever tries these has passed a border that is watched. */
const alarming: readonly EvidenceRefusal['code'][] = [
  'evidence.no-approval',
  'evidence.approval-over',
  'evidence.same-person',
  'evidence.content-changed',
  'evidence.content-missing',
]

/** Writes down what was done, with the hash that holds the chain from outside, or what was refused. */
async function noteStep(
  desk: EvidenceDesk,
  by: EvidenceActor,
  tables: EvidenceTables,
  asked: AskedAct & { readonly code: string },
  outcome: Result<CustodyStep, EvidenceRefusal>,
): Promise<void> {
  const { code: target, act, reason } = asked
  if (outcome.ok) {
    const { number, hash } = outcome.value.event
    const details = { by: by.userId, number, hash }
    await tables.note(operationOf(desk, by.actor, { action: `evidence.${act}`, target, reason, details }))
    return
  }
  const { code: refusal } = outcome.error
  const action = alarming.includes(refusal) ? 'evidence.alarm' : `evidence.${act}`
  const told = refusal === 'evidence.bad-text' ? {} : asked.details
  const details = { by: by.userId, act, refusal: outcome.error, ...told }
  await tables.note(operationOf(desk, by.actor, { action, target, outcome: 'refused', reason: refusal, details }))
}

export interface NewPiece extends Pick<PieceFacts, 'matterId' | 'division' | 'kind' | 'title' | 'source'> {
  readonly place: string
  readonly reason: string
  /** Null of an object that is no file. */
  readonly file: { readonly bytes: Uint8Array; readonly name: string } | null
}

async function keepFile(
  desk: EvidenceDesk,
  by: EvidenceActor,
  tables: EvidenceTables,
  file: NonNullable<NewPiece['file']>,
): Promise<Result<PieceContent, EvidenceRefusal>> {
  const kind = desk.kindOf(file.bytes, file.name)
  if (!kind.ok) return kind
  const sm3 = desk.digest.bytes(file.bytes)
  await tables.keep({ sm3, type: kind.value.type, content: file.bytes }, by.userId, desk.now())
  // The same content may have been kept before, and changed since.
  const sound = await soundContent(desk, tables, sm3)
  if (sound.ok) return ok({ sm3, size: file.bytes.length, type: kind.value.type, name: file.name })
  const details = { by: by.userId, act: 'collect' }
  const alarm = {
    action: 'evidence.alarm',
    target: sm3,
    outcome: 'refused',
    reason: sound.error.code,
    details,
  } as const
  await tables.note(operationOf(desk, by.actor, alarm))
  return sound
}

/**
 * Takes a piece in under a code of its own. Refuses with `evidence.no-right`, `evidence.file-…`, `evidence.no-reason`,
 * `evidence.no-facts`, `evidence.content-changed`.
 */
export async function collectPiece(
  desk: EvidenceDesk,
  by: EvidenceActor,
  { file, place, reason, ...told }: NewPiece,
): Promise<Result<Piece, EvidenceRefusal>> {
  const refusal = await noRight(desk, by, 'keeper', told.division)
  if (refusal !== null) return refuse(refusal)
  return desk.store
    .alone('codes', async (tables) => {
      const kept = file === null ? ok(null) : await keepFile(desk, by, tables, file)
      if (!kept.ok) return kept
      const at = desk.now()
      const year = yearOf(dateOf(at))
      const facts = { ...told, code: pieceCode(year, await tables.nextSerial(year)), content: kept.value }
      const asked: AskedAct = { act: 'collect', actor: by.userId, reason, details: { facts, place } }
      const step = custodyStep(null, asked, at, desk.digest.text)
      if (!step.ok) throw new RefusedCollection(step.error)
      await tables.record(step.value.piece, step.value.event)
      await noteStep(desk, by, tables, { ...asked, code: facts.code }, step)
      return ok(step.value.piece)
    })
    .catch((fault: unknown) => {
      if (fault instanceof RefusedCollection) return refuse(fault.refusal)
      throw fault
    })
}

/** Thrown inside the transaction only, so that neither the file nor the number of a refused piece stays behind. */
class RefusedCollection extends Error {
  readonly refusal: EvidenceRefusal
  constructor(refusal: EvidenceRefusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

export interface PieceAct extends Pick<AskedAct, 'act' | 'reason'> {
  readonly code: string
  readonly details: CustodyDetails
  /** The version that was looked at; absent: whatever it is now. */
  readonly version?: number
}

/** What the piece's own file has to be for this act: nothing leaves the store unless it is what was collected. */
async function contentRefusal(
  desk: EvidenceDesk,
  tables: EvidenceTables,
  { content }: Piece,
  act: AskedAct['act'],
): Promise<EvidenceRefusal | null> {
  if (content === null || (act !== 'check-out' && act !== 'transfer')) return null
  const sound = await soundContent(desk, tables, content.sm3)
  return sound.ok ? null : sound.error
}

/**
 * Carries out one act on a piece, each piece one after the other. An act that needed an approval and had none, and a file that is not
 * what was collected, are written down as alarms. Refuses with `evidence.unknown-piece`, `evidence.no-right`,
 * `evidence.changed-meanwhile`, `evidence.content-…` and as `custodyStep` does.
 */
export async function actOnPiece(
  desk: EvidenceDesk,
  by: EvidenceActor,
  { code, version, act, reason, details }: PieceAct,
): Promise<Result<Piece, EvidenceRefusal>> {
  const known = await desk.store.piece(code)
  if (known === null) return refuse({ code: 'evidence.unknown-piece', piece: code })
  const denied = await noRight(desk, by, custodyOffice(act), known.division)
  const asked: AskedAct = { act, actor: by.userId, reason, details }
  return desk.store.alone(code, async (tables) => {
    const piece = await tables.piece(code)
    if (piece === null) return refuse({ code: 'evidence.unknown-piece' as const, piece: code })
    const stale = version !== undefined && version !== piece.version
    const refusal =
      denied ?? (stale ? { code: 'evidence.changed-meanwhile' as const, piece: code, version: piece.version } : null)
    const step = refusal === null ? custodyStep(piece, asked, desk.now(), desk.digest.text) : refuse(refusal)
    const unsound = step.ok ? await contentRefusal(desk, tables, piece, act) : null
    const outcome = unsound === null ? step : refuse(unsound)
    if (outcome.ok) {
      await tables.record(outcome.value.piece, outcome.value.event)
      if (act === 'destroy' && piece.content !== null) await tables.wipe(piece.content.sm3)
    }
    await noteStep(desk, by, tables, { ...asked, code }, outcome)
    return outcome.ok ? ok(outcome.value.piece) : outcome
  })
}

/**
 * The file of a piece as it was collected; who read it is written down. Refuses with `evidence.unknown-piece`, `evidence.no-right`,
 * `evidence.no-facts` (of an object, or destroyed), `evidence.content-missing`, `evidence.content-changed`.
 */
export async function readPiece(
  desk: EvidenceDesk,
  by: EvidenceActor,
  code: string,
): Promise<Result<{ readonly piece: Piece; readonly content: Uint8Array }, EvidenceRefusal>> {
  const piece = await desk.store.piece(code)
  if (piece === null || !(await mayTouch(desk, by.userId, 'evidence.read', piece.division))) {
    return refuse({ code: 'evidence.unknown-piece', piece: code })
  }
  // Others may stand on the same content: what was destroyed is gone all the same.
  if (piece.content === null || piece.state === 'destroyed') {
    return refuse({ code: 'evidence.no-facts', missing: 'content' })
  }
  const sound = await soundContent(desk, desk.store, piece.content.sm3)
  await desk.store.alone(code, (tables) =>
    tables.note(
      operationOf(desk, by.actor, {
        action: sound.ok ? 'evidence.read' : 'evidence.alarm',
        target: code,
        outcome: sound.ok ? 'done' : 'refused',
        reason: sound.ok ? null : sound.error.code,
        details: { by: by.userId },
      }),
    ),
  )
  return sound.ok ? ok({ piece, content: sound.value }) : sound
}
