import { setTimeout as wait } from 'node:timers/promises'
import { verifyAll } from '../../src/flows/verify.ts'
import { openDatabase } from '../../src/store/database.ts'
import { verifyStore } from '../../src/store/verify-store.ts'
import { compare, type Finding } from '../crash/compare.ts'
import { readFiled } from '../crash/filed.ts'
import { nameOf } from '../crash/sent-messages.ts'
import type { Parcel } from '../transport.ts'
import type { Arrival } from './arrivals.ts'
import { latencyOf } from './figures.ts'
import type { Line } from './line.ts'
import { sendUntilEnded } from './load.ts'
import { isBusy, type Offered } from './offered.ts'

const repeatedAtMost = 500
const lanes = 48
const sendingsAtMost = 2000
const pauseMs = 20

/** Sends again what has no end yet. */
export async function endEverything(line: Line, offered: readonly Offered[]) {
  const open = offered.filter(({ ending }) => ending !== 'accepted' && ending !== 'refused')
  const arrivals = open.map(({ arrival }) => arrival)
  const { ends, sendings } = await sendUntilEnded(line, arrivals, { lanes, sendingsAtMost })
  const accepted = ends.filter(({ ending }) => ending === 'accepted')
  const notEnded = ends.filter(({ ending }) => ending !== 'accepted' && ending !== 'refused')
  const again = {
    messages: arrivals.length,
    sendings,
    accepted: accepted.length,
    open: notEnded.length,
    latency: latencyOf(accepted),
  }
  return { again, ends }
}

/** Refusals that stay have no place in this load: nothing in it is wrong. */
export function refusalsIn(offered: readonly Offered[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { ending, words, arrival } of offered) {
    if (ending !== 'refused' && ending !== 'fault') continue
    const said = `${ending} ${arrival.sent.infno}: ${words}`
    counts.set(said, (counts.get(said) ?? 0) + 1)
  }
  return [...counts].slice(0, 20).map(([said, count]) => `${count} × ${said}`)
}

/** The answer to a message; as long as it says come back, it is sent again. */
async function answerTo(line: Line, parcel: Parcel): Promise<string> {
  for (let sendings = 1; ; sendings += 1) {
    const reply = await line.post(parcel)
    if (!isBusy(reply) || sendings >= sendingsAtMost) return reply.text
    await wait(pauseMs)
  }
}

/** Every n-th of the acknowledged messages is sent again: its answer must be the first one. */
export async function repeatSome(line: Line, acknowledged: readonly Arrival[]) {
  const every = Math.max(1, Math.ceil(acknowledged.length / repeatedAtMost))
  const some = acknowledged.filter((_, index) => index % every === 0)
  const betrayals: Finding[] = []
  for (const { sent } of some) {
    const text = await answerTo(line, sent.parcel)
    if (text === sent.acknowledged) continue
    betrayals.push({ what: 'changed', message: nameOf(sent), detail: `repeated: ${text.slice(0, 200)}` })
  }
  return { repeated: some.length, betrayals }
}

/** Holds the database against what the client knows, and checks every invariant. */
export async function checkDatabase(dataDir: string, everything: readonly Arrival[]) {
  const database = await openDatabase({ dataDir, readOnly: true })
  try {
    const people = [...new Set(everything.map(({ insuredId }) => insuredId))]
    const effective = everything.filter(({ effect }) => effect).map(({ sent }) => sent)
    const betrayals = compare(effective, await readFiled(database.pool, people))
    const verify = await verifyAll(verifyStore(database.pool), () => undefined)
    return { betrayals, verify }
  } finally {
    await database.close()
  }
}
