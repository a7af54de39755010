import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enrolment, hospital } from '../../tests/support/world.ts'
import { divisionCode } from '../kernel/index.ts'
import { careKindOf, localityOf } from './provider.ts'

test('a hospital anywhere in the pooling region is local', () => {
  const insuredInCity = { ...enrolment, division: divisionCode('990100') }
  const at = (code: string) => localityOf({ ...hospital, division: divisionCode(code) }, insuredInCity)
  assert.equal(at('990100'), 'local')
  assert.equal(at('990103'), 'local')
  assert.equal(at('990200'), 'outside')
  assert.equal(at('980103'), 'outside')
})

test('the whole province does not count as local for who is insured in one county', () => {
  const insuredInCounty = { ...enrolment, division: divisionCode('990103') }
  const at = (code: string) => localityOf({ ...hospital, division: divisionCode(code) }, insuredInCounty)
  assert.equal(at('990103'), 'local')
  assert.equal(at('990104'), 'outside')
  assert.equal(at('990100'), 'outside')
})

test('the kind of care follows from the class of the national list', () => {
  assert.equal(careKindOf('11'), 'outpatient')
  assert.equal(careKindOf('140104'), 'outpatient')
  assert.equal(careKindOf('21'), 'inpatient')
  assert.equal(careKindOf('41'), 'pharmacy')
})

test('maternity care, and a code that is no code, are not yet settled', () => {
  assert.equal(careKindOf('51'), null)
  assert.equal(careKindOf(''), null)
})
