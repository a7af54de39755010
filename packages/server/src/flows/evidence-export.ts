import { type CustodyEvent, chainFault, type EvidenceRefusal, isPieceCode, type Piece } from '@yibao/core/evidence'
import { dateOf, type LocalDateTime, ok, type Result, refuse } from '@yibao/core/kernel'
import { type EvidenceActor, type EvidenceDesk, mayTouch, soundContent } from './evidence.ts'
import type { KeptFile, MatterFile, MatterPage } from './evidence-ports.ts'
import { type Operation, operationOf } from './operation-log.ts'

/** A piece with all that happened to it, and its file where it has one that is still there. */
export interface CasePiece {
  readonly piece: Piece
  readonly events: readonly CustodyEvent[]
  readonly content: Uint8Array | null
}

/** A file that the matter stands on and that is no piece. */
interface CaseAttachment extends KeptFile {
  readonly content: Uint8Array
}

/** All that goes into a case file. */
export interface CaseFileContent {
  readonly matterId: string
  /** Null where matters are not known here. */
  readonly matter: MatterPage | null
  readonly pieces: readonly CasePiece[]
  readonly attachments: readonly CaseAttachment[]
  readonly madeAt: LocalDateTime
  readonly madeBy: string
}

export interface MadeCaseFile {
  readonly archive: Uint8Array
  /** SM3 of its manifest: who knows it finds out any file that was made in its place. */
  readonly digest: string
  readonly files: number
}

/** Lays out, prints, packs and signs. */
export interface CaseFileMaker {
  make(content: CaseFileContent): Promise<MadeCaseFile>
}

/** The most that the files of one case file come to: it is made in memory, and an archive of the plain kind ends at four times as much. */
const caseBytesAtMost = 1024 * 1024 * 1024

export interface ExportDesk extends EvidenceDesk {
  readonly matters: MatterFile | null
  readonly maker: CaseFileMaker
}

async function pieceWith(desk: EvidenceDesk, piece: Piece): Promise<Result<CasePiece, EvidenceRefusal>> {
  // Whatever happened since the piece was read is not part of this case file.
  const events = (await desk.store.events(piece.code)).slice(0, piece.version)
  const broken = chainFault(events, desk.digest.text)
  if (broken !== null || events.length !== piece.version || events.at(-1)?.hash !== piece.head) {
    const { number, what } = broken ?? { number: events.length, what: 'row' as const }
    return refuse({ code: 'evidence.chain-broken', piece: piece.code, number, what })
  }
  if (piece.content === null || piece.state === 'destroyed') return ok({ piece, events, content: null })
  const sound = await soundContent(desk, desk.store, piece.content.sm3)
  return sound.ok ? ok({ piece, events, content: sound.value }) : sound
}

const citedBy = (matter: MatterPage | null): ReadonlySet<string> =>
  new Set(matter?.events.flatMap(({ evidence }) => evidence) ?? [])

/** The pieces of a matter, and those of others that its acts stand on; in the order of their codes. */
async function piecesOf(desk: EvidenceDesk, matterId: string, matter: MatterPage | null): Promise<readonly Piece[]> {
  const found = new Map(
    (await desk.store.pieces({ matterId, state: null, place: null })).map((piece) => [piece.code, piece]),
  )
  for (const code of citedBy(matter)) {
    const piece = isPieceCode(code) && !found.has(code) ? await desk.store.piece(code) : null
    if (piece !== null) found.set(code, piece)
  }
  return [...found.values()].sort((one, other) => (one.code < other.code ? -1 : 1))
}

/** Files that the acts of a matter stand on, each once, without those of its pieces. */
async function attachmentsOf(
  desk: EvidenceDesk,
  matter: MatterPage | null,
  pieces: readonly Piece[],
): Promise<readonly KeptFile[]> {
  const cited = new Set([...citedBy(matter)].map((one) => one.replace(/^sm3:/, '')))
  for (const { content } of pieces) if (content !== null) cited.delete(content.sm3)
  const found: KeptFile[] = []
  for (const sm3 of cited) {
    const file = /^[0-9a-f]{64}$/.test(sm3) ? await desk.store.file(sm3) : null
    if (file !== null) found.push(file)
  }
  return found
}

/** Loads all of it; the first thing that does not hold is refused. */
async function gathered(
  desk: EvidenceDesk,
  pieces: readonly Piece[],
  files: readonly KeptFile[],
): Promise<Result<Pick<CaseFileContent, 'pieces' | 'attachments'>, EvidenceRefusal>> {
  const whole: CasePiece[] = []
  for (const piece of pieces) {
    const one = await pieceWith(desk, piece)
    if (!one.ok) return one
    whole.push(one.value)
  }
  const attachments: CaseAttachment[] = []
  for (const file of files) {
    const sound = await soundContent(desk, desk.store, file.sm3)
    if (!sound.ok) return sound
    attachments.push({ ...file, content: sound.value })
  }
  return ok({ pieces: whole, attachments })
}

const noted = (
  desk: ExportDesk,
  by: EvidenceActor,
  told: Pick<Operation, 'action' | 'target' | 'outcome'>,
  more: object,
) =>
  desk.store.alone('exports', (tables) =>
    tables.note(operationOf(desk, by.actor, { ...told, details: { by: by.userId, ...more } })),
  )

/**
 * Makes the case file of a matter: its pieces with their chains and files, the files that its acts stand on. The digest of the manifest
 * goes into the operation log. Refuses with `evidence.no-right`, `evidence.nothing-to-export`, `evidence.chain-broken`,
 * `evidence.content-missing`, `evidence.content-changed`, `evidence.file-too-large`: what does not hold any more is not exported.
 */
export async function exportCase(
  desk: ExportDesk,
  by: EvidenceActor,
  matterId: string,
): Promise<Result<MadeCaseFile, EvidenceRefusal>> {
  const matter = (await desk.matters?.matter(matterId)) ?? null
  const pieces = await piecesOf(desk, matterId, matter)
  const divisions = [...pieces.map(({ division }) => division), ...(matter?.division ? [matter.division] : [])]
  if (divisions.length === 0) return refuse({ code: 'evidence.nothing-to-export', matterId })
  for (const division of new Set(divisions)) {
    const may = await mayTouch(desk, by.userId, 'evidence.read', division)
    if (!may) return refuse({ code: 'evidence.no-right', userId: by.userId, office: 'keeper' })
  }
  const attached = await attachmentsOf(desk, matter, pieces)
  const there = pieces.filter(({ state }) => state !== 'destroyed')
  const sizes = [...there.map(({ content }) => content?.size ?? 0), ...attached.map(({ size }) => size)]
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  if (bytes > caseBytesAtMost) {
    return refuse({ code: 'evidence.file-too-large', name: matterId, bytes, limit: caseBytesAtMost })
  }
  const content = await gathered(desk, pieces, attached)
  if (!content.ok) {
    const told = { action: 'evidence.alarm', target: matterId, outcome: 'refused' } as const
    await noted(desk, by, told, { act: 'export', refusal: content.error })
    return content
  }
  const madeAt = desk.now()
  const made = await desk.maker.make({ ...content.value, matterId, matter, madeAt, madeBy: by.userId })
  const { digest, files } = made
  await noted(
    desk,
    by,
    { action: 'evidence.export', target: matterId, outcome: 'done' },
    { digest, files, pieces: pieces.length, on: dateOf(madeAt) },
  )
  return ok(made)
}
