import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { DischargedCase } from '@yibao/core/encounter'
import { divisionCode, fen, isoDate } from '@yibao/core/kernel'
import {
  dischargedCaseOfLine,
  dischargedCaseText,
  readDischargedCases,
  writeDischargedCases,
} from './discharged-case.ts'
import { pricedCaseOfLine } from './priced-case.ts'

const one: DischargedCase = {
  caseId: 'S1',
  providerCode: 'H99000000001',
  providerLevel: 'tertiary',
  scheme: '310',
  division: divisionCode('990000'),
  insuredId: 'G1',
  admittedOn: isoDate('2025-03-01'),
  dischargedOn: isoDate('2025-03-08'),
  settledOn: isoDate('2025-03-09'),
  record: {
    gender: '2',
    ageYears: 0,
    ageDays: 12,
    birthWeightGrams: 3200,
    department: null,
    stayDays: 7,
    leavingType: '1',
    diagnoses: ['P59.900', 'A17.000+G01*'],
    operations: ['99.8300'],
    intensiveCareHours: null,
  },
  total: fen(1_234_56),
  drugs: fen(100_00),
  consumables: fen(5),
  fundPaid: fen(900_00),
  otherPaid: fen(334_56),
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'yibao-cases-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function all(path: string): Promise<readonly DischargedCase[]> {
  const cases: DischargedCase[] = []
  for await (const read of readDischargedCases(path)) cases.push(read)
  return cases
}

test('a case written as a line reads as it was, and the line is also a priced case of a disease directory', () => {
  const line = dischargedCaseText(one)
  assert.deepEqual(dischargedCaseOfLine(line), { ok: true, value: one })
  const priced = pricedCaseOfLine(line)
  assert.ok(priced.ok)
  assert.deepEqual([priced.value.caseId, priced.value.cost, priced.value.record], ['S1', 1_234_56, one.record])
})

test('a file of cases reads back whole; an existing file is not written over', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'cases.jsonl')
    const cases = Array.from({ length: 2_500 }, (_, index) => ({ ...one, caseId: `S${index}` }))
    assert.equal(await writeDischargedCases(path, cases), 2_500)
    assert.deepEqual(await all(path), cases)
    await assert.rejects(writeDischargedCases(path, cases), { code: 'EEXIST' })
  }))

test('a line that does not read is named with its number, what is wrong and the cure', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'cases.jsonl')
    const wrong = { ...JSON.parse(dischargedCaseText(one)), fund: '9999.99' }
    await writeFile(path, `${dischargedCaseText(one)}\n\n${JSON.stringify(wrong)}\n`)
    await assert.rejects(all(path), /cases\.jsonl:3: fund 9999\.99.*more than the cost/)
    assert.equal((await readFile(path, 'utf8')).split('\n').length, 4)
  }))

test('what a payer must know is asked for: insurance, division, person, what the fund was charged with', () => {
  const without = (name: string) => JSON.stringify({ ...JSON.parse(dischargedCaseText(one)), [name]: undefined })
  for (const name of ['scheme', 'division', 'insured', 'fund']) {
    const read = dischargedCaseOfLine(without(name))
    assert.equal(read.ok ? '' : read.error.field, name)
  }
})

test('an amount below zero, and a discharge before the admission, are refused by their own name', () => {
  const line = (changed: object): string => JSON.stringify({ ...JSON.parse(dischargedCaseText(one)), ...changed })
  const refusal = (changed: object) => {
    const read = dischargedCaseOfLine(line(changed))
    assert.ok(!read.ok)
    return [read.error.field, read.error.what]
  }
  assert.deepEqual(refusal({ cost: '-5.00', fund: '-6.00' }), ['cost', '金额为负 below zero'])
  assert.deepEqual(refusal({ drugs: '-0.01' }), ['drugs', '金额为负 below zero'])
  assert.deepEqual(refusal({ fund: '-6.00' }), ['fund', '金额为负 below zero'])
  assert.deepEqual(refusal({ discharged: '2025-02-28' }), ['discharged', '早于入院 before the admission'])
})
