import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDateTime } from '@yibao/core/kernel'
import type { WholeMessage } from './desk.ts'
import { maskWhole } from './desk-mask.ts'

const identity = '990000198001010012'

const messageWith = (request: string, answer = '{}'): WholeMessage => ({
  messageId: 'M1',
  receivedAt: localDateTime('2025-03-02 12:00:00'),
  insuredId: '99020000000000000000000001',
  name: '测试甲',
  certificateNumber: identity,
  providerCode: 'H1',
  msgid: 'H1-1',
  infno: '1101',
  outcome: 'ok',
  effect: false,
  settlementId: null,
  request,
  answer,
  divisions: [],
  institutions: [],
  chain: [],
  marks: [],
})

const shownOf = (request: unknown, answer?: unknown): WholeMessage =>
  maskWhole(messageWith(JSON.stringify(request), answer === undefined ? '{}' : JSON.stringify(answer)))

test('names and identity numbers are masked in the row and in every field that holds them', () => {
  const shown = shownOf(
    {
      input: {
        data: { mdtrt_cert_no: identity, psn_name: '测试甲', psn_no: '99020000000000000000000001', tel: '13800000000' },
      },
    },
    { output: { baseinfo: { psn_name: '测试甲', certno: identity } } },
  )
  assert.deepEqual([shown.name, shown.certificateNumber], ['测*甲', '9900…12'])
  assert.doesNotMatch(shown.request + shown.answer, /测试甲|990000198001010012|13800000000/)
  assert.match(shown.request, /"psn_no":"99020000000000000000000001"/)
})

test('a name in the sentence of a refusal is masked like the name in its field', () => {
  const shown = shownOf({ input: { psn_name: '李示例' } }, { err_msg: `人员姓名 李示例 与证件号 ${identity} 不符` })
  assert.equal(JSON.parse(shown.answer).err_msg, '人员姓名 李*例 与证件号 9900…12 不符')
})

test('an input that travels as text, and free text that is JSON, are looked into', () => {
  const input = JSON.stringify({ data: { certno: identity, exp_content: JSON.stringify({ coner_name: '王示例' }) } })
  assert.doesNotMatch(shownOf({ input }).request, /990000198001010012|王示例/)
})

test('an identity number is found in any text, a longer number is left alone', () => {
  const shown = shownOf({ input: { memo: `见${identity}。`, rows: [{ x: '1234567890123456789012' }] } })
  assert.match(shown.request, /见9900…12。.*1234567890123456789012/)
})

test('of a request that is no JSON only its length is shown', () => {
  assert.match(maskWhole(messageWith(`{"psn_name":"测试甲`)).request, /not JSON: 16/)
})

test('of a day of birth the year is shown', () => {
  const shown = shownOf({ input: { brdy: '' } }, { output: { setlinfo: { brdy: '1980-01-01' } } })
  assert.equal(shown.answer, '{"output":{"setlinfo":{"brdy":"1980…"}}}')
  assert.equal(shown.request, '{"input":{"brdy":""}}')
})
