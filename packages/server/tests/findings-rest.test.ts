import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { everyOperation } from '../src/flows/operation-log.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { audit, keep, overQuantity, releaseOf, settleVisits } from './support/audit-archive.ts'
import { answered, type Colleague, codeOf, colleague, institution, region } from './support/rest.ts'
import { createTestDatabase } from './support/test-database.ts'
import { cancelInput, expectOk } from './support/visit.ts'
import { hospital, openWorld, person, today, type World } from './support/world.ts'

const range = { from: today, until: today }

describe('findings over REST', () => {
  let world: World
  let lead: Colleague
  let auditor: Colleague
  let settled: Awaited<ReturnType<typeof settleVisits>>

  before(async () => {
    world = await openWorld(await createTestDatabase())
    settled = await settleVisits(world, [
      [1, [9, 1]],
      [2, [7]],
      [3, [2]],
      [4, [8]],
    ])
    const advice = { ...overQuantity(8, 'T-TELL'), severity: 'remind' as const }
    const release = releaseOf(overQuantity(5), advice)
    await keep(world.database, release, '2023-01-01')
    await audit(world.database, [release])
    lead = await colleague(world, region('supervision-lead'))
    auditor = await colleague(world, region('auditor'))
  })
  after(async () => {
    await world.close()
    await world.database.close()
  })

  const list = async (who: Colleague, more: object = {}) =>
    (await answered(who.client.call('findings.list', { rule: 'T-QTY', ...more }))).rows

  it('lists findings page by page with masked names, narrowed by what is asked', async () => {
    const rows = await list(auditor)
    assert.equal(rows.length, 3)
    const [one] = rows
    assert.partialDeepStrictEqual(one, { kind: 'person', moment: 'post', providerName: hospital.name, matter: null })
    assert.match(one?.personName ?? '', /\*/)
    assert.match(one?.says.zh ?? '', /数量/)
    const pages: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await answered(
        auditor.client.call('findings.list', { rule: 'T-QTY', limit: 1, ...(after === undefined ? {} : { after }) }),
      )
      pages.push(...page.rows.map(({ findingId }) => findingId))
      if (page.next === null) break
      after = page.next
    }
    assert.deepEqual(
      pages,
      rows.map(({ findingId }) => findingId),
    )
    const { insuredId } = settled[1] ?? { insuredId: '' }
    assert.deepEqual(
      (await list(auditor, { insuredId })).map((row) => row.insuredId),
      [insuredId],
    )
    assert.equal((await list(auditor, { until: '2023-11-12' })).length, 0)
    assert.equal((await list(auditor, { severity: 'remind' })).length, 0)
    assert.equal((await list(auditor, { state: 'open' })).length, 0)
    assert.equal((await list(auditor, { state: 'new' })).length, 3)
    const bad = (asked: object) => codeOf(auditor.client.call('findings.list', asked))
    assert.equal(await bad({ after: 'nowhere' }), '400 rest.bad-input')
    assert.equal(await bad({ severity: 'grave' }), '400 rest.bad-input')
  })

  it('sums findings by rule, institution, person and doctor, and each sum opens its rows', async () => {
    const groups = async (by: 'rule' | 'institution' | 'person' | 'doctor', more: object = {}) =>
      (await answered(auditor.client.call('findings.groups', { by, ...range, ...more }))).rows
    const rules = await groups('rule')
    assert.deepEqual(
      rules.map(({ key, findings, stake }) => [key, findings, stake]),
      [
        ['T-QTY', 3, 240_00],
        ['T-TELL', 1, 90_00],
      ],
    )
    assert.equal(rules[0]?.name?.zh, '测试规则T-QTY')
    const [place] = await groups('institution', { rule: 'T-QTY' })
    assert.partialDeepStrictEqual(place, { key: hospital.providerCode, name: { zh: hospital.name }, findings: 3 })
    const people = await groups('person', { rule: 'T-QTY' })
    assert.deepEqual(
      people.map(({ stake }) => stake),
      [90_00, 80_00, 70_00],
    )
    for (const { key, findings, name } of people) {
      assert.equal((await list(auditor, { insuredId: key })).length, findings)
      assert.match(name?.zh ?? '', /\*/)
    }
    await groups('doctor')
    const first = await answered(auditor.client.call('findings.groups', { by: 'person', ...range, limit: 1 }))
    const second = await answered(
      auditor.client.call('findings.groups', { by: 'person', ...range, limit: 1, after: first.next ?? '' }),
    )
    assert.notEqual(first.rows[0]?.key, second.rows[0]?.key)
    const wide = auditor.client.call('findings.groups', { by: 'rule', from: '2022-01-01', until: '2023-11-13' })
    assert.equal(await codeOf(wide), '400 findings.too-wide')
  })

  it('shows one finding with clause, definition, facts and the lines of its bill', async () => {
    const found = (await list(auditor, { insuredId: settled[0]?.insuredId }))[0]
    assert.ok(found !== undefined)
    const whole = await answered(auditor.client.call('findings.get', { findingId: found.findingId }))
    assert.partialDeepStrictEqual(whole, { stands: true, basis: '测试条款 第一条', linesLeftOut: 0 })
    assert.deepEqual(whole.lines.map(({ mark }) => mark).toSorted(), ['hit', 'none'])
    assert.equal(whole.lines.find(({ mark }) => mark === 'hit')?.quantity, '9')
    assert.ok(whole.facts.some(({ name, value }) => name === 'line.qty' && value === '9'))
    assert.match(whole.advice?.zh ?? '', /测试条款/)
    assert.ok(whole.definition.length > 3)
    assert.equal(await codeOf(auditor.client.call('findings.get', { findingId: 'F0' })), '404 findings.unknown')
  })

  it('what lies in another region is as good as missing, and trying is written down', async () => {
    const away = await colleague(world, region('auditor', '980000'))
    const [one] = await list(auditor)
    assert.ok(one !== undefined)
    assert.deepEqual(await list(away), [])
    const groups = await answered(away.client.call('findings.groups', { by: 'rule', ...range }))
    assert.deepEqual(groups.rows, [])
    const { findingId } = one
    assert.equal(await codeOf(away.client.call('findings.get', { findingId })), '404 findings.unknown')
    assert.equal(await codeOf(away.client.call('findings.take', { findingIds: [findingId] })), '404 findings.unknown')
    const act = away.client.call('findings.act', { findingId, act: 'accept', reason: '越权试试' })
    assert.equal(await codeOf(act), '404 findings.unknown')
    const log = operationLogStore(world.database.pool)
    const noted = await log.find({ ...everyOperation, actor: away.userId, outcome: 'refused' }, null, 9)
    assert.deepEqual(
      noted.map(({ reason }) => reason),
      Array.from({ length: 3 }, () => 'rest.beyond-reach'),
    )
    const office = await colleague(world, institution('institution-office', hospital.providerCode))
    assert.equal(await codeOf(office.client.call('findings.list', {})), '403 rest.no-right')
  })

  it('takes findings up once, refuses advice and undone bills, and changes nothing then', async () => {
    const rows = await list(auditor)
    const taken = rows.find(({ insuredId }) => insuredId === settled[0]?.insuredId)
    const undone = rows.find(({ insuredId }) => insuredId === settled[3]?.insuredId)
    const [advice] = await list(auditor, { rule: 'T-TELL' })
    assert.ok(taken !== undefined && undone !== undefined && advice !== undefined)
    const bill = settled[3]
    const cancel = { setl_id: bill?.settlementId ?? '', mdtrt_id: bill?.visitId ?? '', psn_no: bill?.insuredId ?? '' }
    expectOk(await world.till(hospital).ask('2208', person(4), cancelInput(person(4), cancel as never)))
    const take = (...findingIds: string[]) => codeOf(auditor.client.call('findings.take', { findingIds }))
    assert.equal(await take(taken.findingId, advice.findingId), '409 findings.not-a-matter')
    assert.equal(await take(taken.findingId, undone.findingId), '409 findings.nothing-left')
    assert.equal(await take(taken.findingId, 'F0'), '404 findings.unknown')
    assert.equal((await list(auditor, { state: 'new' })).length, 3, 'nothing was taken')
    const [opened] = (await answered(auditor.client.call('findings.take', { findingIds: [taken.findingId] }))).rows
    assert.equal(opened?.opened, true)
    const [again] = (await answered(lead.client.call('findings.take', { findingIds: [taken.findingId] }))).rows
    assert.deepEqual(again, { ...opened, opened: false })
    const matter = await answered(lead.client.call('matters.get', { matterId: opened?.matterId ?? '' }))
    assert.partialDeepStrictEqual(matter, { state: 'open', source: 'finding', stake: 90_00, rule: 'T-QTY' })
    const [listed] = await list(auditor, { state: 'open' })
    assert.equal(listed?.matter?.matterId, opened?.matterId)
    const noted = await operationLogStore(world.database.pool).find(
      { ...everyOperation, actor: auditor.userId, action: 'matters.intake' },
      null,
      9,
    )
    assert.equal(noted.length, 1)
  })

  it('accepts and assigns, asks the institution, rejects: by the rules of casework', async () => {
    const [one] = await list(auditor, { insuredId: settled[1]?.insuredId })
    assert.ok(one !== undefined)
    const { findingId } = one
    const act = (who: Colleague, kind: 'accept' | 'ask' | 'reject', more: object = {}) =>
      who.client.call('findings.act', { findingId, act: kind, reason: '数量明显偏多', ...more })
    assert.equal(await codeOf(act(auditor, 'ask')), '409 findings.not-taken-up')
    assert.equal(await codeOf(act(lead, 'accept', { reason: '看' })), '400 rest.bad-input')
    const accepted = await answered(act(lead, 'accept', { assignee: auditor.userId }))
    assert.partialDeepStrictEqual(accepted, { state: 'first-review', assignee: auditor.userId, notAssigned: null })
    const late = await act(auditor, 'ask', { version: 1 })
    assert.ok(!late.ok)
    assert.deepEqual([late.error.code, late.error.changed?.by], ['casework.changed-meanwhile', lead.userId])
    const looked = { assignee: lead.userId, version: 0 }
    assert.equal(await codeOf(act(lead, 'accept', looked)), '409 casework.changed-meanwhile', 'others took it up')
    assert.equal(await codeOf(act(lead, 'reject')), '403 casework.not-yours')
    assert.equal(await codeOf(act(auditor, 'ask', { deadline: '2023-11-10' })), '400 casework.deadline-past')
    const asked = await answered(act(auditor, 'ask'))
    assert.equal(asked.state, 'notified')
    const events = await answered(lead.client.call('matters.events', { matterId: asked.matterId }))
    assert.deepEqual(events.rows.at(-1)?.evidence, [`finding:${findingId}`])
    assert.equal(await codeOf(act(auditor, 'reject')), '409 casework.not-now')
  })
})
