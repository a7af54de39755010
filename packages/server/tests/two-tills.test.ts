import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen } from '@yibao/core/kernel'
import { verifyAll } from '../src/flows/verify.ts'
import { verifyStore } from '../src/store/verify-store.ts'
import { type Random, seeded } from './support/mutations.ts'
import { newPerson } from './support/people.ts'
import { assertRefusalWords, inOneWorld } from './support/refusals.ts'
import { purchaseInput, settleInput, upload } from './support/visit.ts'
import {
  type Answer,
  hospital,
  items,
  type OutputOn,
  otherHospital,
  pharmacy,
  type Sent,
  type TestPerson,
  type Till,
  type World,
} from './support/world.ts'

const openingBalance = fen(250_000)
/** The yearly payment limit of the test plan. */
const limit = 5_000
const roundsPerPerson = 10
/** So many persons are served side by side. */
const sideBySide = 4
/** What a race may end in besides being settled. */
const expected = [
  'flow.busy',
  'settlement.account-too-small',
  'settlement.account-not-payable',
  'settlement.batch-settled',
]

interface Ready {
  readonly till: Till
  readonly sent: Sent
}

/** 2102 and 2207 name the settlement alike. */
type Settled = Answer<OutputOn<'2102'> | OutputOn<'2207'>>

interface Tally {
  rounds: number
  readonly settled: { readonly who: TestPerson; readonly answer: Settled }[]
  readonly refused: Map<string, number>
}

/** All tills press the button at the same moment. */
async function race(tally: Tally, who: TestPerson, messages: readonly Ready[]): Promise<void> {
  const answers = await Promise.all(messages.map(({ till, sent }) => till.send<'2102' | '2207'>(sent)))
  tally.rounds += 1
  for (const answer of answers) {
    if (answer.infcode === 0) {
      tally.settled.push({ who, answer })
      continue
    }
    const code = /\[([a-z.-]+)\]$/.exec(answer.err_msg)?.[1] ?? answer.err_msg
    assert.ok(expected.includes(code), answer.err_msg)
    assertRefusalWords(answer, code)
    tally.refused.set(code, (tally.refused.get(code) ?? 0) + 1)
  }
}

type Round = (world: World, who: TestPerson, random: Random) => Promise<readonly Ready[]>

/** Purchases of 100 to 400 yuan; every third one asks for an exact sum from the account. */
function purchases(tills: number): Round {
  return async (world, who, random) => {
    const till = world.till(pharmacy)
    return Array.from({ length: tills }, () => {
      const price = 100 + random(300)
      const more = random(3) === 0 ? { exp_content: `{"acct_pay":${20 + random(100)}}` } : {}
      const bill = purchaseInput(who, [{ code: items.shared.code, price, quantity: 1 }], more)
      return { till, sent: till.sign('2102', who, bill) }
    })
  }
}

/** Two hospitals settle a visit each; every other time two tills of one hospital settle the same one. */
const visits: Round = async (world, who, random) => {
  const line = { code: items.whole.code, price: 100 + random(300), quantity: 1 }
  const [here, there] = [world.till(hospital), world.till(otherHospital)]
  const bill = await upload(here, who, [line])
  const first = { till: here, sent: here.sign('2207', who, settleInput(bill)) }
  if (random(2) === 0) return [first, { till: here, sent: here.sign('2207', who, settleInput(bill)) }]
  const other = await upload(there, who, [line])
  return [first, { till: there, sent: there.sign('2207', who, settleInput(other)) }]
}

async function runRounds(world: World, tally: Tally, persons: number, round: Round, random: Random) {
  for (let done = 0; done < persons; done += sideBySide) {
    const group = await Promise.all(
      Array.from({ length: Math.min(sideBySide, persons - done) }, () => newPerson(world, { balance: openingBalance })),
    )
    await Promise.all(
      group.map(async (who) => {
        for (let count = 0; count < roundsPerPerson; count += 1) await race(tally, who, await round(world, who, random))
      }),
    )
  }
}

interface Row {
  readonly insured_id: string
  readonly settlement_id: string
  readonly account: number
  readonly pool: number
  readonly balance_after: number
  readonly totals_added: Readonly<Record<string, number>>
}

/** Goes through everybody's settlements in their order, and compares where it ends with what stands. */
async function auditHistory({ database }: World, tally: Tally): Promise<void> {
  const { rows } = await database.pool.query<Row>(
    'select insured_id, settlement_id, account, pool, balance_after, totals_added from settlement order by sequence',
  )
  const settled = tally.settled.map(({ answer }) => answer.output.setlinfo.setl_id)
  assert.equal(new Set(settled).size, settled.length, 'no number was given twice')
  assert.deepEqual(rows.map((row) => row.settlement_id).sort(), [...settled].sort(), 'booked exactly what was answered')

  const { rows: states } = await database.pool.query<{ insured_id: string; account_balance: number }>(
    'select insured_id, account_balance from person_state',
  )
  const { rows: totals } = await database.pool.query<{ insured_id: string; code: string; amount: number }>(
    'select insured_id, code, amount from running_total',
  )
  for (const { insured_id, account_balance } of states) {
    let balance: number = openingBalance
    const sums: Record<string, number> = {}
    for (const row of rows.filter((candidate) => candidate.insured_id === insured_id)) {
      balance -= row.account
      assert.equal(row.balance_after, balance)
      assert.ok(balance >= 0, 'the account is never below zero')
      for (const [code, amount] of Object.entries(row.totals_added)) sums[code] = (sums[code] ?? 0) + amount
      assert.ok((sums.otp_pool ?? 0) <= limit, 'the payment limit is never exceeded')
    }
    assert.equal(account_balance, balance)
    const standing = totals.filter((total) => total.insured_id === insured_id && total.amount !== 0)
    const history = Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0))
    assert.deepEqual(Object.fromEntries(standing.map(({ code, amount }) => [code, amount])), history)
  }
  const { rows: unbalanced } = await database.pool.query(
    'select entry_id from posting group by insured_id, entry_id having sum(amount) <> 0',
  )
  assert.deepEqual(unbalanced, [])
}

inOneWorld('tills that settle one person at the same moment', (world) => {
  test('a thousand rounds exceed no limit, lose nothing and book nothing twice', { timeout: 60_000 }, async (t) => {
    const random = seeded(20_231_113)
    const tally: Tally = { rounds: 0, settled: [], refused: new Map() }
    await runRounds(world(), tally, 56, purchases(2), random)
    await runRounds(world(), tally, 24, purchases(8), random)
    await runRounds(world(), tally, 20, visits, random)

    assert.equal(tally.rounds, 1_000)
    await auditHistory(world(), tally)
    const report = await verifyAll(verifyStore(world().database.pool), () => undefined)
    assert.deepEqual(report.violations, [])
    assert.equal(report.settlements, tally.settled.length)

    const { rows } = await world().database.pool.query<{ people: number }>(
      "select count(*)::int as people from running_total where code = 'otp_pool' and amount = $1",
      [limit],
    )
    assert.ok((rows[0]?.people ?? 0) > 50, 'most persons reached the limit, else nothing was raced for')
    assert.ok((tally.refused.get('settlement.account-too-small') ?? 0) > 0, 'some account ran dry')
    const refused = [...tally.refused].map(([code, times]) => `${times} ${code}`).join(', ')
    const busy = tally.refused.get('flow.busy') ?? 0
    t.diagnostic(`${tally.rounds} rounds: ${tally.settled.length} settled, ${busy} busy (refused: ${refused})`)
  })
})
