import { openRestClient, type RestClient } from '@yibao/contract/rest'
import { fen, yuan } from '@yibao/core/kernel'
import { wholeRegion } from '@yibao/core/office'
import type pg from 'pg'
import { atConsole, type OperationSource } from '../src/flows/operation-log.ts'
import { addUser, disableUser } from '../src/flows/users.ts'
import { officeDesk } from '../src/office-desk.ts'
import type { ReceiptChoice } from './receipt-choice.ts'
import { businessDate } from './town.ts'

interface LookOptions {
  readonly url: string
  readonly pool: pg.Pool
  readonly source: OperationSource
  /** A settlement of the hour. */
  readonly settlement: Pick<ReceiptChoice, 'insuredId' | 'settlementId'>
}

type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: { readonly code: string } }

/** @throws Error with the code of a refusal */
export async function answered<T>(asked: Promise<Outcome<T>>): Promise<T> {
  const outcome = await asked
  if (!outcome.ok) throw new Error(`REST: ${outcome.error.code} ${JSON.stringify(outcome.error)}`)
  return outcome.value
}

/** Signs in with a first password and changes it, as everybody must. */
async function signIn(url: string, userId: string, first: string, next: string): Promise<RestClient> {
  const client = openRestClient({ url })
  const { token } = await answered(client.call('session.signIn', { userId, password: first, keep: 'token' }))
  const changing = client.withToken(token ?? '')
  const changed = await answered(changing.call('session.changePassword', { current: first, next, keep: 'token' }))
  return client.withToken(changed.token ?? '')
}

/**
 * What a person of the bureau sees of the hour: an auditor's account is made, signs in through the REST interface, looks
 * at one settlement with its computation and at the day's sums, and is closed again.
 *
 * @returns two lines for people
 * @throws Error when anything was refused
 */
export async function lookAround({ url, pool, source, settlement }: LookOptions): Promise<readonly string[]> {
  const desk = officeDesk(pool, source)
  const userId = `demo.${source.newId().slice(-12).toLowerCase()}`
  const grants = [{ role: 'auditor', scope: { kind: 'region', division: wholeRegion } }] as const
  const made = await answered(
    addUser(desk, atConsole, { userId, name: '演示稽核', staffNumber: userId.toUpperCase(), grants }),
  )
  try {
    const client = await signIn(url, userId, made.firstPassword, desk.hasher.makePassword())
    const { insuredId, settlementId } = settlement
    const shown = await answered(client.call('settlements.get', { insuredId, settlementId }))
    const { sums } = await answered(client.call('reports.daily', { from: businessDate, until: businessDate, limit: 1 }))
    const { amounts, trace, planId } = shown.settlement
    const layers = trace.filter(({ step }) => step === 'layer').length
    return [
      `REST ${settlementId}: ${planId}，总费用 total ${yuan(fen(amounts.total))}，${layers} 层 layers，${trace.length} 步 steps`,
      `REST ${businessDate}: ${sums.settled} 笔结算 settlements，${sums.undone} 笔撤销冲正 undone，总费用 total ${yuan(fen(sums.total))}，统筹 pool ${yuan(fen(sums.pool))}`,
    ]
  } finally {
    await disableUser(desk, atConsole, userId)
  }
}
