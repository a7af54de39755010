import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { divisionCode, localDateTime } from '@yibao/core/kernel'
import { compactTime, readEnvelope, referenceMessageId, writeAnswer } from './envelope.ts'

const request = {
  infno: '2207',
  msgid: 'H99010000001202503030921000002',
  mdtrtarea_admvs: '990100',
  insuplc_admdvs: '990100',
  recer_sys_code: 'YBXT',
  dev_no: '',
  dev_safe_info: '',
  cainfo: '',
  signtype: '',
  infver: 'V1.0',
  opter_type: '1',
  opter: 'T001',
  opter_name: '测试收费员',
  inf_time: '2025-03-03 09:21:00',
  fixmedins_code: 'H99010000001',
  fixmedins_name: '示例市第一医院',
  sign_no: '9901000000000001',
  input: { data: { psn_no: '1' } },
}

function read(changes: Record<string, unknown>) {
  return readEnvelope(JSON.stringify({ ...request, ...changes }))
}

describe('a request envelope', () => {
  it('is read with its input as it stands', () => {
    const envelope = read({})
    assert.ok(envelope.ok)
    assert.equal(envelope.value.infno, '2207')
    assert.equal(envelope.value.dev_no, null)
    assert.equal(envelope.value.enc_type, null)
    assert.deepEqual(envelope.value.input, request.input)
  })

  it('may carry its input as JSON text', () => {
    const envelope = read({ input: JSON.stringify(request.input) })
    assert.deepEqual(envelope.ok && envelope.value.input, request.input)
  })

  it('keeps encrypted input as it is, for whoever serves the encryption', () => {
    const envelope = read({ input: 'q83vEjRWeJA=', enc_type: 'SM4' })
    assert.deepEqual(envelope.ok && [envelope.value.enc_type, envelope.value.input], ['SM4', 'q83vEjRWeJA='])
  })

  it('may look the way clients in service send it', () => {
    const envelope = read({
      cainfo: 'null',
      signtype: 'SM2',
      sign_no: 'null',
      infver: '1.0.0',
      msgid: '0123456789abcdef0123456789abcd',
      fixmedins_code: 'H'.repeat(30),
      opter_type: 1,
    })
    assert.ok(envelope.ok, JSON.stringify(envelope))
    assert.deepEqual([envelope.value.cainfo, envelope.value.sign_no], [null, null])
  })

  it('needs no more than number, msgid, institution, operator and input', () => {
    const { infno, msgid, fixmedins_code, opter, input } = request
    assert.ok(readEnvelope(JSON.stringify({ infno, msgid, fixmedins_code, opter, input })).ok)
  })

  for (const [field, label] of [
    ['infno', '交易编号'],
    ['msgid', '发送方报文ID'],
    ['opter', '经办人'],
    ['fixmedins_code', '定点医药机构编号'],
    ['input', '交易输入'],
  ] as const) {
    it(`is refused without ${field}`, () => {
      const cause = { code: 'message.missing-field', node: 'envelope', rows: [], field, label }
      assert.deepEqual(read({ [field]: '' }), { ok: false, error: { code: 'message.bad-envelope', cause } })
    })
  }

  it('is refused with a time that is none, and with a msgid that is too long', () => {
    const late = read({ inf_time: '20250303092100' })
    assert.equal(!late.ok && late.error.code === 'message.bad-envelope' && late.error.cause.code, 'message.bad-date')
    const long = read({ msgid: 'x'.repeat(31) })
    assert.equal(!long.ok && long.error.code === 'message.bad-envelope' && long.error.cause.code, 'message.too-long')
  })

  it('is refused when it is no JSON, its input is no JSON, or it is no object', () => {
    assert.deepEqual(readEnvelope('{'), { ok: false, error: { code: 'message.broken-json', part: 'envelope' } })
    assert.deepEqual(read({ input: '{' }), { ok: false, error: { code: 'message.broken-json', part: 'input' } })
    const cause = { code: 'message.not-an-object', node: 'envelope', rows: [] }
    assert.deepEqual(readEnvelope('[]'), { ok: false, error: { code: 'message.bad-envelope', cause } })
  })
})

describe('a response envelope', () => {
  const at = localDateTime('2025-03-03 09:21:01')
  const answer = {
    infcode: 0,
    refMsgId: referenceMessageId(divisionCode('990100'), at, 42),
    refMsgTime: compactTime(at, 7),
    respondTime: compactTime(at, 123),
    errMsg: '',
    output: { data: {} },
  } as const

  it('has the field names and the order of the specification', () => {
    assert.deepEqual(Object.entries(JSON.parse(writeAnswer(answer))), [
      ['infcode', 0],
      ['inf_refmsgid', '990100202503030921010000000042'],
      ['refmsg_time', '20250303092101007'],
      ['respond_time', '20250303092101123'],
      ['err_msg', ''],
      ['signtype', ''],
      ['cainfo', ''],
      ['app_id', ''],
      ['enc_type', ''],
      ['output', { data: {} }],
    ])
  })

  it('cuts its message at 200 characters without cutting a character in two', () => {
    const written = JSON.parse(writeAnswer({ ...answer, infcode: -1, errMsg: '𠮷'.repeat(201), output: null }))
    assert.equal(written.err_msg, '𠮷'.repeat(200))
    assert.equal(written.output, null)
  })
})
