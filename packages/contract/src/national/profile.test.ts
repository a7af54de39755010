import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { divisionCode } from '@yibao/core/kernel'
import { messages } from './messages.ts'
import { applyProfile, type InterfaceProfile, profileFor, regionalMessages } from './profile.ts'
import { profileFaults } from './profile-faults.ts'
import { readInput } from './read.ts'
import { samples } from './samples/index.ts'

const profileWith = (rest: Partial<InterfaceProfile> = {}): InterfaceProfile => ({
  division: divisionCode('990400'),
  name: '测试地区',
  source: '测试规范',
  elements: {},
  messages: {},
  codes: {},
  rows: {},
  columns: {},
  ...rest,
})

type Fields = Readonly<Record<string, unknown>>
const visit = (samples['2201'].input as { data: Fields }).data
const lines = (samples['2204'].input as { feedetail: readonly Fields[] }).feedetail

function readVisit(profile: InterfaceProfile, data: Fields) {
  return readInput(applyProfile(messages, profile)['2201'], { data: { ...visit, ...data } })
}

const codeOf = (read: { ok: boolean; error?: { code: string } }): string =>
  read.ok ? 'read' : (read.error?.code ?? '')

describe('a region', () => {
  it('without differences reads every sample as the national text does', () => {
    const regional = applyProfile(messages, profileWith())
    assert.deepEqual(
      Object.values(regional).map((message) => message.input),
      Object.values(messages).map((message) => message.input),
    )
  })

  it('takes a longer or a shorter element, in every message that takes the element as it is', () => {
    const long = '科'.repeat(120)
    assert.equal(codeOf(readVisit(profileWith(), { dept_name: long })), 'message.too-long')
    assert.equal(
      codeOf(readVisit(profileWith({ elements: { dept_name: { length: 120 } } }), { dept_name: long })),
      'read',
    )
    const short = profileWith({ elements: { psn_no: { length: 5 } } })
    assert.equal(codeOf(readVisit(short, { psn_no: '123456' })), 'message.too-long')
  })

  it('may ask for a field that may be empty elsewhere', () => {
    const strict = profileWith({ messages: { '2201': { 'data.exp_content': { required: true } } } })
    assert.equal(codeOf(readVisit(profileWith(), { exp_content: '' })), 'read')
    assert.equal(codeOf(readVisit(strict, { exp_content: '' })), 'message.missing-field')
  })

  it('reads the default where a required field is left out, and the field where it is sent', () => {
    const lenient = profileWith({ messages: { '2201': { 'data.dept_code': { required: false, default: 'A00' } } } })
    assert.equal(codeOf(readVisit(profileWith(), { dept_code: '' })), 'message.missing-field')
    for (const nothing of ['', null, 'null', undefined]) {
      const read = readVisit(lenient, { dept_code: nothing })
      assert.equal(read.ok && read.value.data.dept_code, 'A00')
    }
    const sent = readVisit(lenient, { dept_code: 'A01' })
    assert.equal(sent.ok && sent.value.data.dept_code, 'A01')
  })

  it('reads an empty default as an empty text, so that a handler is given what its type says', () => {
    const lenient = profileWith({ messages: { '2201': { 'data.dept_code': { required: false, default: '' } } } })
    const read = readVisit(lenient, { dept_code: '' })
    assert.equal(read.ok && read.value.data.dept_code, '')
  })

  it('takes its own codes', () => {
    const own = profileWith({ codes: { insutype: { '398': '测试保险' } } })
    assert.equal(codeOf(readVisit(profileWith(), { insutype: '398' })), 'message.bad-code')
    assert.equal(codeOf(readVisit(own, { insutype: '398' })), 'read')
    assert.equal(codeOf(readVisit(own, { insutype: '397' })), 'message.bad-code')
  })

  it('takes as many rows as it says', () => {
    const few = applyProfile(messages, profileWith({ rows: { '2204': 2 } }))['2204']
    const sent = (count: number) => readInput(few, { feedetail: Array.from({ length: count }, () => lines[0]) })
    assert.equal(codeOf(sent(2)), 'read')
    assert.partialDeepStrictEqual(sent(3), { ok: false, error: { code: 'message.too-many-rows', count: 3, limit: 2 } })
  })

  it('changes nothing of the national text itself', () => {
    const before = JSON.stringify(messages)
    applyProfile(messages, profileWith({ elements: { psn_no: { length: 5 } }, rows: { '2204': 2 } }))
    assert.equal(JSON.stringify(messages), before)
  })
})

describe('the profile of a place', () => {
  const province = profileWith({ division: divisionCode('990000'), name: '省' })
  const city = profileWith({ division: divisionCode('990400'), name: '市' })
  const county = profileWith({ division: divisionCode('990402'), name: '县' })
  const all = [city, county, province]

  it('is that of the smallest region in which it lies, and else none', () => {
    const nameOf = (place: string) => profileFor(all, divisionCode(place))?.name ?? null
    assert.deepEqual(['990402', '990403', '990500', '420100'].map(nameOf), ['县', '市', '省', null])
  })

  it('is applied once, and where there is none the national text holds', () => {
    const find = regionalMessages(messages, all)
    assert.equal(find(divisionCode('990402')), find(divisionCode('990402')))
    assert.equal(find(divisionCode('420100')), messages)
  })
})

describe('a profile is refused', () => {
  const faultsOf = (rest: Partial<InterfaceProfile>) =>
    profileFaults(messages, profileWith(rest)).map(({ path, what }) => `${path.join('/')}: ${what}`)

  for (const [why, rest, fault] of [
    ['an unknown element', { elements: { psn_number: { length: 5 } } }, 'elements/psn_number: no such data element'],
    [
      'the length of the national text',
      { elements: { psn_no: { length: 30 } } },
      'elements/psn_no: says what the national text says',
    ],
    ['a text of no length', { elements: { psn_no: { length: 0 } } }, 'elements/psn_no: no length of a text'],
    [
      'amounts with other decimals',
      { elements: { medfee_sumamt: { length: 16, decimals: 4 } } },
      'elements/medfee_sumamt: other decimals than the national text',
    ],
    ['a message that is not served', { messages: { '0001': {} } }, 'messages/0001: a message that is not served'],
    [
      'a field that no message has',
      { messages: { '2201': { psn_no: { length: 5 } } } },
      'messages/2201/psn_no: no such field in the input',
    ],
    [
      'a required field left out without a default',
      { messages: { '2201': { 'data.dept_code': { required: false } } } },
      'messages/2201/data.dept_code: a required field that may be left out without a default',
    ],
    [
      'a default that cannot be read',
      { messages: { '2201': { 'data.begntime': { required: false, default: 'heute' } } } },
      'messages/2201/data.begntime: a default that the field cannot hold',
    ],
    [
      'an empty default of a code',
      { messages: { '2201': { 'data.insutype': { required: false, default: '' } } } },
      'messages/2201/data.insutype: a default that the field cannot hold',
    ],
    [
      'a default alone',
      { messages: { '2201': { 'data.dept_code': { default: 'A' } } } },
      'messages/2201/data.dept_code: a default of a field that keeps its mark',
    ],
    [
      'a node that may be left out',
      { messages: { '2201': { data: { required: false, default: '' } } } },
      'messages/2201/data: a node can only become required',
    ],
    ['an unknown code list', { codes: { colour: { '1': '红' } } }, 'codes/colour: no such code list'],
    [
      'a code of the national list',
      { codes: { insutype: { '310': '职工' } } },
      'codes/insutype/310: a code of the national list',
    ],
    [
      'a code that no field can carry',
      { codes: { insutype: { '3100000': '职工' } } },
      'codes/insutype/3100000: a code that no field can carry',
    ],
    ['rows of a message without a list', { rows: { '2201': 5 } }, 'rows/2201: a message without a list'],
    ['more rows than the reader takes', { rows: { '2204': 501 } }, 'rows/2204: no number of rows'],
    ['columns of a message without a file', { columns: { '2201': 5 } }, 'columns/2201: a message without a file'],
  ] as const) {
    it(`for ${why}`, () => assert.deepEqual(faultsOf(rest as Partial<InterfaceProfile>), [fault]))
  }

  it('for names that every object has', () => {
    assert.equal(faultsOf({ elements: { constructor: { length: 5 } }, messages: { toString: {} } }).length, 2)
  })
})
