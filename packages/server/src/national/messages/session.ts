import { ok } from '@yibao/core/kernel'
import { signIn, signOut } from '../../flows/sign-in.ts'
import { answering } from '../handler.ts'

/** Sign-in and sign-out change no person's rows; the sign-in itself is what they store. */
export const handle9001 = answering('9001', async ({ ports, provider }, input) => {
  const { opter_no, mac, ip } = input.signIn
  const signed = await signIn(ports, { providerCode: provider.providerCode, operatorNo: opter_no, mac, ip })
  if (!signed.ok) return { insuredId: '', outcome: signed }
  const { at, signNo } = signed.value
  return { insuredId: '', outcome: ok({ signinoutb: { sign_time: at, sign_no: signNo } }) }
})

export const handle9002 = answering('9002', async ({ ports, provider }, input) => {
  const { sign_no, opter_no } = input.signOut
  const { providerCode } = provider
  const ended = await signOut(ports, { signNo: sign_no, providerCode, operatorNo: opter_no })
  return { insuredId: '', outcome: ended.ok ? ok({ signoutoutb: { sign_time: ended.value } }) : ended }
})
