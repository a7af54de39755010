import type pg from 'pg'
import type { InstitutionEffects, InstitutionTables } from '../flows/ports.ts'
import { errorCode } from './database-error.ts'
import { putFile } from './file-store.ts'
import { mappingTables } from './mapping-store.ts'
import { insertMessage, lockNotAvailable } from './person-store.ts'
import { clearingTables } from './reconciliation-store.ts'
import { reviewTables } from './review-store.ts'
import { type Queryable, query, transaction } from './sql.ts'
import { stockTables } from './stock-store.ts'

/** Every table of an institution's messages, on one transaction. */
function tablesOn(on: Queryable): InstitutionTables {
  return {
    stock: stockTables(on),
    files: { put: (file) => putFile(on, file) },
    clearing: clearingTables(on),
    mappings: mappingTables(on),
    reviews: reviewTables(on),
  }
}

/** Undoes the transaction of a message that was refused; it never leaves this file. */
class Refused extends Error {
  readonly outcome: unknown

  constructor(outcome: unknown) {
    super('refused')
    this.outcome = outcome
  }
}

const takeMsgid = `
insert into institution_effect (provider_code, msgid, infno, input_digest, answer, at)
values ($1, $2, $3, $4, '', $5) on conflict (provider_code, msgid) do nothing returning msgid`

const readEffect = `
select infno, encode(input_digest, 'hex') as "inputDigest", answer from institution_effect
where provider_code = $1 and msgid = $2`

/** Where every msgid is held, whoever it is about: so one that is used for a person too is found. */
const holdMsgid = `
insert into message_effect (insured_id, provider_code, msgid, infno, input_digest, settlement_id, message_id, received_at)
values ('', $1, $2, $3, $4, null, $5, $6)`

const keepAnswer = 'update institution_effect set answer = $3 where provider_code = $1 and msgid = $2'

/** @param spread whether the rows of two persons may lie on two machines */
export function institutionEffects(pool: pg.Pool, spread: boolean): InstitutionEffects {
  return {
    async once(message, work) {
      type Outcome = Awaited<ReturnType<typeof work>>
      const { providerCode, msgid, infno, receivedAt } = message
      const digest = Buffer.from(message.inputDigest)
      try {
        return await transaction(pool, async (client) => {
          const taken = await query(client, 'institution-take', takeMsgid, [
            providerCode,
            msgid,
            infno,
            digest,
            receivedAt,
          ])
          if (taken.length === 0) {
            const rows = await query<{ infno: string; inputDigest: string; answer: string }>(
              client,
              'institution-effect',
              readEffect,
              [providerCode, msgid],
            )
            const earlier = rows[0]
            return earlier === undefined ? { kind: 'busy' as const } : { kind: 'earlier' as const, earlier }
          }
          const outcome = await work(tablesOn(client))
          if (!outcome.ok) throw new Refused(outcome)
          const answer = outcome.value
          await query(client, 'institution-answer', keepAnswer, [providerCode, msgid, answer])
          const held = [providerCode, msgid, infno, digest, message.messageId, receivedAt]
          await query(client, 'institution-hold', holdMsgid, held)
          await insertMessage(client, { ...message, insuredId: '', answer, outcome: 'ok', settlementId: null }, spread)
          return { kind: 'done' as const, outcome }
        })
      } catch (error) {
        if (error instanceof Refused) return { kind: 'done', outcome: error.outcome as Outcome }
        // Another message of the institution holds what this one needs; nothing was written.
        if (errorCode(error) === lockNotAvailable) return { kind: 'busy' }
        throw error
      }
    },
  }
}
