import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { divisionCode, fen } from '@yibao/core/kernel'
import ExcelJS from 'exceljs'
import { answered, type Colleague, codeOf, colleague, institution, region } from './support/rest.ts'
import { createTestDatabase } from './support/test-database.ts'
import { cancelInput, expectOk, settleInput, upload } from './support/visit.ts'
import { hospital, items, openWorld, otherHospital, person, today, type World } from './support/world.ts'

const own = person(1, '990270')
const other = person(2, '990280')
const range = { from: today, until: today }

describe('visits, settlements and reports over REST', () => {
  let world: World
  let auditor: Colleague
  let clerk: Colleague
  let office: Colleague
  const settled: { settlementId: string; visitId: string }[] = []

  before(async () => {
    world = await openWorld(await createTestDatabase())
    await world.plant([
      { person: own, balance: fen(500_00), enrolment: { division: divisionCode('990270') } },
      { person: other, balance: fen(20_00), enrolment: { division: divisionCode('990280') } },
    ])
    auditor = await colleague(world, region('auditor'))
    clerk = await colleague(world, region('clerk', '990270'))
    office = await colleague(world, institution('institution-office', otherHospital.providerCode))
    const line = { code: items.whole.code, price: 700, quantity: 1 }
    const settle = async (where: typeof hospital, who: typeof own, visitNumber: string) => {
      const till = world.till(where)
      const input = settleInput(await upload(till, who, [line], visitNumber))
      return expectOk(await till.ask('2207', who, input)).output.setlinfo
    }
    for (const [where, who] of [
      [hospital, own],
      [otherHospital, own],
      [hospital, other],
    ] as const) {
      const made = await settle(where, who, `V${settled.length}`)
      settled.push({ settlementId: made.setl_id, visitId: made.mdtrt_id })
      if (who === other) expectOk(await world.till(where).ask('2208', who, cancelInput(who, made)))
    }
  })
  after(async () => {
    await world.close()
    await world.database.close()
  })

  const first = () => ({ insuredId: own.insuredId, ...(settled[0] ?? { settlementId: '', visitId: '' }) })

  it('finds settlements of a person and of an institution, latest first, page by page', async () => {
    const { rows } = await answered(auditor.client.call('settlements.find', { insuredId: own.insuredId }))
    assert.deepEqual(
      rows.map(({ settlementId, kind, total }) => [settlementId, kind, total]),
      [settled[1], settled[0]].map((one) => [one?.settlementId, 'settle', 700_00]),
    )
    const { providerCode } = hospital
    const all = await answered(auditor.client.call('settlements.find', { providerCode, ...range }))
    assert.equal(all.rows.length, 3)
    const seen: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const page: typeof all = await answered(
        auditor.client.call('settlements.find', {
          providerCode,
          ...range,
          limit: 1,
          ...(next === '' ? {} : { after: next }),
        }),
      )
      seen.push(...page.rows.map(({ settlementId }) => settlementId))
      next = page.next
    }
    assert.deepEqual(
      seen,
      all.rows.map(({ settlementId }) => settlementId),
    )
    const cancels = await answered(auditor.client.call('settlements.find', { providerCode, ...range, kind: 'cancel' }))
    assert.deepEqual(
      cancels.rows.map(({ undoesId, total }) => [undoesId, total]),
      [[settled[2]?.settlementId, -700_00]],
    )
  })

  it('refuses a list without bounds and a page that nobody gave', async () => {
    const { providerCode } = hospital
    const wide = [{}, range, { providerCode }, { providerCode, from: '2023-01-01', until: '2023-12-31' }]
    for (const asked of wide) {
      assert.equal(await codeOf(auditor.client.call('visits.find', asked)), '400 visits.too-wide')
    }
    for (const asked of [
      { from: today },
      { providerCode, until: today },
      { from: '2022-01-01', until: '2023-12-31' },
    ]) {
      assert.equal(await codeOf(auditor.client.call('settlements.find', asked)), '400 settlements.too-wide')
    }
    const bad = { insuredId: own.insuredId, after: "2023-11-13T09:00:00'" }
    assert.equal(await codeOf(auditor.client.call('settlements.find', bad)), '400 rest.bad-input')
  })

  it('shows a settlement with its trace as steps and as text, its journal entry and its chain', async () => {
    const { insuredId, settlementId } = first()
    const shown = await answered(auditor.client.call('settlements.get', { insuredId, settlementId }))
    const { person: masked, provider, plan } = shown.names
    assert.match(masked ?? '', /\*/)
    assert.equal(provider, hospital.name)
    assert.ok(plan !== null && plan.zh !== shown.settlement.planId && /[a-z]/.test(plan.en))
    const { amounts, trace, postings } = shown.settlement
    assert.equal(amounts.total, amounts.pool + amounts.account + amounts.cash)
    assert.equal(
      postings.reduce((sum, { amount }) => sum + amount, 0),
      0,
    )
    const layer = trace.find(({ step }) => step === 'layer')
    assert.ok(layer?.steps?.some(({ label }) => label.en === 'pays at a rate'))
    assert.match(shown.traceText, /按比例支付|支付比例/)
    const english = auditor.client.call('settlements.get', { insuredId, settlementId, language: 'en' })
    assert.match((await answered(english)).traceText, /rate/)
    assert.deepEqual([shown.stands, shown.chain.length], [true, 1])
    const undone = { insuredId: other.insuredId, settlementId: settled[2]?.settlementId ?? '' }
    const whole = await answered(auditor.client.call('settlements.get', undone))
    assert.deepEqual([whole.stands, whole.chain.map(({ kind }) => kind)], [false, ['settle', 'cancel']])
    const missing = auditor.client.call('settlements.get', { insuredId, settlementId: 'NOBODY' })
    assert.equal(await codeOf(missing), '404 settlements.unknown')
  })

  it('shows a visit with its lines', async () => {
    const { insuredId, visitId } = first()
    const found = await answered(auditor.client.call('visits.find', { insuredId }))
    assert.equal(found.rows.length, 2)
    const shown = await answered(auditor.client.call('visits.get', { insuredId, visitId }))
    assert.partialDeepStrictEqual(shown.lines, [
      { itemCode: items.whole.code, price: '700.00', quantity: '1', total: 700_00 },
    ])
    assert.equal(shown.linesLeftOut, 0)
    assert.equal(await codeOf(auditor.client.call('visits.get', { insuredId, visitId: 'V' })), '404 visits.unknown')
    const of = { providerCode: otherHospital.providerCode, ...range }
    assert.equal((await answered(auditor.client.call('visits.find', of))).rows.length, 1)
  })

  it('keeps every list and every single thing within reach', async () => {
    const { insuredId, settlementId, visitId } = first()
    assert.equal(await codeOf(clerk.client.call('settlements.get', { insuredId, settlementId })), '200')
    const theirs = { insuredId: other.insuredId, settlementId: settled[2]?.settlementId ?? '' }
    assert.equal(await codeOf(clerk.client.call('settlements.get', theirs)), '404 settlements.unknown')
    assert.deepEqual((await answered(clerk.client.call('settlements.find', { insuredId: other.insuredId }))).rows, [])
    const list = await answered(
      clerk.client.call('settlements.find', { providerCode: hospital.providerCode, ...range }),
    )
    assert.deepEqual([...new Set(list.rows.map((row) => row.insuredId))], [insuredId])
    assert.equal(
      await codeOf(office.client.call('settlements.get', { insuredId, settlementId })),
      '404 settlements.unknown',
    )
    assert.equal(await codeOf(office.client.call('visits.get', { insuredId, visitId })), '404 visits.unknown')
    assert.equal((await answered(office.client.call('visits.find', { insuredId }))).rows.length, 1)
    const foreign = { providerCode: hospital.providerCode, ...range }
    assert.deepEqual((await answered(office.client.call('visits.find', foreign))).rows, [])
    assert.deepEqual((await answered(office.client.call('settlements.find', foreign))).rows, [])
    const { rows } = await world.database.pool.query(
      "select action, target from operation_log where reason = 'rest.beyond-reach' and actor = $1 order by operation_id",
      [office.userId],
    )
    assert.deepEqual(rows, [
      { action: 'settlements.get', target: `${insuredId} ${settlementId}` },
      { action: 'visits.get', target: `${insuredId} ${visitId}` },
    ])
  })

  it('sums settlements by day, institution and scheme, net of what was undone', async () => {
    const report = await answered(auditor.client.call('reports.daily', range))
    assert.deepEqual(
      report.rows.map(({ day, providerCode, settled: made, undone, total }) => [
        day,
        providerCode,
        made,
        undone,
        total,
      ]),
      [
        [today, hospital.providerCode, 2, 1, 700_00],
        [today, otherHospital.providerCode, 1, 0, 700_00],
      ],
    )
    assert.deepEqual([report.sums.settled, report.sums.undone, report.sums.total], [3, 1, 1400_00])
    const { sums } = report
    assert.equal(sums.total, sums.pool + sums.account + sums.cash + sums.hospital + sums.family)
    const page = await answered(auditor.client.call('reports.daily', { ...range, limit: 1 }))
    assert.deepEqual(page.sums, report.sums, 'sums are those of the whole range')
    const rest = await answered(auditor.client.call('reports.daily', { ...range, limit: 1, after: page.next ?? '' }))
    assert.deepEqual([...page.rows, ...rest.rows], report.rows)
    const residents = await answered(auditor.client.call('reports.daily', { ...range, scheme: '390' }))
    assert.deepEqual([residents.rows, residents.sums.total], [[], 0])
    const county = await answered(clerk.client.call('reports.daily', range))
    assert.deepEqual(
      county.rows.map(({ settled: made, undone }) => [made, undone]),
      [
        [1, 0],
        [1, 0],
      ],
    )
    const list = await answered(auditor.client.call('reports.institutions', range))
    assert.deepEqual(
      list.rows.map(({ providerCode, people, settled: made, name }) => [providerCode, people, made, name]),
      [
        [hospital.providerCode, 2, 2, hospital.name],
        [otherHospital.providerCode, 1, 1, otherHospital.name],
      ],
    )
  })

  it('refuses ranges that are too long or upside down', async () => {
    const refused = (input: object) => codeOf(auditor.client.call('reports.daily', { ...range, ...input }))
    assert.equal(await refused({ from: '2023-10-01' }), '400 reports.bad-range')
    assert.equal(await refused({ until: '2023-11-12' }), '400 reports.bad-range')
    assert.equal(await refused({ until: 'tomorrow' }), '400 rest.bad-input')
    assert.equal(await refused({ after: 'x' }), '400 rest.bad-input')
  })

  it('exports a report as a workbook for who may, and writes it down', async () => {
    const file = await answered(auditor.client.call('reports.export', { report: 'daily', ...range }))
    assert.equal(file.filename, `daily-${today}-${today}.xlsx`)
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(file.content.buffer as ArrayBuffer)
    const sheet = workbook.worksheets[0]
    assert.equal(sheet?.rowCount, 4)
    assert.deepEqual([sheet?.getRow(4).getCell(1).value, sheet?.getRow(4).getCell(7).value], ['合计', 1400])
    for (const who of [clerk, office]) {
      assert.equal(await codeOf(who.client.call('reports.export', { report: 'daily', ...range })), '403 rest.no-right')
    }
    const { rows } = await world.database.pool.query(
      "select actor, outcome, reason from operation_log where action = 'reports.export' order by operation_id",
    )
    assert.deepEqual(rows, [
      { actor: auditor.userId, outcome: 'done', reason: null },
      { actor: clerk.userId, outcome: 'refused', reason: 'rest.no-right' },
      { actor: office.userId, outcome: 'refused', reason: 'rest.no-right' },
    ])
    const leader = await colleague(world, region('leader', '330200'))
    const empty = await answered(leader.client.call('reports.export', { report: 'institutions', ...range }))
    const none = new ExcelJS.Workbook()
    await none.xlsx.load(empty.content.buffer as ArrayBuffer)
    assert.equal(none.worksheets[0]?.rowCount, 2, 'an export reaches no further than its report')
  })
})
