import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Input } from '@yibao/contract/rest'
import { everyOperation } from '../src/flows/operation-log.ts'
import { operationLogStore } from '../src/store/operation-log-store.ts'
import { answered, type Colleague, codeOf, colleague, region } from './support/rest.ts'
import { withTestDatabase } from './support/test-database.ts'
import { openWorld, type World } from './support/world.ts'

const content = Buffer.from('编号,金额\n1,120.00\n').toString('base64')
const told = {
  matterId: 'M1',
  division: '990270',
  kind: 'data',
  title: '收费清单',
  source: '甲医院',
  place: '柜一',
  reason: '现场检查',
  file: { filename: '清单.csv', content },
} as const satisfies Input<'evidence.collect'>

function inStore(
  work: (world: World, staff: Record<'keeper' | 'leader' | 'auditor' | 'away', Colleague>) => Promise<void>,
) {
  return withTestDatabase(async (database) => {
    const world = await openWorld(database)
    try {
      await work(world, {
        keeper: await colleague(world, region('evidence-keeper', '990000')),
        leader: await colleague(world, region('leader', '990000')),
        auditor: await colleague(world, region('auditor', '990000')),
        away: await colleague(world, region('evidence-keeper', '980000')),
      })
    } finally {
      await world.close()
    }
  })
}

type Order = Omit<Input<'evidence.act'>, 'code' | 'version' | 'reason'>

async function act({ client }: Colleague, code: string, order: Order) {
  const { version } = await answered(client.call('evidence.get', { code }))
  return client.call('evidence.act', { code, version, reason: '复核需要', ...order })
}

test('a piece is taken in, approved by another, handed out and taken back; its chain and its file are shown', () =>
  inStore(async (world, { keeper, leader, auditor }) => {
    const { code } = await answered(keeper.client.call('evidence.collect', told))
    const whole = await answered(keeper.client.call('evidence.get', { code }))
    assert.partialDeepStrictEqual(whole, { state: 'in', place: '柜一', file: { name: '清单.csv' }, approval: null })
    assert.ok(whole.may.includes('check-out') && !whole.may.includes('approve'))
    const theirs = await answered(leader.client.call('evidence.get', { code }))
    assert.deepEqual(theirs.may, ['approve'])
    const loan = { act: 'check-out', borrower: auditor.userId, dueBack: '2023-11-20' } as const
    assert.equal(await codeOf(act(keeper, code, loan)), '409 evidence.no-approval')
    const allow = { act: 'approve', for: 'check-out', until: '2023-11-20', borrower: auditor.userId } as const
    assert.equal(await codeOf(act(keeper, code, allow)), '403 evidence.no-right')
    assert.partialDeepStrictEqual(await answered(act(leader, code, allow)), { approval: { for: 'check-out' } })
    assert.equal(await codeOf(act(keeper, code, { ...loan, dueBack: '2023-11-01' })), '400 evidence.deadline-past')
    assert.equal((await answered(act(keeper, code, loan))).state, 'out')
    assert.equal(await codeOf(act(keeper, code, { act: 'destroy' })), '409 evidence.not-now')
    const stale = { code, version: 1, act: 'return', reason: '用毕归还', place: '柜二' } as const
    assert.equal(await codeOf(keeper.client.call('evidence.act', stale)), '409 evidence.changed-meanwhile')
    assert.equal((await answered(act(keeper, code, { act: 'return', place: '柜二' }))).place, '柜二')
    const chain = await answered(auditor.client.call('evidence.custody', { code }))
    assert.deepEqual(
      chain.rows.map((row) => row.act),
      ['collect', 'approve', 'check-out', 'return'],
    )
    const file = await answered(auditor.client.call('evidence.file', { code }))
    assert.deepEqual([file.filename, Buffer.from(file.content).toString('base64')], ['清单.csv', content])
    const log = operationLogStore(world.database.pool)
    const of = (action: string) => log.find({ ...everyOperation, action, target: code }, null, 9)
    assert.deepEqual(
      (await of('evidence.read')).map(({ actor }) => actor),
      [auditor.userId],
    )
    assert.equal((await of('evidence.alarm')).length, 1)
  }))

test('lists are paged and narrowed; another region sees nothing, and nothing is kept of what is refused', () =>
  inStore(async (world, { keeper, auditor, away }) => {
    const codes: string[] = []
    for (const title of ['一', '二', '三'])
      codes.unshift((await answered(keeper.client.call('evidence.collect', { ...told, title }))).code)
    const first = await answered(auditor.client.call('evidence.list', { limit: 2 }))
    const rest = await answered(auditor.client.call('evidence.list', { limit: 2, after: first.next ?? '' }))
    assert.deepEqual(
      [...first.rows, ...rest.rows].map(({ code }) => code),
      codes,
    )
    assert.equal((await answered(auditor.client.call('evidence.list', { matterId: 'M2' }))).rows.length, 0)
    assert.equal((await answered(auditor.client.call('evidence.list', { place: '柜一' }))).rows.length, 3)
    assert.deepEqual((await answered(away.client.call('evidence.list', {}))).rows, [])
    const code = codes[0] ?? ''
    assert.equal(await codeOf(away.client.call('evidence.get', { code })), '404 evidence.unknown-piece')
    assert.equal(await codeOf(away.client.call('evidence.file', { code })), '404 evidence.unknown-piece')
    assert.equal(await codeOf(away.client.call('evidence.collect', told)), '403 evidence.no-right')
    assert.equal(await codeOf(auditor.client.call('evidence.collect', told)), '403 rest.no-right')
    const collect = (more: object) => codeOf(keeper.client.call('evidence.collect', { ...told, ...more }))
    assert.equal(await collect({ file: { filename: 'a.exe', content: 'TVqQAAMAAAAEAAAA' } }), '400 evidence.file-type')
    assert.equal(await collect({ file: { filename: 'a.csv', content: '' } }), '400 evidence.file-empty')
    assert.equal(await collect({ kind: 'rumour' }), '400 rest.bad-input')
    assert.equal(await collect({ reason: '' }), '400 rest.bad-input')
    const { rows } = await world.database.pool.query('select count(*)::int as count from evidence_piece')
    assert.deepEqual(rows, [{ count: 3 }])
  }))
