import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { loadAuditFolder, releaseFor } from '../src/files/audit-folder.ts'
import { policyFolder } from '../src/files/shipped.ts'
import { division, keep, settleVisits } from './support/audit-archive.ts'
import { answered, type Colleague, codeOf, colleague, region } from './support/rest.ts'
import { createTestDatabase } from './support/test-database.ts'
import { hospital, openWorld, otherHospital, today, type World } from './support/world.ts'

/** A rule about every line of more than so many pieces, as an author writes it. */
const ruleOf = (limit: number, more = ''): string => `
code: M-X99
name: { zh: 数量偏多, en: Many pieces }
class: management
basis: 示例监管办法 第一条
source: [TEST]
evidence: practice
confidence: medium
moments: [post]
severity: suspect
action: mark
stake: line
parameters: { most: ${limit} }
match: { each: line, when: line.qty > param.most }
says: { zh: '{line.name} 数量 {line.qty}', en: '{line.name}: {line.qty}' }
range: { from: 2020-01-01 }
cases:
  - { name: 多一, given: { visit: { lines: [{ item: X, qty: ${limit + 1} }] } }, expect: hit }
  - { name: 多很多, given: { visit: { lines: [{ item: X, qty: ${limit + 90} }] } }, expect: hit }
  - { name: { zh: 恰为上限, en: just the limit }, given: { visit: { lines: [{ item: X, qty: ${limit} }] } }, expect: none }
  - { name: 一件, given: { visit: { lines: [{ item: X, qty: 1 }] } }, expect: none }
${more}`

describe('audit rules over REST', () => {
  let world: World
  let maker: Colleague

  before(async () => {
    world = await openWorld(await createTestDatabase())
    await settleVisits(world, [
      [1, [9, 1]],
      [2, [7]],
      [3, [2]],
    ])
    const folder = await loadAuditFolder(join(policyFolder, 'audit'), 'rules')
    assert.ok(folder.ok)
    await keep(world.database, releaseFor(folder.value, division), '2023-01-01')
    maker = await colleague(world, region('policy-maker', '990000'))
  })
  after(async () => {
    await world.close()
    await world.database.close()
  })

  const past = { from: today, until: today }
  const tried = (yaml: string, more: object = {}) => maker.client.call('rules.try', { division, yaml, ...more })

  it('lists what is in force in a region, and one rule with its text and cases', async () => {
    const all = await answered(maker.client.call('rules.list', {}))
    assert.partialDeepStrictEqual(all, { division, from: '2023-01-01', divisions: [division] })
    assert.ok(all.rows.length > 50)
    assert.deepEqual(all.rows.find(({ code }) => code === 'M-C15')?.worth, { hits: 0, stake: 0 })
    const one = await answered(maker.client.call('rules.get', { code: 'M-C15' }))
    assert.partialDeepStrictEqual(one, {
      kind: 'count',
      parameters: [{ name: 'hours', value: '24' }],
      text: { same: true },
    })
    assert.equal(one.text?.yaml, await readFile(join(policyFolder, 'audit', 'management', 'M-C15.yaml'), 'utf8'))
    assert.ok(one.cases.length >= 4 && one.cases.every(({ passes }) => passes))
    assert.equal(await codeOf(maker.client.call('rules.get', { code: 'M-0' })), '404 rules.unknown')
    const before = await answered(maker.client.call('rules.list', { on: '2022-12-31' }))
    assert.deepEqual([before.release, before.rows], [null, []])
  })

  it('another region’s rules are as good as missing', async () => {
    const away = await colleague(world, region('policy-maker', '980000'))
    assert.deepEqual((await answered(away.client.call('rules.list', {}))).rows, [])
    assert.equal(await codeOf(away.client.call('rules.list', { division })), '404 rules.no-release')
    assert.equal(await codeOf(away.client.call('rules.get', { code: 'M-C15', division })), '404 rules.no-release')
    assert.equal(await codeOf(away.client.call('rules.try', { division, yaml: ruleOf(5) })), '404 rules.no-release')
  })

  it('names line and cure of what is wrong, and runs the cases of what is right', async () => {
    const broken = await answered(tried(ruleOf(5).replace('line.qty > param.most', 'line.quanity > param.most')))
    assert.equal(broken.code, null)
    assert.equal(broken.problems[0]?.line, 14)
    assert.match(broken.problems[0]?.what.en ?? '', /quanity/)
    assert.equal((await answered(tried('这不是 YAML: ['))).problems.length > 0, true)
    const few = await answered(tried(ruleOf(5).replaceAll(/ {2}- \{ name: 多很多.*\n/g, '')))
    assert.match(few.problems[0]?.what.en ?? '', /1 cases that hit/)
    const right = await answered(tried(ruleOf(5)))
    assert.deepEqual([right.code, right.problems, right.past], ['M-X99', [], null])
    assert.deepEqual(
      right.cases.map(({ passes }) => passes),
      [true, true, true, true],
    )
    const wrong = await answered(tried(ruleOf(5).replace('> param.most', '>= param.most')))
    assert.deepEqual(
      wrong.cases.filter(({ passes }) => !passes).map(({ name }) => name),
      [{ zh: '恰为上限', en: 'just the limit' }],
    )
    const [difference] = wrong.cases.find(({ passes }) => !passes)?.differences ?? []
    assert.match(difference?.zh ?? '', /^不应命中：/)
    assert.match(difference?.en ?? '', /^not expected: /)
  })

  it('holds a draft against the rule in force over the past, and writes nothing', async () => {
    const fresh = await answered(tried(ruleOf(5), past))
    assert.partialDeepStrictEqual(fresh.past, {
      visits: 3,
      lines: 4,
      isNew: true,
      before: { hits: 0, stake: 0 },
      after: { hits: 2, stake: 160_00 },
      come: { hits: 2 },
      gone: { hits: 0 },
      places: [{ providerCode: hospital.providerCode, name: hospital.name }],
    })
    assert.deepEqual(fresh.past?.examples.map(({ how, stake }) => [how, stake]).toSorted(), [
      ['come', 70_00],
      ['come', 90_00],
    ])
    const elsewhere = await answered(tried(ruleOf(5), { ...past, providerCode: otherHospital.providerCode }))
    assert.partialDeepStrictEqual(elsewhere.past, { visits: 0, after: { hits: 0 } })
    const there = await answered(tried(ruleOf(8), { ...past, providerCode: hospital.providerCode }))
    assert.partialDeepStrictEqual(there.past, { visits: 3, after: { hits: 1, stake: 90_00 } })
    const { rows } = await world.database.pool.query('select count(*)::int as count from audit_finding')
    assert.deepEqual(rows, [{ count: 0 }])
    const runs = await world.database.pool.query('select from audit_run')
    assert.equal(runs.rowCount, 0)
  })

  it('a changed rule in force tells what goes and what comes', async () => {
    const yaml = ruleOf(5).replace('M-X99', 'M-C15')
    const changed = await answered(tried(yaml, past))
    assert.partialDeepStrictEqual(changed.past, { isNew: false, before: { hits: 0 }, after: { hits: 2 } })
  })

  it('refuses a past that is too long, half told, the wrong way round, archived or too large', async () => {
    const refused = (more: object) => codeOf(tried(ruleOf(5), more))
    assert.equal(await refused({ from: '2023-10-01', until: today }), '400 rules.too-wide')
    assert.equal(await refused({ from: today }), '400 rules.too-wide')
    assert.equal(await refused({ from: today, until: '2023-11-12' }), '400 rules.too-wide')
    assert.equal(await refused({ from: 'yesterday', until: today }), '400 rest.bad-input')
    await world.database.pool.query(
      `insert into retired_month (table_name, month, rows, archive, digest, retired_at)
       values ('bill_line', '2023-11-01', 1, 'lines.jsonl.gz', 'x', '2024-01-01')`,
    )
    assert.equal(await refused(past), '409 rules.retired')
    await world.database.pool.query('delete from retired_month')
  })
})
