import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { identityCheckDigit } from '@yibao/core/kernel'
import type { MemberRow, SourceItem } from '../flows/import-ports.ts'
import { membersFile } from './members-file.ts'
import { personTypeOf } from './person-type.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp('/tmp/yibao-members-')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const identity = (first17: string) => first17 + identityCheckDigit(first17)
const man = identity('99000019800101001')
const woman = identity('99000019920229002')

/** A row without fault; a test changes what it is about. */
const good = {
  psn_no: 'P1',
  name: '测试一',
  certificate_type: '01',
  certificate_number: man,
  gender: '',
  birth: '',
  scheme: '310',
  person_type: '1101',
  division: '990100',
  valid_from: '2023-01-01',
  valid_until: '',
  civil_servant: '',
  consecutive_years: '',
  account_balance: '',
  card_number: '',
}
type Row = Partial<typeof good>

async function read(...rows: readonly Row[]): Promise<SourceItem<MemberRow>[]> {
  const path = join(folder, 'members.csv')
  const lines = [Object.keys(good), ...rows.map((row) => Object.values({ ...good, ...row }))]
  await writeFile(path, lines.map((cells) => `${cells.join(',')}\n`).join(''))
  const items: SourceItem<MemberRow>[] = []
  for await (const item of membersFile(path, 'members.csv').rows()) items.push(item)
  return items
}

/** `line column what` of every fault, the English words of it. */
async function faults(...rows: readonly Row[]): Promise<string[]> {
  const items = await read(...rows)
  return items.flatMap((item) =>
    item.kind === 'bad'
      ? item.problems.map(({ line, column, what }) => `${line} ${column} ${/\((.*)\)$/.exec(what)?.[1] ?? what}`)
      : [],
  )
}

test('a row becomes a person with an insurance; gender and birth come from the identity number', async () => {
  const [item] = await read({ certificate_number: woman.toLowerCase(), account_balance: '1234.50', card_number: 'C1' })
  assert.ok(item?.kind === 'row')
  const { insured, enrolment, openingBalance, cardNumber, earlierFrom } = item.value
  assert.deepEqual(insured, {
    insuredId: 'P1',
    name: '测试一',
    certificateType: '01',
    certificateNumber: woman,
    gender: 'female',
    birth: '1992-02-29',
  })
  assert.equal(enrolment.status, 'active')
  assert.deepEqual(enrolment.range, { from: '2023-01-01', until: null })
  assert.deepEqual([openingBalance, cardNumber, earlierFrom], [123450, 'C1', []])
})

test('a wrong check digit, an impossible birth and a foreign form are told apart', async () => {
  const wrong = man.slice(0, 17) + (man.endsWith('1') ? '2' : '1')
  assert.deepEqual(await faults({ certificate_number: wrong }), ['2 certificate_number check digit is wrong'])
  assert.deepEqual(await faults({ certificate_number: identity('99000019800231001') }), [
    '2 certificate_number its birth date does not exist',
  ])
  assert.deepEqual(await faults({ certificate_number: '12345' }), [
    '2 certificate_number not an identity number of 18 characters',
  ])
})

test('gender and birth must agree with the identity number', async () => {
  assert.deepEqual(await faults({ gender: '女' }), ['2 gender the identity number says male'])
  assert.deepEqual(await faults({ birth: '1980/1/2' }), ['2 birth the identity number says 1980-01-01'])
  assert.deepEqual(await faults({ gender: '男', birth: '19800101' }), [])
})

test('who has another certificate must state gender and birth', async () => {
  const passport = { certificate_type: '08', certificate_number: 'E1234567' }
  assert.deepEqual(await faults({ ...passport, gender: '2', birth: '1990-05-06' }), [])
  assert.equal((await faults(passport)).length, 2)
  assert.deepEqual(
    await faults({ certificate_type: '77' }).then((list) => list[0]),
    '2 certificate_type not a code of psn_cert_type',
  )
})

test('one row shows all its faults at once', async () => {
  const found = await faults({
    psn_no: 'P 1',
    name: '',
    scheme: '999',
    person_type: '1300',
    division: '9901',
    valid_from: '2023-02-30',
    consecutive_years: 'many',
    account_balance: '-1',
    civil_servant: '?',
  })
  assert.deepEqual(
    found.map((fault) => fault.split(' ')[1]),
    [
      'psn_no',
      'name',
      'scheme',
      'person_type',
      'division',
      'valid_from',
      'civil_servant',
      'consecutive_years',
      'account_balance',
    ],
  )
})

test('an insurance must end after it begins, and its person type belongs to its scheme', async () => {
  assert.deepEqual(await faults({ valid_until: '2023-01-01' }), ['2 valid_until not after the first day'])
  assert.deepEqual(await faults({ scheme: '390' }), ['2 person_type does not belong to scheme 390'])
})

test('amounts with commas or three decimals are refused', async () => {
  assert.equal((await faults({ account_balance: '0.001' })).length, 1)
  assert.equal((await faults({ account_balance: '一千' })).length, 1)
})

test('a person may have several insurances in a file when their days are apart', async () => {
  const items = await read({ valid_until: '2024-01-01' }, { valid_from: '2024-01-01' })
  assert.deepEqual(
    items.map((item) => (item.kind === 'row' ? item.value.earlierFrom : item.kind)),
    [[], ['2023-01-01']],
  )
  assert.deepEqual(await faults({}, { scheme: '390', person_type: '1501' }), [])
})

test('a number twice on the same days, or for somebody else, names the earlier line', async () => {
  assert.deepEqual(await faults({}, {}), ['3 psn_no line 2 insures the same days'])
  assert.deepEqual(await faults({}, { name: '测试二', valid_from: '2022-01-01', valid_until: '2023-01-01' }), [
    '3 psn_no line 2 has the same number and other facts',
  ])
})

test('two persons cannot share an identity number or a card', async () => {
  assert.deepEqual(await faults({}, { psn_no: 'P2' }), ['3 certificate_number line 2 gives it to another person'])
  const card = { card_number: 'C1' }
  assert.deepEqual(await faults(card, { ...card, psn_no: 'P2', certificate_number: woman }), [
    '3 card_number line 2 gives it to another person',
  ])
})

test('the balance stands on the first row of a person', async () => {
  const later = { valid_from: '2022-01-01', valid_until: '2023-01-01', account_balance: '5' }
  assert.deepEqual(await faults({}, later), ["3 account_balance the balance belongs on the person's first row"])
})

test('the status follows from the national person type', () => {
  const statuses = ['1101', '1160', '1203', '1401', '1402', '1403', '1404', '1405', '14', '1501', '1601'].map(
    (code) => personTypeOf(code)?.status,
  )
  assert.deepEqual(statuses, [
    ...['active', 'active', 'retired', 'newborn', 'minor', 'student', 'student', 'minor', 'minor', 'adult', 'elderly'],
  ])
  assert.deepEqual(
    [personTypeOf('1300'), personTypeOf('99'), personTypeOf('1'), personTypeOf('')],
    [null, null, null, null],
  )
})
