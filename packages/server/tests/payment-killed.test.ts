import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { DischargedCase } from '@yibao/core/encounter'
import { fen, isoDate } from '@yibao/core/kernel'
import type { PaymentDesk } from '../src/flows/payment-desk.ts'
import type { Database } from '../src/store/database.ts'
import { deskAt, division, endMonth, groupByStarter, lawOf, month, scheme } from './support/payment.ts'
import { withTestDatabase } from './support/test-database.ts'

const program = fileURLToPath(new URL('./support/payment-killed.ts', import.meta.url))
const children = new Set<ReturnType<typeof spawn>>()

after(() => {
  for (const child of children) child.kill('SIGKILL')
})

const [hospitals, casesEach] = [12, 40]

/** Cases as they are collected, of hospitals that exist nowhere else; costs and complications differ from case to case. */
function caseOf(hospital: number, number: number): DischargedCase {
  const total = fen(200_000 + ((hospital * 7919 + number * 104_729) % 900_000))
  const fundPaid = fen(Math.floor(total * 0.6))
  return {
    caseId: `C${String(hospital).padStart(2, '0')}${String(number).padStart(4, '0')}`,
    providerCode: `H990299${String(hospital).padStart(5, '0')}`,
    providerLevel: hospital % 3 === 0 ? 'secondary' : 'tertiary',
    scheme,
    division,
    insuredId: `P${hospital}-${number}`,
    admittedOn: isoDate('2023-11-06'),
    dischargedOn: isoDate('2023-11-13'),
    settledOn: isoDate('2023-11-13'),
    record: {
      gender: '1',
      ageYears: 40,
      ageDays: null,
      birthWeightGrams: null,
      department: 'D01',
      stayDays: 7,
      leavingType: '1',
      diagnoses: number % 4 === 0 ? ['K35.800x001', 'K65.900'] : number % 7 === 0 ? ['J18.900'] : ['K35.800x001'],
      operations: ['47.0100'],
      intensiveCareHours: null,
    },
    total,
    drugs: fen(0),
    consumables: fen(0),
    fundPaid,
    otherPaid: fen(total - fundPaid),
  }
}

async function plant(database: Database): Promise<void> {
  await groupByStarter(database)
  const desk = deskAt(database)
  await desk.plans.keep(lawOf(), desk.now(), true)
  for (let hospital = 1; hospital <= hospitals; hospital += 1) {
    const cases = Array.from({ length: casesEach }, (_, number) => caseOf(hospital, number + 1))
    await desk.cases.put(
      cases.map((one) => ({ case: one, month, state: 'listed', listVersion: 1 })),
      desk.now(),
    )
  }
}

/** Everything that institutions are told and that was booked, without the numbers of runs and entries. */
async function outcomeOf({ pool }: Database) {
  const { rows: statements } = await pool.query(
    `select provider_code, number, notice_number, cases, fund_booked, fund_payable, withheld, appropriated, content::text
     from payment_statement order by number`,
  )
  const { rows: postings } = await pool.query(
    `select e.provider_code, e.kind, p.account, p.amount from payment_entry e join payment_posting p using (provider_code, entry_id)
     order by 1, 2, 3, 4`,
  )
  const { rows: cases } = await pool.query(
    `select provider_code, case_id, role, kind, points, standard, fund_payable, score::text, price::text from payment_case
     order by 1, 2`,
  )
  return { statements, postings, cases }
}

/** Runs the month-end in a process of its own and kills it when it has said a line; @returns what it had said */
function playedUntil(url: string, line: string): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, url], { stdio: ['ignore', 'pipe', 'inherit'] })
    children.add(child)
    let said = ''
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString()
      if (said.includes(`${line}\n`)) child.kill('SIGKILL')
    })
    child.on('close', () => {
      children.delete(child)
      resolve(said)
    })
  })
}

/** Does it again while it is busy: the database may take a moment to see that the process which held the month is dead. */
async function whenFree<T>(work: () => Promise<T>, isBusy: (done: T) => boolean): Promise<T> {
  const until = performance.now() + 30_000
  for (;;) {
    const done = await work()
    if (!isBusy(done) || performance.now() > until) return done
    await setTimeout(100)
  }
}

const killedAt = (url: string, line: string): Promise<string> =>
  whenFree(
    () => playedUntil(url, line),
    (said) => said.includes('payment.busy'),
  )

const endWhenFree = (desk: PaymentDesk): ReturnType<typeof endMonth> =>
  whenFree(
    () => endMonth(desk),
    (done) => !done.ok && done.error.code === 'payment.busy',
  )

test('a month-end that was killed wherever it was, and finished afterwards, gives the same to the fen', () =>
  withTestDatabase(async (whole) => {
    await plant(whole)
    const done = await endMonth(deskAt(whole))
    assert.ok(done.ok && done.value.cases === hospitals * casesEach)
    const expected = await outcomeOf(whole)
    assert.equal(expected.statements.length, hospitals)
    await withTestDatabase(async (database) => {
      await plant(database)
      for (const line of ['collect 3', 'group 480', 'price 1', 'price 5', 'price 11']) {
        const said = await killedAt(database.url, line)
        assert.ok(said.includes(line) && !said.includes('done'), `killed at ${line}: ${said}`)
        const { rows } = await database.pool.query('select from payment_statement')
        assert.equal(rows.length, 0, `no statement before all are priced, at ${line}`)
      }
      const finished = await endWhenFree(deskAt(database))
      assert.ok(finished.ok, JSON.stringify(finished))
      assert.ok(finished.value.resumed)
      assert.deepEqual(await outcomeOf(database), expected)
    })
  }))

test('two at once: one runs, the other hears that somebody does', () =>
  withTestDatabase(async (database) => {
    await plant(database)
    const both = await Promise.all([endMonth(deskAt(database)), endMonth(deskAt(database))])
    const codes = both.map((one) => (one.ok ? 'ok' : one.error.code)).sort()
    assert.deepEqual(codes, ['ok', 'payment.busy'])
  }))

test('what was begun under one plan is not finished under another without a word', () =>
  withTestDatabase(async (database) => {
    await plant(database)
    await killedAt(database.url, 'price 2')
    const desk = deskAt(database)
    await desk.plans.keep(lawOf({ label: '另一方案' }), desk.now(), true)
    const refused = await endWhenFree(desk)
    assert.ok(!refused.ok)
    assert.partialDeepStrictEqual(refused.error, { code: 'payment.plan-changed', closed: false })
  }))
