import { reverseMessage } from '../../flows/reverse.ts'
import { recording } from '../handler.ts'

export const handle2601 = recording('2601', async ({ ports, message, provider, refuse }, { data }, present) => {
  const { psn_no: insuredId, omsgid, oinfno } = data
  const task = { message, insuredId, present: () => present({}) }
  const outcome = await reverseMessage(ports, task, { provider, msgid: omsgid, infno: oinfno }, refuse)
  return { insuredId, outcome }
})
