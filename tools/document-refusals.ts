import { refusalWords } from '../packages/server/src/national/refusal-words.ts'
import { cell, tableLines } from './markdown.ts'

interface Room {
  readonly prefix: string
  readonly title: string
}

/** Which room speaks each code, in the order in which a message meets them. */
const rooms: readonly Room[] = [
  { prefix: 'message', title: '报文 message: what was sent cannot be read (`packages/contract/src/national`)' },
  { prefix: 'gateway', title: '网关 gateway: who sends, and how (`packages/server/src/national`)' },
  {
    prefix: 'flow',
    title: '流程 flow: what is asked about is not there, or was asked before (`packages/server/src/flows`)',
  },
  { prefix: 'file', title: '文件 file: what travels beside the messages (`packages/server/src/flows`)' },
  {
    prefix: 'filing',
    title: '备案 filing: transfers, chronic diseases, designated institutions (`packages/core/src/filing`)',
  },
  {
    prefix: 'reconciliation',
    title: '对账和清算 reconciliation: two books, or a claim, do not agree (`packages/core/src/reconciliation`)',
  },
  { prefix: 'query', title: '查询 query: what is asked for is too much (`packages/server/src/flows`)' },
  { prefix: 'settlement', title: '结算 settlement: the decision refuses (`packages/core/src/settlement`)' },
  { prefix: 'review', title: '审核 review: what was done with a warning is not taken (`packages/core/src/review`)' },
  {
    prefix: 'list',
    title: '结算清单 list: a settlement list is not taken or changed (`packages/core/src/settlement-list`)',
  },
  {
    prefix: 'stock',
    title: '进销存和追溯码 stock: what is on the shelf, and which package was sold (`packages/core/src/stock`)',
  },
  { prefix: 'catalog', title: '目录 catalog: the item on that day (`packages/core/src/catalog`)' },
  { prefix: 'mapping', title: '对照 mapping: an institution’s own items (`packages/core/src/mapping`)' },
  {
    prefix: 'register',
    title: '名册 register: institutions, departments, practitioners, code lists (`packages/server/src/flows`)',
  },
  { prefix: 'policy', title: '政策 policy: the law on that day (`packages/core/src/policy`)' },
  { prefix: 'benefit', title: '待遇 benefit: the bill itself (`packages/core/src/benefit`)' },
]

const introduction = [
  '# 拒绝代码 refusals',
  '',
  'A refusal is answered with HTTP status 200, `infcode` -1 and one sentence in `err_msg`: what is wrong, which value, what to do,',
  'and the stable code in square brackets at the end. A refusal changes no business table and does not claim its `msgid`: the',
  'corrected message may use it again. 拒绝不占用 msgid，更正后可用原 msgid 重发。',
  '',
]

/**
 * The page of refusals.
 *
 * @throws Error when a code belongs to no room of the list above
 */
export function refusalsDocument(): string {
  const entries = Object.entries(refusalWords)
  const roomOf = (code: string): string => code.split('.')[0] ?? ''
  const homeless = entries.find(([code]) => !rooms.some((room) => room.prefix === roomOf(code)))
  if (homeless !== undefined) throw new Error(`${homeless[0]}: tools/document-refusals.ts does not know this room`)
  const sections = rooms.flatMap((room) => {
    const own = entries.filter(([code]) => roomOf(code) === room.prefix)
    const rows = own.map(([code, words]) => [`\`${code}\``, cell(words.meaning), cell(words.cure)])
    return [`## ${room.title}`, '', ...tableLines(['代码 code', '含义 meaning', '处理 cure'], rows), '']
  })
  return [...introduction, ...sections].join('\n')
}
