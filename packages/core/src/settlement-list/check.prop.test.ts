import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { diagnosis, goodGround, goodList, operation } from '../../tests/support/settlement-list.ts'
import { hospital } from '../../tests/support/world.ts'
import { addDays, isoDate, localDateTime } from '../kernel/index.ts'
import { checkList } from './check.ts'
import { uploadedList } from './decide.ts'
import { minutesOf } from './time.ts'
import type { SettlementList } from './types.ts'

const day = fc.integer({ min: -3, max: 12 }).map((days) => addDays(isoDate('2025-03-03'), days))
const moment = fc.tuple(day, fc.integer({ min: 0, max: 23 })).map(([on, hour]) => {
  return localDateTime(`${on} ${String(hour).padStart(2, '0')}:00:00`)
})
const duration = fc.oneof(
  fc.constantFrom('', '37', '1/24/0', '9/0/0'),
  fc.nat({ max: 9 }).map((days) => `${days}/1/1`),
)

const code = fc.constantFrom('J18.900', 'I10.x00x002', 'O82.000', 'N40.x00', 'P07.300', 'X')
const operated = fc
  .record({ code: fc.constantFrom('33.2200', '74.1x01', '60.2900', 'X', null), principal: fc.boolean(), at: moment })
  .map(({ at, principal, code: operationCode }) => operation(operationCode, { principal, beginsAt: at, endsAt: null }))

/** Lists that differ from a good one in any of the entries that are checked. */
const lists: fc.Arbitrary<SettlementList> = fc
  .record(
    {
      admittedAt: fc.option(moment),
      dischargedAt: fc.option(moment),
      settledUntil: fc.option(day),
      dischargeWay: fc.constantFrom('1', '2', '5', null),
      birthWeights: fc.array(fc.constantFrom('3300', '33', 'x'), { maxLength: 2 }),
      ventilator: duration,
      nursingDays: fc.tuple(fc.nat({ max: 9 }), fc.constant(null), fc.constant(0), fc.constant(null)),
      diagnoses: fc.array(
        fc.record({ code, principal: fc.boolean() }).map((one) => diagnosis(one.code, one)),
        { maxLength: 4 },
      ),
      operations: fc.array(operated, { maxLength: 3 }),
    },
    { requiredKeys: [] },
  )
  .map((changes) => ({ ...goodList, ...changes }))

const settlement = {
  settlementId: goodList.settlementId,
  providerCode: hospital.providerCode,
  visitId: goodList.visitId,
  care: 'inpatient',
  undoneBy: null,
} as const

test('a list is taken exactly when no finding keeps it out, and then with every finding', () => {
  let taken = 0
  fc.assert(
    fc.property(lists, (list) => {
      const findings = checkList(list, goodGround)
      const errors = findings.filter(({ severity }) => severity === 'refuse')
      const at = localDateTime('2025-03-11 09:00:00')
      const upload = { list, state: 'saved', listId: 'L1', provider: hospital, msgid: 'M1', at } as const
      const outcome = uploadedList(upload, { settlement, ground: goodGround, latest: null })
      assert.equal(outcome.ok, errors.length === 0)
      if (outcome.ok) {
        taken += 1
        assert.deepEqual(outcome.value.findings, findings)
      } else if (outcome.error.code === 'list.has-errors') {
        assert.equal(outcome.error.count, errors.length)
        assert.deepEqual(outcome.error.findings, errors.slice(0, 3))
      } else assert.fail(outcome.error.code)
    }),
    { numRuns: 500 },
  )
  assert.ok(taken > 0)
})

test('a duration is read to the minutes that were written', () => {
  fc.assert(
    fc.property(fc.nat({ max: 9_999 }), fc.nat({ max: 23 }), fc.nat({ max: 59 }), (days, hours, minutes) => {
      assert.equal(minutesOf(`${days}/${hours}/${minutes}`), days * 1440 + hours * 60 + minutes)
    }),
  )
})
