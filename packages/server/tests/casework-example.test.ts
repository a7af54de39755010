import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playExample } from '../sim/casework/example.ts'
import { withTestDatabase } from './support/test-database.ts'
import { openBox } from './support/world.ts'

test('a duplicate charge and a split stay go from hit to recovered money, and every invariant holds', () =>
  withTestDatabase(async (database) => {
    const lines: string[] = []
    const report = await playExample({
      database,
      box: openBox,
      say: (line) => lines.push(line),
      log: () => undefined,
    })
    assert.deepEqual(report.violations, [])
    assert.equal(report.matters, 2)
    const { rows } = await database.pool.query(
      `select m.source, m.state, m.decided = m.recovered as whole, array_agg(n.kind order by n.number) as money
       from matter m join matter_money n using (matter_id) group by m.matter_id order by m.source`,
    )
    assert.deepEqual(rows, [
      { source: 'finding', state: 'closed', whole: true, money: ['deduction', 'deducted'] },
      { source: 'pattern', state: 'closed', whole: true, money: ['claim', 'received'] },
    ])
    const transcript = lines.join('\n')
    for (const told of ['M-C01', 'split-stay', 'recovery-claim', 'recovery-received', 'JS990301-310-202503-0001']) {
      assert.ok(transcript.includes(told), told)
    }
  }))
