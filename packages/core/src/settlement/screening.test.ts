import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshStore, register } from '../../tests/support/hospital-day.ts'
import { standInAudit, wholeItem } from '../../tests/support/stand-in-audit.ts'
import { accepted, lineWith, noon } from '../../tests/support/world.ts'
import type { BillAudit } from './audit-types.ts'
import { screenBill } from './screening.ts'

test('where one rule finds a line by two points, what is taken out of it is told of one of them', () => {
  const store = freshStore()
  register(store, [lineWith('1', 'A', '100')])
  const file = store.fileFor({ visitId: 'V1' })
  const once = standInAudit([wholeItem('A', 'institution')])
  const find: BillAudit['find'] = (ground) => {
    const { findings, notEvaluated } = once.find(ground)
    return { findings: findings.flatMap((finding) => [finding, { ...finding, group: ['other'] }]), notEvaluated }
  }
  assert.ok(file.visit)
  const question = { audit: { ...once, find }, visit: file.visit, lines: file.lines, before: [], at: noon }
  const screening = accepted(screenBill(file, question))
  assert.deepEqual(
    screening?.findings.map(({ deducted }) => deducted),
    [100_00, 0],
  )
  assert.equal(screening?.audit?.deductions.length, 1)
})
