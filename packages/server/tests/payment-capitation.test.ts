import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Fen, fen, isoDate, zeroFen } from '@yibao/core/kernel'
import type { PaymentPlan } from '@yibao/core/payment'
import { atConsole } from '../src/flows/operation-log.ts'
import { findCapitated } from '../src/flows/payment-capitation.ts'
import { type PaymentDesk, preparedOf } from '../src/flows/payment-desk.ts'
import { runMonth } from '../src/flows/payment-month.ts'
import { clearPaymentYear } from '../src/flows/payment-year.ts'
import { chargesOfMonth } from '../src/store/capitation-store.ts'
import { importWriters } from '../src/store/import-store.ts'
import { yibao } from './support/desk.ts'
import {
  always,
  deskAt,
  division,
  endMonth,
  lawOf,
  lists,
  month,
  monthOrder,
  scheme,
  submitList,
} from './support/payment.ts'
import { settledStay } from './support/settlement-list.ts'
import { stayCancelInput } from './support/stay.ts'
import { withTestDatabase } from './support/test-database.ts'
import { verified } from './support/verified.ts'
import { expectOk } from './support/visit.ts'
import { countyHospital, hospital, openWorld, otherHospital, type World } from './support/world.ts'

const million = 1_000_000
const quota = 1_000_00
const jubilee = isoDate('1950-06-15')

/** A thousand yuan a head, twice that from 60 years on; all care is paid out of it, savings are kept. */
const byHeads: Partial<PaymentPlan> = {
  id: 'test-heads',
  methods: [],
  fundShare: null,
  pointValue: null,
  budget: null,
  advance: null,
  review: null,
  clearing: {
    payable: 'capitation',
    settle: 'bands',
    savings: always([{ to: null, share: 500_000 }]),
    overspend: always([{ to: null, share: 200_000 }]),
    overspendLimit: 'none',
    lowCost: null,
    assessment: null,
  },
  capitation: {
    quota: always(fen(quota)),
    weights: [
      ...always(million).map((row) => ({ ...row, where: { group: 'others' } })),
      ...always(2 * million).map((row) => ({ ...row, where: { group: 'elderly' } })),
    ],
    bands: [
      { id: 'others', label: '60岁以下', ageFrom: 0, ageTo: 59, diseases: [] },
      { id: 'elderly', label: '60岁及以上', ageFrom: 60, ageTo: null, diseases: [] },
    ],
    covers: 'all',
    elsewhere: 'charged',
  },
}

async function inTown(work: (world: World, desk: PaymentDesk) => Promise<void>): Promise<void> {
  await withTestDatabase(async (database) => {
    const world = await openWorld(database)
    try {
      await work(world, deskAt(database))
    } finally {
      await world.close()
    }
  })
}

const signUp = (
  world: World,
  people: readonly (readonly [insuredId: string, providerCode: string])[],
  from = '2023-01-01',
) =>
  importWriters(world.database.pool).writeSignups(
    people.map(([insuredId, providerCode]) => ({
      insuredId,
      providerCode,
      division,
      scheme,
      range: { from: isoDate(from), until: null },
    })),
    { file: 'signups.csv', at: deskAt(world.database).now() },
  )

/** One stay of an institution's own patient, one of its patient elsewhere, one of somebody signed on with nobody. */
async function threeStays(world: World) {
  const own = await settledStay(world, world.till(hospital))
  const elsewhere = await settledStay(world, world.till(countyHospital), { birth: jubilee })
  const stranger = await settledStay(world, world.till(hospital))
  await signUp(world, [
    [own.who.insuredId, hospital.providerCode],
    [elsewhere.who.insuredId, hospital.providerCode],
  ])
  return { own, elsewhere, stranger }
}

const chargesOf = async ({ database }: World): Promise<Readonly<Record<string, Fen>>> => {
  const { rows } = await database.pool.query<{ insured_id: string; pool: Fen }>(
    'select insured_id, sum(pool)::bigint as pool from settlement group by insured_id',
  )
  return Object.fromEntries(rows.map(({ insured_id, pool }) => [insured_id, pool]))
}

test('a month of heads: people by band, care elsewhere off, care of others paid as charged; asked again it is the same', () =>
  inTown(async (world, desk) => {
    await desk.plans.keep(lawOf(byHeads, []), desk.now(), true)
    const { own, elsewhere, stranger } = await threeStays(world)
    const charges = await chargesOf(world)
    const [here, away, other] = [own, elsewhere, stranger].map(({ who }) => charges[who.insuredId] ?? zeroFen)
    assert.ok(here !== undefined && away !== undefined && other !== undefined && away > 0)
    const done = await endMonth(desk)
    assert.ok(done.ok, JSON.stringify(done))
    const statements = await desk.runs.statements(done.value.run.runId)
    assert.deepEqual(
      statements.map(({ providerCode, cases, fundBooked, fundPayable }) => [
        providerCode,
        cases,
        fundBooked,
        fundPayable,
      ]),
      [
        // One adult and one of 73 years.
        [hospital.providerCode, 0, here + other, 3 * quota - away + other],
        [countyHospital.providerCode, 0, away, away],
      ],
    )
    const [first] = statements
    assert.ok(first?.content.kind === 'month')
    assert.partialDeepStrictEqual(first.content.capitation, {
      people: [
        { band: 'others', count: 1 },
        { band: 'elderly', count: 1 },
      ],
      amount: 3 * quota,
      own: here,
      elsewhere: away,
      others: other,
    })
    assert.deepEqual(first.content.statement.steps.map(({ formula }) => formula).slice(0, 5), [
      'capitation.band',
      'capitation.band',
      'capitation.month',
      'month.capitation',
      'month.charges',
    ])
    await verified(world)
    const again = await endMonth(desk)
    assert.ok(again.ok && again.value.already && again.value.run.runId === done.value.run.runId)
    await world.database.pool.query(
      `update payment_statement set content = jsonb_set(content::jsonb, '{capitation,amount}', '1')::json
       where provider_code = $1`,
      [hospital.providerCode],
    )
    await assert.rejects(verified(world), /capitation of a month/)
  }))

test('sign-ups that change while a month is being priced do not change it; it goes on with what it found', () =>
  inTown(async (world, desk) => {
    await desk.plans.keep(lawOf(byHeads, []), desk.now(), true)
    const { stranger } = await threeStays(world)
    const stopped = new Error('stopped half way')
    const halted = runMonth(desk, monthOrder, (stage, count) => {
      if (stage === 'price' && count === 1) throw stopped
    })
    await assert.rejects(halted, stopped)
    await signUp(world, [[stranger.who.insuredId, countyHospital.providerCode]])
    const done = await endMonth(desk)
    assert.ok(done.ok && done.value.resumed, JSON.stringify(done))
    const amounts = (await desk.runs.statements(done.value.run.runId)).map(({ content }) =>
      content.kind === 'month' ? content.capitation?.amount : null,
    )
    assert.deepEqual(amounts, [3 * quota, 0])
    await verified(world)
  }))

test('what was undone later comes off the month of the undoing; the year shares savings and overspend of the people', () =>
  inTown(async (world, desk) => {
    const law = lawOf(byHeads, [])
    await desk.plans.keep(law, desk.now(), true)
    const { own, elsewhere, stranger } = await threeStays(world)
    const charges = await chargesOf(world)
    assert.ok((await endMonth(desk)).ok)
    await world.restart('2023-12-05 09:00:00')
    expectOk(await world.till(hospital).ask('2305', own.who, stayCancelInput(own.who, own.settled)))
    const later = deskAt(world.database, '2024-01-02 09:00:00')
    const december = await endMonth(later, { month: '2023-12' })
    assert.ok(december.ok, JSON.stringify(december))
    const [ofHospital] = await later.runs.statements(december.value.run.runId)
    assert.ok(ofHospital?.content.kind === 'month')
    assert.equal(ofHospital.content.capitation?.own, -(charges[own.who.insuredId] ?? 0))
    const year = await clearPaymentYear(
      later,
      { division, scheme, year: '2023', partial: true, underLast: false, actor: atConsole },
      () => undefined,
    )
    assert.ok(year.ok, JSON.stringify(year))
    const away = charges[elsewhere.who.insuredId] ?? 0
    const other = charges[stranger.who.insuredId] ?? 0
    const [cleared, county] = year.value.clearing?.institutions ?? []
    const [payable, charged] = [6 * quota, away]
    const kept = Math.round((payable - charged) / 2)
    assert.partialDeepStrictEqual(cleared, {
      institution: hospital.providerCode,
      payable,
      charged,
      savingsKept: kept,
      settled: charged + kept - away + other,
    })
    assert.partialDeepStrictEqual(county, { institution: countyHospital.providerCode, settled: away, final: away / 20 })
    await verified(world)
  }))

test('heads for outpatient care stand beside priced stays; people of no insurance or signed on later do not count', () =>
  inTown(async (world, desk) => {
    const { capitation } = byHeads
    assert.ok(capitation !== undefined && capitation !== null)
    const law = lawOf({ capitation: { ...capitation, covers: 'outpatient', elsewhere: 'apart' } })
    const stay = await settledStay(world, world.till(hospital))
    const next = await settledStay(world, world.till(otherHospital))
    await signUp(world, [[stay.who.insuredId, hospital.providerCode]])
    await signUp(world, [[next.who.insuredId, otherHospital.providerCode]], '2023-11-02')
    await signUp(world, [['nobody', otherHospital.providerCode]])
    const scope = { division, schemes: [scheme] } as const
    const found = await findCapitated(desk.capitation, preparedOf(law), scope, month)
    assert.ok(found.ok)
    assert.deepEqual(found.value.institutions, [
      {
        providerCode: hospital.providerCode,
        level: 'tertiary',
        people: [{ band: 'others', count: 1 }],
        charges: { own: 0, elsewhere: 0, others: 0 },
      },
    ])
  }))

test('budgets of institutions: used against the calendar on the statement and by command, closed months and open ones', () =>
  inTown(async (world, desk) => {
    const share = always(million)
    const year = 120_000_00
    const law = lawOf(
      {
        id: 'test-budgets',
        methods: [{ kind: 'cost', id: 'charged', label: '记账', takes: {}, share }],
        fundShare: { kind: 'less-others', least: 'none' },
        pointValue: null,
        budget: {
          fund: [],
          reserve: always(0),
          institutions: always(fen(year)).map((row) => ({ ...row, where: { institution: hospital.providerCode } })),
          months: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
        },
        advance: null,
      },
      [],
    )
    await desk.plans.keep(law, desk.now(), true)
    const { url } = world.database
    const scope = ['--division', division, '--scheme', scheme]
    const stay = await settledStay(world, world.till(hospital))
    await submitList(world.till(hospital), stay, lists.plain)
    const used = (await chargesOf(world))[stay.who.insuredId] ?? zeroFen
    const collected = await yibao(url, 'payment', 'collect', ...scope, '--month', month)
    assert.equal(collected.code, 0, collected.errors)
    const asked = ['payment', 'budget', ...scope, '--year', '2023'] as const
    const open = JSON.parse((await yibao(url, ...asked, '--json')).out)
    assert.partialDeepStrictEqual(open.institutions, [
      { providerCode: hospital.providerCode, progress: { value: { used } } },
    ])
    const done = await endMonth(desk)
    assert.ok(done.ok, JSON.stringify(done))
    const [statement] = await desk.runs.statements(done.value.run.runId)
    assert.ok(statement?.content.kind === 'month')
    const planned = (year / 12) * 11
    assert.partialDeepStrictEqual(statement.content.budget, { budget: year, used, planned, ahead: used - planned })
    assert.deepEqual(JSON.parse((await yibao(url, ...asked, '--json')).out), open)
    const told = await yibao(url, ...asked, '--institution', hospital.providerCode)
    assert.match(told.out, /2023-11/)
    const stranger = await yibao(url, ...asked, '--institution', 'H0')
    assert.equal(stranger.code, 1)
    assert.match(stranger.errors, /没有记账/)
    await verified(world)
  }))

test('sign-ups come in from a list; who is signed on twice, unknown people and institutions are refused by line', () =>
  inTown(async (world) => {
    const folder = await mkdtemp('/tmp/yibao-capitation-')
    try {
      const { who } = await settledStay(world, world.till(hospital))
      const file = join(folder, 'signups.csv')
      const { url } = world.database
      const head = '人员编号,签约机构编码,统筹区,险种,签约开始,签约结束\n'
      const row = (...cells: readonly string[]) => `${cells.join(',')}\n`
      const first = row(who.insuredId, hospital.providerCode, division, '职工', '2023-01-01', '')
      await writeFile(file, head + first)
      assert.match((await yibao(url, 'import', 'capitation', file, '--dry-run')).out, /added 1/)
      assert.match((await yibao(url, 'import', 'capitation', file)).out, /新增 added 1/)
      assert.match((await yibao(url, 'import', 'capitation', file)).out, /未变 unchanged 1/)

      const second = row(who.insuredId, countyHospital.providerCode, division, '310', '2023-07-01', '')
      await writeFile(file, head + second)
      const twice = await yibao(url, 'import', 'capitation', file)
      assert.equal(twice.code, 1)
      assert.match(twice.out + twice.errors, /重叠/)
      assert.match(twice.out + twice.errors, /2023-01-01/)

      const ended = row(who.insuredId, hospital.providerCode, division, '310', '2023-01-01', '2023-07-01')
      await writeFile(file, head + ended + second)
      assert.match((await yibao(url, 'import', 'capitation', file)).out, /新增 added 1/)

      const strangers =
        row('P0', 'H0', division, '310', '2023-01-01', '2022-01-01') +
        row('P1', 'H1', division, '310', '2023-01-01', '')
      await writeFile(file, head + strangers)
      const bad = await yibao(url, 'import', 'capitation', file)
      assert.equal(bad.code, 1)
      for (const words of [/不晚于开始日/, /没有此人/, /没有此机构/]) assert.match(bad.out + bad.errors, words)
      const { rows } = await world.database.pool.query(
        'select provider_code, valid_until, source from capitation_signup order by valid_from',
      )
      assert.deepEqual(
        rows.map((one) => [one.provider_code, String(one.valid_until), one.source]),
        [
          [hospital.providerCode, '2023-07-01', 'signups.csv'],
          [countyHospital.providerCode, 'null', 'signups.csv'],
        ],
      )
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }))

test('what was still being recorded while a month was read, and corrections, are counted by the next month', () =>
  inTown(async (world, desk) => {
    const { pool } = world.database
    await desk.plans.keep(lawOf(byHeads, []), desk.now(), true)
    const { own } = await threeStays(world)
    const november = await endMonth(desk)
    assert.ok(november.ok, JSON.stringify(november))
    const late = await settledStay(world, world.till(hospital))
    await pool.query(`update settlement set settled_at = '2023-11-30 23:59:59' where settlement_id = $1`, [
      late.settled.setl_id,
    ])
    const charges = await chargesOf(world)
    // The fund owes the person four yuan more for the stay of November.
    await pool.query(
      `insert into correction (insured_id, correction_id, settlement_id, visit_id, kind, sequence, booked_at, booked_by, reason,
         amounts, totals, trace)
       select insured_id, 'C1', settlement_id, visit_id, 'correct', 99, '2023-12-10 10:00:00', '测试员', '退休认定',
         '{"pool": 400}', '[]', '[]' from settlement where settlement_id = $1`,
      [own.settled.setl_id],
    )
    const inJanuary = deskAt(world.database, '2024-01-02 09:00:00')
    const december = await endMonth(inJanuary, { month: '2023-12' })
    assert.ok(december.ok, JSON.stringify(december))
    const [first] = await inJanuary.runs.statements(december.value.run.runId)
    assert.ok(first?.content.kind === 'month')
    const others = charges[late.who.insuredId]
    assert.partialDeepStrictEqual(first.content.capitation, { own: 0, elsewhere: 4_00, others })
    const inFebruary = deskAt(world.database, '2024-02-02 09:00:00')
    const january = await endMonth(inFebruary, { month: '2024-01' })
    assert.ok(january.ok, JSON.stringify(january))
    const [again] = await inFebruary.runs.statements(january.value.run.runId)
    assert.ok(again?.content.kind === 'month')
    assert.partialDeepStrictEqual(again.content.capitation, { own: 0, elsewhere: 0, others: 0 })
  }))

test('charges of a month are read by their time, not by looking at every settlement that there ever was', () =>
  inTown(async (world) => {
    const { pool } = world.database
    const { own } = await threeStays(world)
    const { rows } = await pool.query<{ names: string }>(
      `select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as names from information_schema.columns
       where table_name = 'settlement' and column_name not in ('settlement_id', 'root_id', 'settled_at', 'insured_id')`,
    )
    const names = rows[0]?.names ?? ''
    await pool.query(
      `insert into settlement (insured_id, settlement_id, root_id, settled_at, ${names})
       select insured_id, 'X' || n, 'X' || n, '2021-01-01'::timestamp + n * interval '1 hour', ${names}
       from settlement, generate_series(1, 20000) n where settlement_id = $1`,
      [own.settled.setl_id],
    )
    await pool.query('analyze settlement')
    const values = [division, [scheme], month, ['outpatient', 'pharmacy', 'inpatient'], true]
    const { rows: lines } = await pool.query<{ 'QUERY PLAN': string }>(`explain ${chargesOfMonth}`, values)
    const told = lines.map((line) => line['QUERY PLAN'])
    const read = told.findIndex((line) => /on settlement s\b/.test(line))
    assert.doesNotMatch(told[read] ?? 'Seq Scan', /Seq Scan/)
    assert.match(told[read + 1] ?? '', /Cond: .*settled_at >= .*settled_at </)
  }))
