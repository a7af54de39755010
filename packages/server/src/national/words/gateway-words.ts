import type { GatewayStyle } from '../gateway/key.ts'
import type { GatewayRefusal } from '../gateway/refusals.ts'
import { none, quote, type WordsOf } from './words.ts'

/** What each style calls itself, and what its signature is made of. */
const styleNames: Readonly<Record<GatewayStyle, string>> = {
  tif: 'x-tif（SHA-256）',
  csb: 'CSB（HMAC-SHA1）',
  apikey: 'apikey',
}

const headerFaults = { repeated: '重复出现', 'too-long': '过长', unfit: '含有不可用的字符' } as const

/** A time that cannot be read has no difference. */
const apart = (seconds: number): string => (seconds < 0 ? '无法识别该时间' : `与中心时间相差 ${seconds} 秒`)

/** Nothing happened and nothing was kept: the very same message is what to send. */
const comeAgain = '请稍后用同一 msgid 原样重发 send again with the same msgid'

export const gatewayWords: WordsOf<GatewayRefusal> = {
  'gateway.missing-header': {
    meaning: '缺少网关签名头',
    facts: ({ header }) => header,
    cure: '请按接入说明签名后重发',
  },
  'gateway.bad-header': {
    meaning: '网关签名头不可用',
    facts: ({ header, reason }) => `${header} ${headerFaults[reason]}`,
    cure: '请只发送一次，只用 ASCII 可见字符，并核对长度',
  },
  'gateway.mixed-styles': {
    meaning: '同一报文带有多种接入方式的签名头',
    facts: ({ styles }) => styles.map((style) => styleNames[style]).join('、'),
    cure: '请只保留一种接入方式的头',
  },
  'gateway.unknown-account': {
    meaning: '接入账号不存在或已停用',
    facts: ({ account }) => quote(account),
    cure: '请联系医保经办机构核对账号',
  },
  'gateway.unknown-api-key': {
    meaning: 'apikey 不存在或已停用',
    facts: none,
    cure: '请联系医保经办机构核对密钥',
  },
  'gateway.wrong-signature': {
    meaning: '签名不正确',
    facts: ({ style }) => styleNames[style],
    cure: '请核对密钥和该接入方式的签名算法',
  },
  'gateway.style-not-allowed': {
    meaning: '该账号不允许使用这种接入方式',
    facts: ({ style, account }) => `${quote(account)} ${styleNames[style]}`,
    cure: '请改用已登记的接入方式，或联系医保经办机构',
  },
  'gateway.key-not-in-force': {
    meaning: '密钥不在有效期内',
    facts: ({ account, since }) => `${quote(account)} ${since === 'not-yet' ? '尚未生效' : '已过有效期'}`,
    cure: '请改用现行有效的账号和密钥',
  },
  'gateway.missing-time': {
    meaning: '报文缺少交易时间 inf_time',
    facts: none,
    cure: '以 apikey 方式接入时请填写 inf_time（yyyy-MM-dd HH:mm:ss）',
  },
  'gateway.stale-timestamp': {
    meaning: '签名时间戳超出允许范围',
    facts: ({ seconds, window }) => `${apart(seconds)}，允许 ${window} 秒`,
    cure: '请校准本机时钟后重发',
  },
  'gateway.replayed-nonce': { meaning: '随机数已被其他报文使用', facts: none, cure: '请换新的随机数重新签名' },
  'gateway.wrong-api-name': {
    meaning: '请求头 _api_name 与报文交易编号不符',
    facts: ({ named, infno }) => `_api_name ${quote(named)}，infno ${quote(infno)}`,
    cure: '请使二者一致后重新签名',
  },
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
  'gateway.signature-required': {
    meaning: '本账号的报文必须签名',
    facts: ({ requires, found }) => `要求 ${requires}，报文${found === 'none' ? '未签名' : `为 ${found}`}`,
    cure: '请按要求填写 signtype 和 cainfo',
  },
  'gateway.signature-without-type': {
    meaning: '报文有签名 cainfo 而无签名类型 signtype',
    facts: none,
    cure: '请填写 signtype（SM2 或 SM3），不签名时两项都留空',
  },
  'gateway.no-public-key': {
    meaning: '中心没有本账号的 SM2 公钥，无法验签',
    facts: ({ account }) => quote(account),
    cure: '请向医保经办机构登记公钥，或不签名（cainfo 留空）',
  },
  'gateway.ambiguous-field': {
    meaning: '签名的报文头有歧义字段',
    facts: ({ field }) => `字段 ${quote(field)}`,
    cure: '字段值不能含「&名称=」的形式，也不能是对象',
  },
  'gateway.wrong-cainfo': {
    meaning: '报文签名 cainfo 验证不通过',
    facts: ({ signtype }) => `签名类型 ${quote(signtype)}`,
    cure: '请核对待签文本（不含 cainfo 和 input，按名称排序）、用户标识和密钥',
  },
  'gateway.undecipherable': {
    meaning: '加密的 input 无法解密',
    facts: none,
    cure: '请核对 SM4 密钥、加密模式、填充和编码',
  },
  'gateway.encryption-not-served': {
    meaning: '本账号不受理这种加密报文',
    facts: ({ encType }) => `enc_type ${quote(encType)}`,
    cure: '请以明文（enc_type 为空）发送，或先登记 SM4 密钥',
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
  'gateway.busy': {
    meaning: '中心繁忙，本次发送未受理（此前发送的结果不变）',
    facts: ({ places }) => `同时处理上限 ${places} 笔`,
    cure: comeAgain,
  },
  'gateway.institution-busy': {
    meaning: '本机构报文过多，本次发送未受理（此前发送的结果不变）',
    facts: ({ places, perSecond }) => `每机构上限同时 ${places} 笔、每秒 ${perSecond} 笔`,
    cure: comeAgain,
  },
  'gateway.database-unavailable': {
    meaning: '中心数据库暂不可用，本次发送未受理（此前发送的结果不变）',
    facts: none,
    cure: comeAgain,
  },
}
