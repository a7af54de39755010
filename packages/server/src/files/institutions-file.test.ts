import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type InstitutionColumn, institutionColumns, readInstitution } from './institutions-file.ts'
import { deskFor } from './row-checks.ts'

const good: Readonly<Record<InstitutionColumn, string>> = {
  provider_code: 'H99010000001',
  name: '示例市第一医院',
  kind: '医院',
  level_code: '02',
  division: '990100',
  valid_from: '2023-01-01',
  valid_until: '',
  credit_code: '',
}

function deskOf(changes: Partial<typeof good>) {
  const labels = Object.fromEntries(institutionColumns.map(({ name }) => [name, name]))
  return deskFor({ line: 2, cells: { ...good, ...changes }, free: {}, labels: labels as typeof good })
}

function faults(changes: Partial<typeof good>): string[] {
  const desk = deskOf(changes)
  assert.equal(readInstitution(desk), undefined)
  return desk.problems.map((problem) => problem.column)
}

test('kind and level are read in Chinese or English', () => {
  assert.deepEqual(readInstitution(deskOf({})), {
    providerCode: 'H99010000001',
    name: '示例市第一医院',
    kind: 'hospital',
    levelCode: '02',
    level: 'tertiary',
    division: '990100',
    range: { from: '2023-01-01', until: null },
  })
  assert.equal(readInstitution(deskOf({ kind: 'township' }))?.kind, 'township')
})

test('a credit code has eighteen signs, none of them easily mistaken for another', () => {
  assert.equal(readInstitution(deskOf({ credit_code: '12990100mb0000001x' }))?.creditCode, '12990100MB0000001X')
  for (const code of ['12990100MB0000001', '12990100MB000000OX']) {
    assert.deepEqual(faults({ credit_code: code }), ['credit_code'])
  }
})

test('every national level code has its level, and a spreadsheet may drop its zero', () => {
  const level = (code: string) => readInstitution(deskOf({ level_code: code }))?.level
  assert.deepEqual(['01', '4', '12', '05', '7', '13', '08', '10', '14', '11'].map(level), [
    ...['tertiary', 'tertiary', 'tertiary', 'secondary', 'secondary', 'secondary', 'primary', 'primary', 'primary'],
    'ungraded',
  ])
})

test('a pharmacy needs no level, a hospital does', () => {
  assert.equal(readInstitution(deskOf({ kind: '药店', level_code: '' }))?.level, 'ungraded')
  assert.deepEqual(faults({ level_code: '' }), ['level_code'])
})

test('one row shows all its faults at once', () => {
  assert.deepEqual(
    faults({ provider_code: 'H1', name: '', kind: '酒店', level_code: '99', division: 'x', valid_from: '' }),
    ['provider_code', 'name', 'kind', 'level_code', 'division', 'valid_from'],
  )
})
