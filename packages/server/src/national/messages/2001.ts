import { dateOf, type IsoDate, ok } from '@yibao/core/kernel'
import { type Entitlement, entitlementOf } from '@yibao/core/settlement'
import { personFile } from '../../flows/look-up.ts'
import { answering } from '../handler.ts'
import { schemeOf } from '../input.ts'
import { yesNo } from '../person-output.ts'
import { poolFund } from '../settlement-output.ts'
import { filingGroundWords } from '../words/filing-ground-words.ts'
import { meaningOf } from '../words/words.ts'

/** National `trt_chk_type`: a check of one fund. */
const fundCheck = '1'

/** National `med_type` of ordinary outpatient care, when none is asked about. */
const ordinaryCare = '11'

function resultOf({ scheme, enrolment, plan, missing }: Entitlement, on: IsoDate): string {
  if (enrolment === null) return `${on} 未参加险种 ${scheme}`
  if (plan === null) return '参保地没有此医疗类别的政策'
  return missing === null ? `享受待遇，政策 ${plan.label}` : meaningOf(filingGroundWords, missing)
}

export const handle2001 = answering('2001', async ({ ports, message, provider: sender }, input) => {
  const { psn_no, insutype, med_type, begntime, fixmedins_code } = input.data
  const found = await personFile(ports, message, psn_no)
  if (!found.ok) return { insuredId: psn_no, outcome: found }
  const on = dateOf(begntime ?? ports.clock.now())
  const asked = insutype === null ? null : schemeOf(insutype)
  const schemes = (['310', '390'] as const).filter((scheme) => asked === null || asked === scheme)
  const medType = med_type ?? ordinaryCare
  const { book } = ports.registry
  const provider = fixmedins_code === null ? sender : (ports.registry.provider(fixmedins_code) ?? sender)
  const trtinfo = schemes.map((scheme) => {
    const entitlement = entitlementOf(found.value, { scheme, medType, on, book, provider })
    const { enrolment, plan, missing } = entitlement
    return {
      psn_no,
      trt_chk_type: fundCheck,
      fund_pay_type: poolFund[scheme],
      trt_enjymnt_flag: yesNo(plan !== null && missing === null),
      begndate: enrolment?.range.from ?? null,
      enddate: enrolment?.range.until ?? null,
      trt_chk_rslt: resultOf(entitlement, on),
    }
  })
  return { insuredId: psn_no, outcome: ok({ trtinfo }) }
})
