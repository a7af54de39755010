import type { Violation } from '@yibao/core/settlement'
import type { EvidenceDesk } from './evidence.ts'
import { verifyEvidence } from './evidence-verify.ts'
import type { TipStore } from './tip-ports.ts'
import { verifyTips } from './tip-verify.ts'

export interface CustodyBooks {
  readonly evidence: Pick<EvidenceDesk, 'digest' | 'store'>
  readonly tips: TipStore
}

const violation = (what: string, where: string, found: string): Violation => ({
  invariant: 13,
  insuredId: '',
  what,
  where,
  found,
  expected: 'as it was recorded',
})

/** Checks chains of custody, contents and tips. Reads only. @returns how many pieces and tips were looked at */
export async function verifyCustody(
  { evidence, tips }: CustodyBooks,
  note: (violation: Violation) => void,
): Promise<{ readonly pieces: number; readonly tips: number }> {
  const kept = await verifyEvidence(evidence)
  for (const fault of kept.faults) {
    note(violation('evidence', 'code' in fault ? fault.code : fault.sm3, fault.what))
  }
  const told = await verifyTips(tips)
  for (const { of, what } of told.faults) note(violation('tip', of, what))
  return { pieces: kept.pieces, tips: told.tips }
}
