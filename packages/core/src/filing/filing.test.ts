import assert from 'node:assert/strict'
import { test } from 'node:test'
import { division } from '../../tests/support/plan.ts'
import { accepted, enrolment, hospital, insured, noon, pharmacy, refusalOf } from '../../tests/support/world.ts'
import { isoDate } from '../kernel/index.ts'
import { type ChronicStatement, chronicOf, type DesignatedStatement, designatedOf } from './make.ts'
import type { FilingPerson } from './statement.ts'
import type { Filing } from './types.ts'
import { isValidOn } from './valid.ts'
import { withdrawalOf } from './withdraw.ts'

const nobodyFiled: FilingPerson = { insured, enrolments: [enrolment], filings: [] }
const having = (...filings: readonly Filing[]): FilingPerson => ({ ...nobodyFiled, filings })

const head = { filingId: 'F1', by: hospital, at: noon, begin: isoDate('2025-03-01'), end: null, details: {} }

function chronic(rest: Partial<ChronicStatement> = {}): ChronicStatement {
  const certifier = { field: 'ide_fixmedins_no', providerCode: hospital.providerCode, provider: hospital }
  return {
    ...head,
    scheme: '310',
    insuredIn: division,
    diseaseCode: 'M03900',
    listed: true,
    diseaseName: '高血压',
    certifier,
    certifiedOn: isoDate('2025-02-28'),
    doctorCode: 'DR1',
    ...rest,
  }
}

function choice(rest: Partial<DesignatedStatement> = {}): DesignatedStatement {
  const place = { field: 'fixmedins_code', providerCode: hospital.providerCode, provider: hospital }
  return { ...head, business: '03', place, order: '1', ...rest }
}

const second = { filingId: 'F2' }
const refused = (stated: Partial<ChronicStatement>, person = nobodyFiled) =>
  refusalOf(chronicOf(person, chronic(stated))).code
const refusedChoice = (stated: Partial<DesignatedStatement>, person = nobodyFiled) =>
  refusalOf(designatedOf(person, choice(stated))).code

test('a disease that the list of the centre does not name is not filed', () => {
  assert.equal(refused({ listed: false }, nobodyFiled), 'filing.unknown-disease')
})

test('a filing has its effect from its first day to its last one', () => {
  const filing = accepted(chronicOf(nobodyFiled, chronic({ end: isoDate('2025-03-31') })))
  assert.deepEqual([filing.state, filing.filedBy, filing.insuredId], ['valid', 'H1', 'P1'])
  const days = ['2025-02-28', '2025-03-01', '2025-03-31', '2025-04-01']
  assert.deepEqual(
    days.map((day) => isValidOn(filing, isoDate(day))),
    [false, true, true, false],
  )
  assert.equal(isValidOn({ ...filing, state: 'revoked' }, isoDate('2025-03-02')), false)
})

test('a filing that ends before it begins is refused', () => {
  assert.equal(refused({ end: isoDate('2025-02-28') }), 'filing.ends-before-it-begins')
})

test('a person must be insured in that scheme and place on the first day', () => {
  assert.equal(refused({ scheme: '390' }), 'filing.not-insured')
  assert.equal(refused({ begin: isoDate('2019-12-31') }), 'filing.not-insured')
  assert.equal(refused({ insuredIn: '990999' }), 'filing.division-differs')
})

test('a disease is certified by a hospital that the centre knows, not later than today and not by a pharmacy', () => {
  const named = (provider: typeof hospital | null) => ({ field: 'ide_fixmedins_no', providerCode: 'X', provider })
  assert.equal(refused({ certifiedOn: isoDate('2025-03-03') }), 'filing.date-in-future')
  assert.equal(refused({ certifier: named(null) }), 'filing.unknown-institution')
  assert.equal(refused({ certifier: named(pharmacy) }), 'filing.pharmacy')
  assert.equal(refused({ by: pharmacy }), 'filing.pharmacy')
  const range = { from: isoDate('2020-01-01'), until: isoDate('2025-02-28') }
  assert.equal(refused({ certifier: named({ ...hospital, range }) }), 'filing.not-designated')
})

test('the same disease is not filed twice for one day, another one is, and a withdrawn one stands in no way', () => {
  const first = accepted(chronicOf(nobodyFiled, chronic({ end: isoDate('2025-03-31') })))
  assert.equal(refused({ ...second, begin: isoDate('2025-03-31') }, having(first)), 'filing.overlap')
  const allowed = (stated: Partial<ChronicStatement>, person: FilingPerson) =>
    accepted(chronicOf(person, chronic({ ...second, ...stated }))).filingId
  assert.equal(allowed({ begin: isoDate('2025-04-01') }, having(first)), 'F2')
  assert.equal(allowed({ diseaseCode: 'M01600' }, having(first)), 'F2')
  assert.equal(allowed({}, having({ ...first, state: 'revoked' })), 'F2')
})

test('several choices of one business have numbers of their own', () => {
  const first = accepted(designatedOf(nobodyFiled, choice()))
  assert.deepEqual([first.order, first.scheme], [1, null])
  const other = { field: 'fixmedins_code', providerCode: 'H2', provider: { ...hospital, providerCode: 'H2' } }
  assert.equal(refusedChoice({ ...second, order: '2' }, having(first)), 'filing.overlap')
  assert.equal(refusedChoice({ ...second, place: other }, having(first)), 'filing.order-taken')
  assert.equal(accepted(designatedOf(having(first), choice({ ...second, place: other, order: '02' }))).order, 2)
  assert.equal(accepted(designatedOf(having(first), choice({ ...second, business: '04' }))).order, 1)
  for (const order of ['0', '-1', '1.5', 'x', '1000']) assert.equal(refusedChoice({ order }), 'filing.bad-order')
})

test('a choice names an institution of the centre, and somebody insured', () => {
  const place = { field: 'fixmedins_code', providerCode: 'X', provider: null }
  assert.equal(refusedChoice({ place }), 'filing.unknown-institution')
  assert.equal(refusedChoice({ begin: isoDate('2019-01-01') }), 'filing.not-insured')
})

test('only the institution that filed withdraws, once, by the message of its kind, and while nothing stands on it', () => {
  const filing = accepted(chronicOf(nobodyFiled, chronic()))
  const person = having(filing)
  const order = { filingId: 'F1', kind: 'chronic', by: 'H1', standing: [] } as const
  assert.deepEqual(accepted(withdrawalOf(person, order)), { ...filing, state: 'revoked' })
  const code = (rest: object, of = person) => refusalOf(withdrawalOf(of, { ...order, ...rest })).code
  assert.equal(code({ filingId: 'F9' }), 'filing.unknown')
  assert.equal(code({ kind: 'transfer' }), 'filing.of-another-kind')
  assert.equal(code({ by: 'H2' }), 'filing.other-institution')
  assert.equal(code({ standing: ['S1'] }), 'filing.settled-on')
  assert.equal(code({ standing: ['S1'] }, having({ ...filing, state: 'revoked' })), 'filing.withdrawn-before')
})
