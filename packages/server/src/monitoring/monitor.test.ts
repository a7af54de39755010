import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PersonStore, Recording } from '../flows/ports.ts'
import { openMetrics } from './metrics.ts'
import { openMonitor } from './monitor.ts'

const amounts = {
  ...{ total: 100, pool: 60, largeAmount: 0, criticalIllness: 0, civilServant: 0, enterprise: 0, assistance: 0 },
  ...{ other: 0, account: 30, family: 0, cash: 10, hospital: 0 },
}

/** Records one settlement under a msgid, as the door and the store would, and gives the line that it left. */
async function lineOf(msgid: string, recorded = true): Promise<Record<string, unknown> | undefined> {
  const lines: object[] = []
  const monitor = openMonitor(openMetrics('1'), { line: (_kind, facts) => lines.push(facts) })
  const store = monitor.watching({ record: async () => recorded } as unknown as PersonStore)
  const settlement = { settlementId: 'S1', scheme: '310', kind: 'settle', amounts }
  const recording = { decision: { settlement }, message: { messageId: 'M1' } }
  await store.record(recording as unknown as Recording)
  const told = {
    messageId: 'M1',
    infno: '2207',
    providerCode: 'H33020000105',
    msgid,
    refusal: null,
    milliseconds: 12.345,
  }
  for (const _ of [1, 2]) monitor.observe({ ...told, infno: '2207' })
  assert.ok(lines.length < 2, 'a message that comes again books nothing')
  return lines[0] as Record<string, unknown> | undefined
}

test('a settlement is told with its payers once, when it stands', async () => {
  assert.deepEqual(await lineOf('H33020000105202503021200000006'), {
    message: 'M1',
    infno: '2207',
    institution: 'H33020000105',
    msgid: 'H33020000105202503021200000006',
    setl_id: 'S1',
    action: 'settle',
    scheme: '310',
    total: 100,
    paid: { pool: 60, account: 30, cash: 10 },
    ms: 12.3,
  })
  assert.equal(await lineOf('H33020000105202503021200000006', false), undefined)
})

test('a msgid in which something else could be hidden is not told', async () => {
  for (const msgid of ['990000198001100013', 'H33020000105990000198001100013', '测试员', '', 'H33020000105']) {
    assert.equal((await lineOf(msgid))?.msgid, null, msgid)
  }
})

test('rules that could not be evaluated for a booked settlement are counted by what was missing', async () => {
  const metrics = openMetrics('1')
  const count = async (recorded: boolean) => {
    const store = openMonitor(metrics, { line: () => undefined }).watching({
      record: async () => recorded,
    } as unknown as PersonStore)
    const screening = { notEvaluated: [{ rule: 'C-R02', missing: 'line.supplyDays', count: 3 }] }
    const decision = { settlement: { settlementId: 'S1', scheme: '310', kind: 'settle', amounts }, screening }
    await store.record({ decision, message: { messageId: 'M1' } } as unknown as Recording)
    return metrics.text()
  }
  assert.doesNotMatch(await count(false), /yibao_audit_not_evaluated_total\{/)
  assert.match(await count(true), /yibao_audit_not_evaluated_total\{rule="C-R02",missing="line.supplyDays"\} 3/)
})
