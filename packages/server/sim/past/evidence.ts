import type { AskedAct, Piece } from '@yibao/core/evidence'
import type { Result } from '@yibao/core/kernel'
import type pg from 'pg'
import { evidenceDesk } from '../../src/evidence-desk.ts'
import { actOnPiece, collectPiece, type EvidenceActor, type NewPiece } from '../../src/flows/evidence.ts'
import type { OperationSource } from '../../src/flows/operation-log.ts'
import { evidenceRefusalText } from '../../src/text/evidence-refusal.ts'
import { demoUser } from '../demo-people.ts'
import { townDivision } from '../town.ts'
import { colleagueOf } from './staff.ts'

/** What somebody brings to the keeper. */
type Brought = Pick<NewPiece, 'matterId' | 'kind' | 'title' | 'source' | 'file'>

export interface EvidenceRoom {
  /** @returns the code under which it is kept */
  take(brought: Brought): Promise<string>
  /** The head of supervision lets a piece go out to a colleague. */
  approve(code: string, borrower: string, until: AskedAct['details']['until']): Promise<void>
  handOut(code: string, borrower: string, dueBack: AskedAct['details']['dueBack']): Promise<void>
}

function granted(done: Result<Piece, Parameters<typeof evidenceRefusalText>[0]>): Piece {
  if (done.ok) return done.value
  throw new Error(evidenceRefusalText(done.error))
}

const why = '复核需要'

/** The store of evidence, kept by the demo's keeper. */
export async function openEvidenceRoom(pool: pg.Pool, source: OperationSource): Promise<EvidenceRoom> {
  const desk = evidenceDesk(pool, source)
  const keeper: EvidenceActor = await colleagueOf(pool, demoUser('evidence-keeper'), 'evidence.keep')
  const approver: EvidenceActor = await colleagueOf(pool, demoUser('supervision-lead'), 'evidence.approve')
  return {
    async take(brought) {
      const place = brought.kind === 'object' ? '一号柜' : '电子档案'
      const told = { ...brought, division: townDivision, place, reason: '核查取证' }
      return granted(await collectPiece(desk, keeper, told)).code
    },
    async approve(code, borrower, until) {
      const details = { for: 'check-out', borrower, ...(until === undefined ? {} : { until }) } as const
      granted(await actOnPiece(desk, approver, { code, act: 'approve', reason: why, details }))
    },
    async handOut(code, borrower, dueBack) {
      const details = { borrower, ...(dueBack === undefined ? {} : { dueBack }) }
      granted(await actOnPiece(desk, keeper, { code, act: 'check-out', reason: why, details }))
    },
  }
}
