import { type DivisionCode, invariant, type LocalDateTime, ok, type Result, refuse } from '@yibao/core/kernel'
import { code, dateTime, text } from './field.ts'
import { readTable } from './read.ts'
import type { MessageRefusal } from './refusal.ts'
import { optional, required, type TableValue, table } from './table.ts'

/**
 * The request envelope.
 *
 * Only what a message cannot be answered without is required. Clients in service leave out the rest (receiving system,
 * names, version, even the division), and nothing that the centre decides hangs on it; a message that needs one of
 * them refuses for itself. For the same reason `msgid` is any text, `infver` may be `1.0.0` or `V1.2.02`, and an
 * institution code may be as long as 30.
 *
 * @source national interface specification, Hubei edition V1.2.02 chapter 3
 */
export const envelope = table({
  infno: required(text('交易编号', 5)),
  msgid: required(text('发送方报文ID', 30)),
  mdtrtarea_admvs: optional(text('就医地医保区划', 6)),
  insuplc_admdvs: optional,
  recer_sys_code: optional(text('接收方系统代码', 10)),
  dev_no: optional(text('设备编号', 100)),
  dev_safe_info: optional(text('设备安全信息', 2000)),
  cainfo: optional(text('数字签名信息', 1024)),
  signtype: optional(code('签名类型', 10, 'signtype')),
  infver: optional(text('接口版本号', 10)),
  opter_type: optional(code('经办人类别', 3, 'opter_type')),
  opter: required(text('经办人', 30)),
  opter_name: optional,
  inf_time: optional(dateTime('交易时间')),
  fixmedins_code: required,
  fixmedins_name: optional,
  sign_no: optional,
  app_id: optional(text('应用ID', 32)),
  enc_type: optional(text('加密方式', 6)),
  pw_ecToken: optional(text('电子凭证授权', 50)),
})

export interface Envelope extends TableValue<typeof envelope> {
  /** The transaction data as parsed JSON; `readInput` of the message takes it from here. */
  readonly input: unknown
}

/**
 * Reads a request body. `input` may be an object or, as one client sends it, that object as JSON text.
 *
 * @returns the envelope, or `message.broken-json`, `message.bad-envelope` with the field at fault as its cause
 */
export function readEnvelope(body: string): Result<Envelope, MessageRefusal> {
  const parsed = parseJson(body, 'envelope')
  if (!parsed.ok) return parsed
  const read = readTable(envelope, parsed.value, { node: 'envelope', rows: [] })
  if (!read.ok) return refuse({ code: 'message.bad-envelope', cause: read.error })

  const { input } = parsed.value as { readonly input?: unknown }
  if (input === undefined || input === null || input === '') {
    const at = { node: 'envelope', rows: [], field: 'input', label: '交易输入' } as const
    return refuse({ code: 'message.bad-envelope', cause: { code: 'message.missing-field', ...at } })
  }
  // Encrypted data is text that no JSON reader understands; whoever serves the encryption reads it.
  const plain = typeof input === 'string' && read.value.enc_type === null
  const data = plain ? parseJson(input, 'input') : ok(input)
  if (!data.ok) return data
  return ok({ ...read.value, input: data.value })
}

function parseJson(json: string, part: 'envelope' | 'input'): Result<unknown, MessageRefusal> {
  try {
    return ok(JSON.parse(json))
  } catch {
    return refuse({ code: 'message.broken-json', part })
  }
}

/** What the response envelope says. Signature fields stay '' unless the answer is signed. */
export interface Answer {
  /** 0 success, -1 failure */
  readonly infcode: 0 | -1
  /** From `referenceMessageId`, or null in a failure before one was given. */
  readonly refMsgId: string | null
  /** When the request came in, from `compactTime`. */
  readonly refMsgTime: string
  /** When the answer goes out, from `compactTime`. */
  readonly respondTime: string
  readonly errMsg: string
  /** From `writeOutput`, or null when there is none. */
  readonly output: unknown
  readonly signtype?: string
  readonly cainfo?: string
  readonly appId?: string
}

const errMsgLimit = 200

/** Writes the response body as JSON text; `errMsg` is cut to 200 characters. */
export function writeAnswer(answer: Answer): string {
  return JSON.stringify({
    infcode: answer.infcode,
    inf_refmsgid: answer.refMsgId,
    refmsg_time: answer.refMsgTime,
    respond_time: answer.respondTime,
    err_msg: [...answer.errMsg].slice(0, errMsgLimit).join(''),
    signtype: answer.signtype ?? '',
    cainfo: answer.cainfo ?? '',
    app_id: answer.appId ?? '',
    enc_type: '',
    output: answer.output,
  })
}

/** `yyyyMMddHHmmssSSS`, the form of times in the response envelope. */
export function compactTime(at: LocalDateTime, millisecond: number): string {
  invariant(Number.isInteger(millisecond) && millisecond >= 0 && millisecond < 1000, 'a millisecond is 0 to 999')
  return at.replace(/\D/g, '') + String(millisecond).padStart(3, '0')
}

/**
 * The centre's own message number: division (6), time (14), sequence (10).
 *
 * @throws InvariantError when the sequence has more than ten digits
 */
export function referenceMessageId(division: DivisionCode, at: LocalDateTime, sequence: number): string {
  invariant(Number.isInteger(sequence) && sequence >= 0 && sequence < 1e10, 'a sequence has at most ten digits')
  return division + at.replace(/\D/g, '') + String(sequence).padStart(10, '0')
}
