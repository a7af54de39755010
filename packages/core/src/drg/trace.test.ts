import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clinicScheme, stayOf } from '../../tests/support/clinic-scheme.ts'
import type { DischargeRecord } from '../encounter/index.ts'
import { compileScheme } from './compile.ts'
import { traceCase } from './trace.ts'
import type { GroupTrace } from './types.ts'

const grouper = compileScheme(clinicScheme)
const traceOf = (principal: string, changes: Partial<DischargeRecord> = {}): GroupTrace =>
  traceCase(grouper, stayOf(principal, changes)).trace
const lastMdc = (trace: GroupTrace) => trace.walks.at(-1)?.mdcs.at(-1)

test('a surgical case tells the closed MDCs, the list its operation hit, and the complications that made the split', () => {
  const trace = traceOf('', { diagnoses: ['I63.9', 'I10', 'K92.2'], operations: ['20.1'] })
  assert.deepEqual(trace.walks[0]?.mdcs.slice(1, 4), [
    { mdc: 'MDCP', entered: false, failed: { condition: { dx1In: 'P.dx' }, hits: [] } },
    { mdc: 'MDCZ', entered: false, failed: { condition: { dx1In: 'Z.dx' }, hits: [] } },
    { mdc: 'MDCM', entered: false, failed: { condition: { dx1In: 'M.dx' }, hits: [] } },
  ])
  assert.deepEqual(lastMdc(trace), {
    mdc: 'MDCB',
    entered: true,
    hits: [{ by: 'dx1In', list: 'B.dx', code: 'I63.9', index: 0 }],
    steps: [
      {
        step: 'BB1',
        outcome: 'split',
        hits: [{ by: 'op1In', list: 'B.ops', code: '20.1', index: 0 }],
        splits: [{ drg: 'BB11', holds: true, hits: [{ by: 'mcc', list: null, code: 'K92.2', index: 2 }] }],
      },
    ],
  })
  assert.deepEqual(trace.principalTables, ['2', '7'])
  assert.deepEqual(trace.complications, [
    { index: 1, dx: 'I10', level: 'CC', tables: ['2'], excludedBy: ['2'], counted: false },
    { index: 2, dx: 'K92.2', level: 'MCC', tables: ['4'], excludedBy: [], counted: true },
  ])
})

test('an MDC that was entered and led nowhere is in the trace with all its steps', () => {
  const trace = traceOf('I63.9', { operations: ['20.1'] })
  assert.deepEqual(trace.walks[0]?.mdcs[0], {
    mdc: 'MDCA',
    entered: true,
    hits: [{ by: 'op1In', list: 'ops.valid', code: '20.1', index: 0 }],
    steps: [{ step: 'AA1', outcome: 'refused', failed: { condition: { opAnyIn: 'A.ops' }, hits: [] } }],
  })
})

test('a newborn tells which part of a gate failed, and that else gave the result', () => {
  const trace = traceOf('P07.3', { ageYears: 0, ageDays: 5, birthWeightGrams: 2_600 })
  const mdc = lastMdc(trace)
  assert.ok(mdc?.entered === true)
  assert.deepEqual(mdc.steps, [
    { step: 'PS1', outcome: 'refused', failed: { condition: { weightG: { gt: 0, lt: 1500 } }, hits: [] } },
    {
      step: 'PS2',
      outcome: 'else',
      hits: [],
      splits: [{ drg: 'PS21', holds: false, failed: { condition: { mcc: true }, hits: [] } }],
    },
  ])
})

test('an ambiguous case tells the operations tried before and the surgery that was left over', () => {
  const trace = traceOf('I63.9', { operations: ['89.5', '30.1'] })
  const mdc = lastMdc(trace)
  assert.ok(mdc?.entered === true)
  assert.deepEqual(mdc.steps, [
    { step: 'BB1', outcome: 'refused', failed: { condition: { op1In: 'B.ops' }, hits: [] } },
    {
      step: 'BQY',
      outcome: 'result',
      hits: [{ by: 'opAnyIn', list: 'ops.valid', code: '30.1', index: 1 }],
      splits: [],
    },
  ])
})

test('a condition turned round tells the code that broke it', () => {
  const trace = traceOf('', { diagnoses: ['C79.8', 'B99'], operations: ['99.9', '30.1'] })
  const [walk] = trace.walks
  const mdc = walk?.mdcs.at(-1)
  assert.ok(mdc?.entered === true)
  assert.deepEqual(mdc.steps[0], {
    step: 'XT1',
    outcome: 'refused',
    failed: {
      condition: { not: { opAnyIn: 'ops.valid' } },
      hits: [{ by: 'opAnyIn', list: 'ops.valid', code: '30.1', index: 1 }],
    },
  })
})

test('trauma below the minimum tells the site that was hit', () => {
  const trace = traceOf('S06.0')
  assert.deepEqual(trace.walks[0]?.mdcs[2], {
    mdc: 'MDCZ',
    entered: false,
    failed: {
      condition: {
        traumaSites: {
          sites: [
            { name: '头', dx: 'Z.head' },
            { name: '胸', dx: 'Z.chest' },
          ],
          min: 2,
        },
      },
      hits: [{ by: 'traumaSites', list: 'Z.head', code: 'S06.0', index: 0 }],
    },
  })
})

test('an ADRG that is passed shows the splits that failed, an any as a whole', () => {
  const trace = traceOf('I63.9', { leavingType: '5' })
  const mdc = trace.walks[0]?.mdcs.find((one) => one.mdc === 'MDCB')
  assert.ok(mdc?.entered === true)
  const step = mdc.steps.find((one) => one.step === 'BR1')
  assert.ok(step?.outcome === 'passed')
  assert.deepEqual(
    step.splits.map((split) => (split.holds ? null : split.failed.condition)),
    [{ mcc: true }, { not: { any: [{ leavingType: ['5'] }, { dept: ['ICU'] }] } }],
  )
})

test('each retry of a fallback is a walk of its own, with the place of its operation', () => {
  const trace = traceOf('Z76', { operations: ['99.9', '99.8', '89.5'] })
  assert.deepEqual(
    trace.walks.map(({ operations, result }) => [operations, result.drg]),
    [
      ['all', '0000'],
      [1, '0000'],
      [2, 'XZ19'],
    ],
  )
  const mdc = lastMdc(trace)
  assert.ok(mdc?.entered === true && mdc.steps.at(-1)?.outcome === 'split')
  assert.deepEqual(mdc.steps.at(-1), {
    step: 'XZ1_1',
    outcome: 'split',
    hits: [{ by: 'op1In', list: 'X.ops', code: '89.5', index: 2 }],
    splits: [{ drg: 'XZ19', holds: true, hits: [] }],
  })
})

test('a record that cannot be grouped tells the field and no road', () => {
  assert.deepEqual(traceCase(grouper, stayOf('I63.9', { gender: '9' })), {
    grouping: { status: 'invalid', mdc: '0000', adrg: '00', drg: '0000' },
    trace: {
      scheme: 'clinic',
      problem: { code: 'drg.gender-unknown', field: 'gender', value: '9' },
      principalTables: [],
      complications: [],
      walks: [],
    },
  })
})

test('a trace is plain data that survives being written down', () => {
  const trace = traceOf('', { diagnoses: ['I63.9', 'I10'], operations: ['20.1', '10.1'] })
  assert.deepEqual(JSON.parse(JSON.stringify(trace)), trace)
})
