import { ok } from '@yibao/core/kernel'
import type { ListRefusal, StateOrder } from '@yibao/core/settlement-list'
import { changeListStates, shownList, uploadList } from '../../flows/settlement-list.ts'
import { answering, recording } from '../handler.ts'
import { listOf, stateCodes, stateOf } from '../list-input.ts'
import { listOutput, qualityOutput } from '../list-output.ts'

const refused = (insuredId: string, error: ListRefusal) => ({ insuredId, outcome: { ok: false as const, error } })

export const handle4101A = recording('4101A', async ({ ports, message, provider }, input, present) => {
  const { psn_no: insuredId, stas_type } = input.setlinfo
  const state = stateOf(stas_type ?? stateCodes.saved)
  if (!state.ok) return refused(insuredId, state.error)
  const outcome = await uploadList(
    ports,
    { message, insuredId, present: ({ listId }) => present({ data: { setl_list_id: listId } }) },
    { list: listOf(input), state: state.value, provider },
  )
  return { insuredId, outcome }
})

export const handle4102 = recording('4102', async ({ ports, message, provider }, { data }, present) => {
  const insuredId = data.stastinfo[0]?.psn_no ?? ''
  const other = data.stastinfo.findIndex((row) => row.psn_no !== insuredId)
  if (other !== -1) return refused(insuredId, { code: 'list.several-people', row: other + 1 })
  const orders: StateOrder[] = []
  for (const row of data.stastinfo) {
    const state = stateOf(row.stas_type)
    if (!state.ok) return refused(insuredId, state.error)
    orders.push({ settlementId: row.setl_id, state: state.value })
  }
  const task = { message, insuredId, present: () => present({}) }
  return { insuredId, outcome: await changeListStates(ports, task, provider, orders) }
})

export const handle4103 = answering('4103', async ({ ports, message, provider }, { data }) => {
  const { psn_no: insuredId, setl_id: settlementId } = data
  const shown = await shownList(ports, message, { insuredId, settlementId, provider })
  return { insuredId, outcome: shown.ok ? ok(listOutput(shown.value, provider)) : shown }
})

/** What a page holds when nobody says. */
const pageSize = 100

export const handle4104 = answering('4104', async ({ ports, message, provider }, { data }) => {
  const { psn_no: insuredId, setl_id: settlementId } = data
  const shown = await shownList(ports, message, { insuredId, settlementId, provider })
  if (!shown.ok) return { insuredId, outcome: shown }
  const question = {
    level: data.err_lv,
    returned: data.retn_flag,
    // An empty number is sent as 0.
    page: Math.max(1, data.page_num ?? 1),
    pageSize: data.page_size === null || data.page_size < 1 ? pageSize : data.page_size,
  }
  return { insuredId, outcome: ok(qualityOutput(shown.value, provider, question)) }
})
