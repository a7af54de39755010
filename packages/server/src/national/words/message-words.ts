import type { FieldPlace, MessageRefusal, NodePlace } from '@yibao/contract/national'
import { meaningOf, quote, type WordsOf } from './words.ts'

const nodeText = ({ node, rows }: NodePlace): string => {
  const row = rows.at(-1)
  return row === undefined ? node : `${node} 第${row}行`
}
const fieldText = (place: FieldPlace): string => `${nodeText(place)} ${place.field}（${place.label}）`

export const messageWords: WordsOf<MessageRefusal> = {
  'message.broken-json': {
    meaning: '报文不是有效的 JSON',
    facts: ({ part }) => (part === 'input' ? 'input 节点无法解析' : '整个报文无法解析'),
    cure: '请检查引号、逗号和编码（UTF-8）后重发',
  },
  'message.bad-envelope': {
    meaning: '报文头不完整或格式错误',
    facts: ({ cause }): string => meaningOf(messageWords, cause),
    cure: '请按接口规范补正报文头后重发',
  },
  'message.unknown-infno': {
    meaning: '交易编号未开通',
    facts: ({ infno }) => quote(infno),
    cure: '请核对 infno',
  },
  'message.missing-node': { meaning: '缺少必填节点', facts: nodeText, cure: '请补充该节点后重发' },
  'message.not-an-object': { meaning: '节点不是 JSON 对象', facts: nodeText, cure: '请按接口规范组织该节点' },
  'message.too-many-rows': {
    meaning: '节点行数超出上限',
    facts: (refusal) => `${refusal.node} 共 ${refusal.count} 行，上限 ${refusal.limit} 行`,
    cure: '请分批上传',
  },
  'message.missing-field': { meaning: '缺少必填项', facts: fieldText, cure: '请填写后重发' },
  'message.not-a-scalar': { meaning: '字段值应为文本或数字', facts: fieldText, cure: '请改为文本或数字' },
  'message.too-long': {
    meaning: '字段超长',
    facts: (refusal) => `${fieldText(refusal)} 长 ${refusal.length}，上限 ${refusal.limit}`,
    cure: '请缩短后重发',
  },
  'message.bad-code': {
    meaning: '字典代码无效',
    facts: (refusal) => `${fieldText(refusal)} 的值${quote(refusal.value)}不在字典 ${refusal.dictionary} 中`,
    cure: '请按字典填写代码',
  },
  'message.bad-number': {
    meaning: '数字无效',
    facts: (refusal) =>
      `${fieldText(refusal)} 的值${quote(refusal.value)}应为最多 ${refusal.total} 位、${refusal.decimals} 位小数的数字`,
    cure: '请更正数字',
  },
  'message.bad-bytes': {
    meaning: '文件内容无效',
    facts: fieldText,
    cure: '请发送 Base64 文本，或每项为一个字节的数组',
  },
  'message.bad-date': {
    meaning: '日期无效',
    facts: (refusal) => `${fieldText(refusal)} 的值${quote(refusal.value)}，格式应为 ${refusal.pattern}`,
    cure: '请更正日期',
  },
}
