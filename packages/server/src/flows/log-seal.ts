import {
  digestWithRow,
  type Seal,
  type SealAnchor,
  type SealFault,
  sealFault,
  sealOf,
  sealRows,
} from '@yibao/core/office'
import type { Violation } from '@yibao/core/settlement'
import type { SealBooks, SealCheck, SealDesk, SignedSeal } from './log-seal-ports.ts'

/**
 * Seals every row of the operation log that is surely on file, in blocks.
 *
 * @returns the seals that were made; null when rows were being written all the while, or somebody else sealed: then it is tried again later
 */
export async function sealLog(desk: SealDesk): Promise<readonly SignedSeal[] | null> {
  const { store, anchors, digest, sign, now } = desk
  const horizon = await store.horizon()
  if (horizon === null) return null
  const made: SignedSeal[] = []
  for (let last = await store.last(); ; ) {
    const rows = await store.rows(last?.through ?? 0, horizon, sealRows)
    const seal = sealOf(last, rows, now(), digest)
    if (seal === null) return made
    const signed = { ...seal, signature: await sign(seal.hash) }
    if (!(await store.keep(signed))) return null
    await anchors.add({ number: seal.number, hash: seal.hash })
    made.push(signed)
    last = signed
  }
}

const batch = 200

/** The first faults are shown in full. */
const shownFaults = 50

/** Holds the rows of one seal against it. */
async function rowFault({ store, digest }: SealBooks, seal: Seal): Promise<SealFault | null> {
  const { number, after, through, previous, rows: expected, rowsDigest } = seal
  // A block holds so many rows at most; one more tells that there are more than there were.
  const rows = await store.rows(after, through, sealRows + 1)
  const about = { number, after, through }
  if (rows.length !== expected)
    return { ...about, what: 'row-count', expected: String(expected), found: String(rows.length) }
  const found = rows.reduce((before, row) => digestWithRow(before, row, digest), previous)
  return found === rowsDigest ? null : { ...about, what: 'rows', expected: rowsDigest, found }
}

/** What was kept elsewhere and is not, or not the same, in the database. */
function cutFaults(kept: readonly SealAnchor[], hashes: ReadonlyMap<number, string>): readonly SealFault[] {
  return kept.flatMap(({ number, hash }) => {
    const found = hashes.get(number)
    if (found === hash) return []
    return [{ number, what: 'cut' as const, after: 0, through: 0, expected: hash, found: found ?? '' }]
  })
}

/** What the log comes to when it is held against its seals. */
type SealReading = Pick<SealCheck, 'seals' | 'rows' | 'faultCount' | 'faults'>

/**
 * Holds every sealed row against its seal, every seal against the one before it, the last one against the centre's signature, and those that
 * were kept outside the database against what is in it. The last signature stands for all: each hash holds the ones before. Reads only.
 */
async function readSeals(books: SealBooks): Promise<SealReading> {
  const { store, anchors, digest, isSigned } = books
  // Before the seals: one that is made meanwhile is in the database first.
  const kept = await anchors.all()
  const faults: SealFault[] = []
  const hashes = new Map<number, string>()
  let [rows, faultCount] = [0, 0]
  const note = (fault: SealFault | null): void => {
    if (fault === null) return
    faultCount += 1
    if (faults.length < shownFaults) faults.push(fault)
  }
  let last: SignedSeal | null = null
  for (;;) {
    const seals: readonly SignedSeal[] = await store.seals(last?.number ?? 0, batch)
    for (const seal of seals) {
      note(sealFault(last, seal, digest))
      note(await rowFault(books, seal))
      hashes.set(seal.number, seal.hash)
      rows += seal.rows
      last = seal
    }
    if (seals.length < batch) break
  }
  if (last !== null && !(await isSigned(last.hash, last.signature))) {
    const { number, after, through, signature } = last
    note({ number, what: 'signature', after, through, expected: '', found: signature })
  }
  for (const fault of cutFaults(kept, hashes)) note(fault)
  return { seals: hashes.size, rows, faultCount, faults }
}

/** The same, written down for whoever asks later. */
export async function checkSeals(desk: SealDesk, checkedBy: string): Promise<SealCheck> {
  const check = { ...(await readSeals(desk)), checkedAt: desk.now(), checkedBy }
  await desk.store.keepCheck(check)
  return check
}

/** The same for `verify`: every fault breaks invariant 15. @returns how many rows were held against seals */
export async function verifySeals(books: SealBooks, note: (violation: Violation) => void): Promise<number> {
  const { faults, rows } = await readSeals(books)
  for (const { number, what, after, through, expected, found } of faults)
    note({
      invariant: 15,
      insuredId: '',
      what: `seal ${what}`,
      where: `seal ${number} rows ${after + 1}–${through}`,
      found,
      expected,
    })
  return rows
}
