import type pg from 'pg'
import { type VerifyStore, verifyAll } from '../../src/flows/verify.ts'
import { verifyStore } from '../../src/store/verify-store.ts'
import { compare, type Finding } from './compare.ts'
import { readFiled } from './filed.ts'
import type { CrashRecord } from './play.ts'
import { sendAgain } from './send-again.ts'
import { nameOf, type SentMessage } from './sent-messages.ts'

/** What a centre and its database were asked after a crash, and what was wrong. */
export interface Aftermath {
  /** Messages with an effect that were acknowledged before everything was sent again. */
  readonly acknowledged: number
  /** Whose answer was torn off or unclear at least once. */
  readonly inDoubt: number
  /** Of those, how many the crash had let through. */
  readonly recorded: number
  /** Everything that is acknowledged in the end. */
  readonly known: readonly SentMessage[]
  readonly betrayals: readonly Finding[]
  /** Everything else that must not be, in words. */
  readonly findings: readonly string[]
}

export interface Asked {
  readonly url: string
  readonly pool: pg.Pool
  readonly record: CrashRecord
  /** Everybody whom the messages are about; nobody of them was in an earlier round. */
  readonly people: readonly string[]
}

/** Checks the persons of one round only; what the whole database must keep is checked at the end of all rounds. */
function storeOf(pool: pg.Pool, people: readonly string[]): VerifyStore {
  const nothing = async (): Promise<[]> => []
  return {
    ...verifyStore(pool, people),
    msgidsOfTwoPeople: nothing,
    packagesSoldTwice: nothing,
    familyMismatches: nothing,
    strayRows: nothing,
  }
}

async function brokenInvariants({ pool, people }: Asked): Promise<readonly string[]> {
  const report = await verifyAll(storeOf(pool, people), () => undefined)
  return report.violations.map(
    ({ invariant, insuredId, what, where, found, expected }) =>
      `[${invariant}] ${insuredId} ${where}: ${what} is ${found}, should be ${expected}`,
  )
}

/**
 * Holds a database that came up after a crash against what the senders know, sends everything again byte for byte, and
 * holds it against them once more.
 */
export async function checkAftermath(asked: Asked): Promise<Aftermath> {
  const { url, pool, record, people } = asked
  const { messages } = record
  const findings = [...record.findings]
  const before = await readFiled(pool, people)
  const betrayals = [...compare(messages, before)]
  const acknowledged = messages.filter((message) => message.acknowledged !== null)
  const unclear = messages.filter((message) => message.acknowledged === null)

  const answers = await sendAgain(url, unclear)
  for (const [index, message] of unclear.entries()) {
    const answer = answers[index]
    const recorded = before.effects.get(nameOf(message))?.[0]
    if (answer?.kind !== 'yes') findings.push(`${message.infno} ${nameOf(message)}: ${answer?.words}`)
    else if (recorded === undefined || recorded === answer.text) message.acknowledged = answer.text
    else betrayals.push({ what: 'changed', message: nameOf(message), detail: 'recorded, and answered in another way' })
  }

  // Who repeats what a 2601 took back is refused, rightly.
  const takenBack = new Set(messages.map(({ takesBack }) => takesBack))
  const known = messages.filter((message) => message.acknowledged !== null)
  const standing = known.filter((message) => !takenBack.has(nameOf(message)))
  const again = await sendAgain(url, standing)
  for (const [index, message] of standing.entries()) {
    if (again[index]?.text === message.acknowledged) continue
    betrayals.push({ what: 'changed', message: nameOf(message), detail: `repeated: ${again[index]?.text}` })
  }
  const after = compare(messages, await readFiled(pool, people))
  return {
    acknowledged: acknowledged.length,
    inDoubt: new Set([...record.interrupted, ...unclear]).size,
    recorded: unclear.filter((message) => before.effects.has(nameOf(message))).length,
    known,
    betrayals: [...betrayals, ...after],
    findings: [...findings, ...(await brokenInvariants(asked))],
  }
}
