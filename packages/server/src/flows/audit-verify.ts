import { findingIdOf, type StoredFinding } from './audit-findings.ts'
import type { Reproduced } from './audit-reproduce.ts'

/** Findings on file, and what computing them again needs. */
export interface FindingVerifyStore {
  /** Findings of persons behind a key, in the order of their keys. */
  findings(after: FindingPlace, limit: number): Promise<readonly StoredFinding[]>
  /** Some of them, drawn by the digests that name them. */
  sample(count: number): Promise<readonly StoredFinding[]>
  /** Whether the rule stands in the release that the finding names; null when that release is not on file. */
  knowsRule(finding: StoredFinding): Promise<boolean | null>
  reproduce(finding: StoredFinding): Promise<Reproduced>
}

export interface FindingPlace {
  readonly insuredId: string
  readonly findingId: string
}

/** What must never be: a finding changed on file, or made by what nobody knows. */
type BrokenFinding = 'id-differs' | 'amounts-differ' | 'no-release' | 'no-rule'

export interface FindingsVerified {
  readonly findings: number
  readonly outcomes: Readonly<Record<Reproduced['outcome'], number>>
  /** The first ones. */
  readonly broken: readonly { readonly findingId: string; readonly insuredId: string; readonly what: BrokenFinding }[]
  readonly brokenCount: number
}

const atOnce = 200
const shownAtMost = 50

async function brokenOf(store: FindingVerifyStore, finding: StoredFinding): Promise<BrokenFinding | null> {
  const { content, findingId, rule, stake, insuredId, visitId } = finding
  if (findingIdOf(content) !== findingId) return 'id-differs'
  const isSame =
    content.rule === rule && content.stake === stake && content.insuredId === insuredId && content.visitId === visitId
  if (!isSame) return 'amounts-differ'
  const known = await store.knowsRule(finding)
  return known === null ? 'no-release' : known ? null : 'no-rule'
}

/**
 * Holds findings on file against their content and their release, and computes them again. What it stood on may have changed since
 * (a cancelled settlement, lines given back): that is counted, and no fault.
 *
 * @param sample how many; all when null
 */
export async function verifyFindings(store: FindingVerifyStore, sample: number | null): Promise<FindingsVerified> {
  const outcomes = { same: 0, different: 0, gone: 0, 'not-tried': 0 }
  const broken: { findingId: string; insuredId: string; what: BrokenFinding }[] = []
  let [findings, brokenCount] = [0, 0]
  const look = async (finding: StoredFinding): Promise<void> => {
    findings += 1
    outcomes[(await store.reproduce(finding)).outcome] += 1
    const what = await brokenOf(store, finding)
    if (what === null) return
    brokenCount += 1
    const { findingId, insuredId } = finding
    if (broken.length < shownAtMost) broken.push({ findingId, insuredId: insuredId ?? '', what })
  }
  if (sample !== null) {
    for (const finding of await store.sample(sample)) await look(finding)
    return { findings, outcomes, broken, brokenCount }
  }
  for (let after: FindingPlace = { insuredId: '', findingId: '' }; ; ) {
    const page = await store.findings(after, atOnce)
    for (const finding of page) await look(finding)
    const last = page.at(-1)
    if (last === undefined || page.length < atOnce) return { findings, outcomes, broken, brokenCount }
    after = { insuredId: last.insuredId ?? '', findingId: last.findingId }
  }
}
