import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accountAskedIn } from './input.ts'

const asked = (expContent: string | null) => {
  const read = accountAskedIn(expContent)
  return read.ok ? read.value : read.error.code
}

test('an amount to take from the account may come as text or number', () => {
  assert.equal(asked('{"acct_pay":"12.00"}'), 1200)
  assert.equal(asked('{"acct_pay":12.5}'), 1250)
  assert.equal(asked('{"acct_pay":0}'), 0)
})

test('free text, another object and an empty value ask for nothing', () => {
  for (const text of [null, '备注', '{备注', '{"memo":"1"}', '{"acct_pay":null}', '{"acct_pay":""}']) {
    assert.equal(asked(text), null, String(text))
  }
})

test('what is no amount is refused, whatever it is', () => {
  for (const value of ['"-1"', '"1.005"', 'true', '["1.00"]', '{"toString":1,"valueOf":1}']) {
    assert.equal(asked(`{"acct_pay":${value}}`), 'message.bad-number', value)
  }
})
