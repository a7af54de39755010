import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compare } from './compare.ts'
import { nameOf, type SentMessage, verdictOf } from './sent-messages.ts'

const answer = '{"infcode":"0","err_msg":"","output":{"setlinfo":{"setl_id":"S1"}}}'
const settle: SentMessage = {
  infno: '2207',
  providerCode: 'H1',
  msgid: '1',
  parcel: { path: '', headers: {}, body: '' },
  takesBack: null,
  acknowledged: answer,
}
const inDoubt: SentMessage = { ...settle, acknowledged: null }
const name = nameOf(settle)

const filed = (effects: readonly string[], settlements: readonly string[], of = name) => ({
  effects: new Map(effects.length === 0 ? [] : [[of, effects]]),
  settlements: new Map(settlements.length === 0 ? [] : [[of, settlements]]),
})
const said = (message: SentMessage, on: ReturnType<typeof filed>) => compare([message], on).map(({ what }) => what)

test('what was acknowledged is on file once with its answer', () => {
  assert.deepEqual(said(settle, filed([answer], ['S1'])), [])
  assert.deepEqual(said(settle, filed([], [])), ['lost'])
  assert.deepEqual(said(settle, filed([answer, answer], ['S1'])), ['doubled'])
  assert.deepEqual(said(settle, filed([answer], ['S1', 'S2'])), ['doubled'])
  assert.deepEqual(said(settle, filed([answer], ['S2'])), ['changed'])
  assert.deepEqual(said(settle, filed(['{}'], ['S1'])), ['changed'])
})

test('what is in doubt is there wholly or not at all', () => {
  assert.deepEqual(said(inDoubt, filed([], [])), [])
  assert.deepEqual(said(inDoubt, filed([answer], ['S1'])), [])
  assert.deepEqual(said(inDoubt, filed([], ['S1'])), ['changed'])
  assert.deepEqual(said(inDoubt, filed([answer], [])), ['changed'])
  assert.deepEqual(said(inDoubt, filed([answer, answer], [])), ['doubled'])
})

test('what nobody sent is told', () => {
  assert.deepEqual(said(inDoubt, filed([answer], ['S9'], 'H1 9')), ['unsent'])
})

test('an answer says yes, no, or nothing that the interface knows', () => {
  assert.equal(verdictOf(answer).kind, 'yes')
  assert.deepEqual(verdictOf('{"infcode":-1,"err_msg":"no"}'), { kind: 'no', words: 'no' })
  for (const text of ['', '<html>', '{"infcode":0,"err_msg":"no"}', '{"infcode":-1}']) {
    assert.equal(verdictOf(text).kind, 'malformed', text)
  }
})
