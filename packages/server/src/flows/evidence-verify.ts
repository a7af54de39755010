import { type ChainFault, type CustodyEvent, chainFault, type Piece, replayCustody } from '@yibao/core/evidence'
import { canonicalText } from '@yibao/core/kernel'
import type { EvidenceDesk } from './evidence.ts'
import type { EvidenceStore } from './evidence-ports.ts'

/** What does not hold, and where. */
export type EvidenceFault =
  | { readonly what: 'chain'; readonly code: string; readonly number: number; readonly fault: ChainFault }
  | { readonly what: 'row-differs'; readonly code: string }
  | { readonly what: 'log-ahead'; readonly code: string; readonly number: number }
  | { readonly what: 'log-behind'; readonly code: string; readonly number: number }
  | { readonly what: 'log-differs'; readonly code: string; readonly number: number }
  | { readonly what: 'piece-gone'; readonly code: string }
  | { readonly what: 'content-missing'; readonly code: string; readonly sm3: string }
  | { readonly what: 'content-changed'; readonly sm3: string; readonly found: string }

export interface EvidenceVerified {
  readonly pieces: number
  readonly events: number
  readonly contents: number
  readonly bytes: number
  readonly faults: readonly EvidenceFault[]
}

type Noted = ReadonlyMap<string, { readonly number: number; readonly hash: string }>

const notedOf = async (store: Pick<EvidenceStore, 'lastNoted'>): Promise<Noted> =>
  new Map((await store.lastNoted()).map((one) => [one.code, one]))

interface Chained {
  readonly piece: Piece
  readonly events: readonly CustodyEvent[]
}

/** Tries until nothing happened to a piece while its events were read. */
const readsAtMost = 5

/** A piece with the events that were there with it, whoever works meanwhile. */
async function chained(store: Pick<EvidenceStore, 'events' | 'piece'>, known: Piece): Promise<Chained> {
  let read: Chained = { piece: known, events: [] }
  for (let tries = 0; tries < readsAtMost; tries += 1) {
    const events = await store.events(known.code)
    read = { piece: (await store.piece(known.code)) ?? known, events }
    if (read.piece.version === events.length) return read
  }
  return read
}

function chainFaults(
  desk: Pick<EvidenceDesk, 'digest'>,
  { piece, events }: Chained,
  noted: Noted,
): readonly EvidenceFault[] {
  const { code } = piece
  const broken = chainFault(events, desk.digest.text)
  if (broken !== null) return [{ what: 'chain', code, number: broken.number, fault: broken.what }]
  const again = replayCustody(events, desk.digest.text)
  if (!again.ok) {
    const number = 'number' in again.error ? again.error.number : 0
    return [{ what: 'chain', code, number, fault: 'refused' }]
  }
  const faults: EvidenceFault[] = []
  if (canonicalText(again.value) !== canonicalText(piece)) faults.push({ what: 'row-differs', code })
  const last = noted.get(code)
  if (last === undefined) return faults
  const same = events[last.number - 1]
  if (same === undefined) faults.push({ what: 'log-ahead', code, number: last.number })
  else if (same.hash !== last.hash) faults.push({ what: 'log-differs', code, number: last.number })
  return faults
}

/**
 * Walks every chain from its first event, holds it against the row of its piece and against what the operation log says of it, and
 * computes the digest of every content again. Reads only.
 */
export async function verifyEvidence(desk: Pick<EvidenceDesk, 'digest' | 'store'>): Promise<EvidenceVerified> {
  const { store, digest } = desk
  const faults: EvidenceFault[] = []
  const noted = await notedOf(store)
  const pieces = await store.pieces({ matterId: null, state: null, place: null })
  const ends = new Map<string, number>()
  for (const piece of pieces) {
    const read = await chained(store, piece)
    ends.set(piece.code, read.events.length)
    faults.push(...chainFaults(desk, read, noted))
  }
  // Every event is noted with what it does: once the log is read again, it knows at least as much as the chains did.
  const notedSince = await notedOf(store)
  for (const [code, number] of ends) {
    if ((notedSince.get(code)?.number ?? 0) < number) faults.push({ what: 'log-behind', code, number })
  }
  const differ = new Set(faults.flatMap((fault) => (fault.what === 'row-differs' ? [fault.code] : [])))
  for (const code of await store.misfiled()) if (!differ.has(code)) faults.push({ what: 'row-differs', code })
  const known = new Set(pieces.map(({ code }) => code))
  for (const code of noted.keys()) if (!known.has(code)) faults.push({ what: 'piece-gone', code })
  const there = new Set<string>()
  let bytes = 0
  for await (const { sm3, content } of store.contents()) {
    there.add(sm3)
    bytes += content.length
    const found = digest.bytes(content)
    if (found !== sm3) faults.push({ what: 'content-changed', sm3, found })
  }
  for (const { code, content, state } of pieces) {
    if (content === null || state === 'destroyed' || there.has(content.sm3)) continue
    // It may have been destroyed since the list was read.
    const now = await store.piece(code)
    if (now?.state !== 'destroyed') faults.push({ what: 'content-missing', code, sm3: content.sm3 })
  }
  const events = [...ends.values()].reduce((sum, count) => sum + count, 0)
  return { pieces: pieces.length, events, contents: there.size, bytes, faults }
}
