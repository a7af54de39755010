import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { planIn, recount, tryBill } from '../../web/src/policy/compute.ts'
import { billOfDraft, firstDraft, payablePlans } from '../../web/src/policy/draft.ts'
import { loadPacks, policyFolder } from '../src/files/shipped.ts'
import { answered, type Colleague, codeOf, colleague, region } from './support/rest.ts'
import { createTestDatabase } from './support/test-database.ts'
import { openWorld, type World } from './support/world.ts'

const ningbo = '330200'
const sandbox = '990301'
const inpatient = 'ningbo-employee-inpatient'

describe('the policy desk over REST', () => {
  let world: World
  let auditor: Colleague
  before(async () => {
    world = await openWorld(await createTestDatabase())
    auditor = await colleague(world, region('auditor'))
  })
  after(async () => {
    await world.close()
    await world.database.close()
  })

  it('lists the packs with what they say on a day, and today when no day is named', async () => {
    const shipped = await loadPacks(policyFolder)
    const { on, packs } = await answered(auditor.client.call('policies.packs', {}))
    assert.equal(on, '2023-11-13')
    for (const pack of shipped) {
      assert.equal(packs.find(({ division }) => division === pack.division)?.packHash, pack.hash)
    }
    const found = packs.find(({ division }) => division === sandbox)?.rules.find(({ about }) => about === 'plan')
    assert.deepEqual([found?.stated, (found?.unstated ?? 0) > 0], [0, true], 'nothing is in force before 2024')
    const later = await answered(auditor.client.call('policies.packs', { on: '2024-01-01' }))
    const plan = later.packs.find(({ division }) => division === sandbox)
    assert.ok(plan?.days.includes('2024-01-01'))
    for (const { stated, assumed, unstated } of plan?.rules ?? []) {
      assert.deepEqual([assumed, unstated], [stated, 0], 'every value of the sandbox is assumed')
    }
  })

  it('tells each parameter on a day with document and clause, and its whole history', async () => {
    const onDay = (on: string, rulesId: string) =>
      answered(auditor.client.call('policies.parameters', { division: '990212', on, rulesId }))
    const { packs } = await answered(auditor.client.call('policies.packs', {}))
    const changing = packs.flatMap(({ division, rules }) => rules.map(({ rulesId }) => ({ division, rulesId })))
    let changed = 0
    for (const { division, rulesId } of changing) {
      const shown = await answered(auditor.client.call('policies.parameters', { division, on: '2023-11-13', rulesId }))
      assert.equal(shown.rules.length, 1)
      for (const { name, rows } of shown.rules[0]?.parameters ?? []) {
        const history = await answered(auditor.client.call('policies.history', { division, rulesId, parameter: name }))
        assert.equal(history.rows.length, rows.length)
        for (const [index, row] of rows.entries()) {
          const values = history.rows[index]?.values ?? []
          assert.equal(values.length, row.changes)
          if (row.changes > 1) changed += 1
          const inForce = values.findLast(({ from }) => from <= '2023-11-13')
          assert.deepEqual(row.value, inForce?.value ?? null, `${division} ${rulesId} ${name} ${row.key}`)
          if (row.value !== null) assert.ok(row.document !== '' && row.source.startsWith(row.document))
        }
      }
    }
    assert.ok(changed > 0, 'some parameter changed over time')
    const whole = await onDay('2023-11-13', 'shandong-city-resident-off-site')
    assert.deepEqual(
      whole.rules.map(({ rulesId }) => rulesId),
      ['shandong-city-resident-off-site'],
    )
  })

  it('says what differs between two days, in values and in what worked cases come to', async () => {
    const differ = (division: string, left: string, right: string) =>
      answered(auditor.client.call('policies.difference', { division, left, right }))
    const { packs } = await answered(auditor.client.call('policies.packs', {}))
    let moved = 0
    for (const { division, days } of packs) {
      const [left, right] = [days.at(0), days.at(-1)]
      if (left === undefined || right === undefined || left === right) continue
      const { rules } = await differ(division, left, right)
      moved += rules.reduce((sum, { cases }) => sum + cases.length, 0)
      const values = rules.flatMap(({ parameters }) => parameters)
      assert.ok(values.length > 0, `${division} ${left} ${right}`)
      for (const { change, left: before, right: later } of values) {
        if (change === 'added') assert.equal(before, null)
        if (change === 'value') assert.notDeepEqual(before?.value, later?.value)
      }
    }
    assert.ok(moved > 0, 'some worked case comes out differently')
    const same = await differ(ningbo, '2023-11-13', '2023-11-13')
    assert.deepEqual([same.rules, same.unchanged > 0], [[], true])
  })

  it('runs the worked cases of a region, page by page, and tallies all regions', async () => {
    const { regions } = await answered(auditor.client.call('policies.tally', {}))
    assert.ok(regions.length > 40)
    assert.deepEqual(
      regions.filter(({ failed }) => failed > 0),
      [],
    )
    const names: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const asked = { division: ningbo, limit: 5, ...(next === '' ? {} : { after: next }) }
      const page: { rows: readonly { name: string; passed: boolean }[]; next: string | null } = await answered(
        auditor.client.call('policies.cases', asked),
      )
      names.push(...page.rows.map(({ name }) => name))
      next = page.next
    }
    assert.equal(new Set(names).size, regions.find(({ division }) => division === ningbo)?.passed)
    const failed = await answered(auditor.client.call('policies.cases', { division: ningbo, state: 'failed' }))
    assert.deepEqual(failed, { rows: [], next: null })
    const own = await answered(auditor.client.call('policies.cases', { division: ningbo, rulesId: inpatient }))
    assert.ok(own.rows.length > 0 && own.rows.every(({ rulesId }) => rulesId === inpatient))
    const none = await answered(auditor.client.call('policies.cases', { division: '990200' }))
    assert.deepEqual(none.rows, [], 'a region without worked cases')
  })

  it('sends a pack and its worked cases so that a browser comes to the same fen', async () => {
    const { packs } = await answered(auditor.client.call('policies.packs', {}))
    const counts = { cases: 0, compared: 0 }
    for (const { division } of packs) {
      const { pack, plans } = await answered(auditor.client.call('policies.pack', { division }))
      assert.ok(pack.plans.every(({ id }) => plans.some(({ planId }) => planId === id)))
      const { rows } = await answered(auditor.client.call('policies.cases', { division, limit: 200 }))
      for (const { name, kind } of rows) {
        if (kind !== 'bill' && kind !== 'item') continue
        const example = await answered(auditor.client.call('policies.example', { division, name }))
        const { compared, disagreements } = recount(pack, example)
        assert.deepEqual(disagreements, [], `${division} ${name}`)
        const asksOnly = example.visits.every(({ bill, lines }) => bill === null && lines === null)
        assert.ok(compared > 0 || (kind === 'bill' && asksOnly), `${division} ${name}`)
        counts.cases += compared > 0 ? 1 : 0
        counts.compared += compared
      }
    }
    assert.ok(counts.cases > 450 && counts.compared > 9_000, JSON.stringify(counts))
  })

  it('has a fresh form of every plan that computes, or says which value the law does not have', async () => {
    const { packs } = await answered(auditor.client.call('policies.packs', {}))
    const counts = { computed: 0, refused: 0 }
    for (const { division, days } of packs) {
      const whole = await answered(auditor.client.call('policies.pack', { division }))
      for (const { id } of payablePlans(whole.pack)) {
        for (const on of new Set([days.at(0) ?? '2023-11-13', days.at(-1) ?? '2023-11-13', '2025-01-01'])) {
          const draft = firstDraft(whole, on, id)
          const plan = planIn(whole.pack, id, null)
          assert.ok(draft !== null && plan !== null)
          for (const by of ['lines', 'parts'] as const) {
            const tried = tryBill(whole.pack, plan, billOfDraft({ ...draft, by }))
            if (tried.ok) {
              const { paid, totals } = tried.value
              assert.equal(paid.fund + paid.payments.hospital + paid.person, totals.total)
              counts.computed += 1
            } else {
              assert.match(tried.error.code, /^policy\.no-(value|class|fact)$/, `${id} ${on}`)
              counts.refused += 1
            }
          }
        }
      }
    }
    assert.ok(counts.computed > 4 * counts.refused, JSON.stringify(counts))
  })

  it('asks in a form for every fact that a plan needs', async () => {
    const { plans, lines } = await answered(auditor.client.call('policies.pack', { division: ningbo }))
    const asks = plans.find(({ planId, reading }) => planId === inpatient && reading === null)?.asks ?? []
    const level = asks.find(({ fact }) => fact === 'level')
    assert.deepEqual(level?.words[0], { word: 'tertiary', label: { zh: '三级', en: 'tertiary' } })
    assert.ok(asks.every(({ needed, fact }) => needed || fact.startsWith('trait.')))
    assert.deepEqual(lines.line, [])
    const ward = await answered(auditor.client.call('policies.pack', { division: '519900' }))
    assert.deepEqual(
      ward.lines.line.map(({ fact }) => fact),
      ['ward'],
    )
    const capped = await answered(auditor.client.call('policies.pack', { division: '321182' }))
    const trait = capped.plans.flatMap((plan) => plan.asks).find(({ fact }) => fact === 'trait.capClass')
    assert.deepEqual([trait?.needed, trait?.open, trait?.words.map(({ word }) => word)], [false, true, ['highest']])
  })

  it('refuses what does not exist and what is no day, and is closed to whoever may not read plans', async () => {
    const { client } = auditor
    const nowhere = '999999'
    const refused = [
      [client.call('policies.pack', { division: nowhere }), '404 policies.unknown-region'],
      [client.call('policies.pack', { division: 'x' }), '400 rest.bad-input'],
      [client.call('policies.packs', { on: '2023-02-30' }), '400 rest.bad-input'],
      [client.call('policies.parameters', { division: ningbo, on: '2023-13-01' }), '400 rest.bad-input'],
      [
        client.call('policies.parameters', { division: ningbo, on: '2023-11-13', rulesId: 'nothing' }),
        '404 policies.unknown-rules',
      ],
      [
        client.call('policies.history', { division: ningbo, rulesId: inpatient, parameter: '__proto__' }),
        '404 policies.unknown-parameter',
      ],
      [
        client.call('policies.history', { division: ningbo, rulesId: 'nothing', parameter: 'deductible' }),
        '404 policies.unknown-rules',
      ],
      [
        client.call('policies.difference', { division: nowhere, left: '2023-01-01', right: '2024-01-01' }),
        '404 policies.unknown-region',
      ],
      [client.call('policies.cases', { division: ningbo, after: 'no such row' }), '400 rest.bad-input'],
      [client.call('policies.example', { division: ningbo, name: 'no such case' }), '404 policies.unknown-case'],
    ] as const
    for (const [call, code] of refused) assert.equal(await codeOf(call), code)
    const custodian = await colleague(world, region('security-admin'))
    assert.equal(await codeOf(custodian.client.call('policies.packs', {})), '403 rest.no-right')
    const elsewhere = await colleague(world, region('auditor', '330200'))
    const { packs } = await answered(elsewhere.client.call('policies.packs', {}))
    assert.ok(
      packs.some(({ division }) => division === sandbox),
      'the law is open to all who read plans',
    )
  })
})
