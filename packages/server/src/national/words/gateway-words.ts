import type { GatewayRefusal } from '../gateway.ts'
import { none, quote, type WordsOf } from './words.ts'

export const gatewayWords: WordsOf<GatewayRefusal> = {
  'gateway.missing-header': {
    meaning: '缺少网关签名头',
    facts: ({ header }) => header,
    cure: '请按接入说明签名后重发',
  },
  'gateway.unknown-account': {
    meaning: '接入账号不存在或已停用',
    facts: ({ account }) => quote(account),
    cure: '请联系医保经办机构核对账号',
  },
  'gateway.wrong-signature': { meaning: '签名不正确', facts: none, cure: '请核对密钥和签名算法（SHA-256）' },
  'gateway.stale-timestamp': {
    meaning: '签名时间戳超出允许范围',
    facts: ({ seconds, window }) => `与中心时间相差 ${seconds} 秒，允许 ${window} 秒`,
    cure: '请校准本机时钟后重发',
  },
  'gateway.replayed-nonce': { meaning: '随机数已被其他报文使用', facts: none, cure: '请换新的随机数重新签名' },
  'gateway.other-institution': {
    meaning: '报文头的机构与接入账号不符',
    facts: ({ stated }) => `报文机构 ${quote(stated)}`,
    cure: '请使用本机构的账号和机构编码',
  },
  'gateway.unknown-institution': {
    meaning: '机构不存在',
    facts: ({ stated }) => quote(stated),
    cure: '请核对 fixmedins_code',
  },
  'gateway.body-too-large': {
    meaning: '报文过大',
    facts: ({ limit }) => `上限 ${limit} 字节`,
    cure: '请拆分明细分批上传',
  },
  'gateway.encryption-not-served': {
    meaning: '暂不受理加密报文',
    facts: ({ encType }) => `enc_type ${quote(encType)}`,
    cure: '请以明文（enc_type 为空）发送',
  },
  'gateway.too-deep': {
    meaning: '报文嵌套过深',
    facts: ({ limit }) => `上限 ${limit} 层`,
    cure: '请按接口规范组织 input',
  },
  'gateway.unfit-text': {
    meaning: '报文含有无法保存的字符',
    facts: ({ field }) => `字段 ${quote(field)}`,
    cure: '请去掉空字符（\\u0000）和不成对的代理字符',
  },
  'gateway.mixed-rows': {
    meaning: '一次上传只能是同一人同一次就诊的明细',
    facts: ({ row }) => `第${row}行不同`,
    cure: '请按人和就诊分开上传',
  },
  'gateway.internal': {
    meaning: '中心内部错误，交易结果不明',
    facts: ({ reference }) => `错误编号 ${reference}`,
    cure: '请稍后用原 msgid 原样重发以查明结果，或用 2601 冲正；仍失败请将编号告知医保经办机构',
  },
}
