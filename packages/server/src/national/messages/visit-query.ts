import { ok } from '@yibao/core/kernel'
import { chronicLinesOf, currentStaysOf, diagnosesOf, linesOf, visitsOf } from '../../flows/visit-queries.ts'
import { answering } from '../handler.ts'
import { chronicOutput, currentStayOutput, diagnosisOutput, filedLineOutput, visitOutput } from '../visit-output.ts'

export const handle5201 = answering('5201', async (context, { data }) => {
  const { psn_no: insuredId, begntime: begin, endtime: end, med_type: medType, mdtrt_id: visitId } = data
  const found = await visitsOf(context.ports, context, { insuredId, begin, end, medType, visitId })
  if (!found.ok) return { insuredId, outcome: found }
  const { file, visits } = found.value
  return { insuredId, outcome: ok({ mdtrtinfo: visits.map((shown) => visitOutput(file, shown)) }) }
})

export const handle5202 = answering('5202', async (context, { data }) => {
  const { psn_no: insuredId, mdtrt_id: visitId } = data
  const found = await diagnosesOf(context.ports, context, insuredId, visitId)
  if (!found.ok) return { insuredId, outcome: found }
  const { visit, diagnoses } = found.value
  return { insuredId, outcome: ok({ diseinfo: diagnoses.map((diagnosis) => diagnosisOutput(visit, diagnosis)) }) }
})

export const handle5204 = answering('5204', async (context, { data }) => {
  const { psn_no: insuredId, mdtrt_id: visitId, setl_id: settlementId } = data
  const { ports } = context
  const found = await linesOf(ports, context, { insuredId, visitId, settlementId })
  if (!found.ok) return { insuredId, outcome: found }
  const { visit, lines } = found.value
  const { catalog } = ports.registry
  return { insuredId, outcome: ok({ '': lines.map((line) => filedLineOutput(catalog, visit, line)) }) }
})

export const handle5205 = answering('5205', async (context, { data }) => {
  const { psn_no: insuredId, begntime: begin, endtime: end } = data
  const { ports } = context
  const found = await chronicLinesOf(ports, context, { insuredId, begin, end })
  if (!found.ok) return { insuredId, outcome: found }
  const { registry } = ports
  const feedetail = found.value.map((row) =>
    chronicOutput(registry.catalog, insuredId, row, registry.provider(row.providerCode)),
  )
  return { insuredId, outcome: ok({ feedetail }) }
})

export const handle5303 = answering('5303', async (context, { data }) => {
  const { psn_no, begntime: begin, endtime: end } = data
  const found = await currentStaysOf(context.ports, context, { insuredId: psn_no, begin, end })
  const insuredId = psn_no ?? ''
  if (!found.ok) return { insuredId, outcome: found }
  return { insuredId, outcome: ok({ data: found.value.map((stay) => currentStayOutput(stay, context.provider)) }) }
})
