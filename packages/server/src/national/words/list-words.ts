import type { ListRefusal } from '@yibao/core/settlement-list'
import { findingSentence } from './list-finding-words.ts'
import { quote, type WordsOf } from './words.ts'

const stateWords: Readonly<Record<string, string>> = { saved: '已保存', submitted: '已提交' }

export const listWords: WordsOf<ListRefusal> = {
  'list.unknown-settlement': {
    meaning: '清单所报的结算不存在',
    facts: ({ settlementId }) => `setl_id ${quote(settlementId)}`,
    cure: '请核对 setl_id 和 psn_no',
  },
  'list.other-providers-settlement': {
    meaning: '结算属于其他机构',
    facts: ({ settlementId }) => quote(settlementId),
    cure: '只能报送和查询本机构的结算清单',
  },
  'list.visit-differs': {
    meaning: '结算不属于所报的就诊',
    facts: ({ settlementId, visitId }) => `setl_id ${quote(settlementId)}，mdtrt_id ${quote(visitId)}`,
    cure: '请核对 mdtrt_id',
  },
  'list.not-inpatient': {
    meaning: '只有住院结算报送结算清单',
    facts: ({ settlementId }) => quote(settlementId),
    cure: '请核对 setl_id',
  },
  'list.settlement-undone': {
    meaning: '结算已撤销，清单不能报送或提交',
    facts: ({ settlementId, by }) => `${quote(settlementId)}由 ${quote(by)} 撤销`,
    cure: '请为新的结算报送清单',
  },
  'list.submitted': {
    meaning: '清单已提交，不能再上传',
    facts: ({ settlementId, listId }) => `setl_id ${quote(settlementId)}，清单 ${quote(listId)}`,
    cure: '请先用 4102 撤回（stas_type 0）再上传',
  },
  'list.unknown': {
    meaning: '没有该结算的清单',
    facts: ({ settlementId }) => `setl_id ${quote(settlementId)}`,
    cure: '请先用 4101A 上传，或核对 setl_id 和 psn_no',
  },
  'list.bad-state': {
    meaning: '清单状态无效',
    facts: ({ state }) => `stas_type ${quote(state)}`,
    cure: '0 保存（撤回），1 提交',
  },
  'list.state-unchanged': {
    meaning: '清单已是该状态',
    facts: ({ settlementId, state }) => `${quote(settlementId)}${stateWords[state] ?? quote(state)}`,
    cure: '无需再次办理',
  },
  'list.named-twice': {
    meaning: '同一清单在报文中出现两次',
    facts: ({ settlementId, row }) => `第 ${row} 行，setl_id ${quote(settlementId)}`,
    cure: '每个清单只报一行',
  },
  'list.several-people': {
    meaning: '一个报文只能办理一位参保人的清单',
    facts: ({ row }) => `第 ${row} 行的 psn_no 与第 1 行不同`,
    cure: '请按参保人分开发送',
  },
  'list.has-errors': {
    meaning: '结算清单质控未通过',
    facts: ({ count, findings }) => `共 ${count} 处：${findings.map(findingSentence).join('；')}`,
    cure: '请更正后重新上传',
  },
}
