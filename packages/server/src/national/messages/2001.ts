import { careKindOf, enrolmentOn } from '@yibao/core/encounter'
import { dateOf, ok } from '@yibao/core/kernel'
import { personFile } from '../../flows/look-up.ts'
import { answering } from '../handler.ts'
import { schemeOf } from '../input.ts'
import { yesNo } from '../person-output.ts'

const fundOf = { '310': '310100', '390': '390100' } as const

/** National `trt_chk_type`: a check of one fund. */
const fundCheck = '1'

export const handle2001 = answering('2001', async ({ ports, message }, input) => {
  const { psn_no, insutype, med_type, begntime } = input.data
  const found = await personFile(ports, message, psn_no)
  if (!found.ok) return { insuredId: psn_no, outcome: found }
  const on = dateOf(begntime ?? ports.clock.now())
  const asked = insutype === null ? null : schemeOf(insutype)
  const schemes = (['310', '390'] as const).filter((scheme) => asked === null || asked === scheme)
  const trtinfo = schemes.map((scheme) => {
    const enrolment = enrolmentOn(found.value.enrolments, scheme, on)
    const care = careKindOf(med_type ?? '11')
    const plan =
      enrolment === null || care === null ? null : ports.registry.book.open(enrolment.division, scheme, care, on)
    const reason =
      enrolment === null
        ? `${on} 未参加险种 ${scheme}`
        : plan?.ok === true
          ? `享受待遇，政策 ${plan.value.compiled.plan.label}`
          : '参保地没有此医疗类别的政策'
    return {
      psn_no,
      trt_chk_type: fundCheck,
      fund_pay_type: fundOf[scheme],
      trt_enjymnt_flag: yesNo(plan?.ok === true),
      begndate: enrolment?.range.from ?? null,
      enddate: enrolment?.range.until ?? null,
      trt_chk_rslt: reason,
    }
  })
  return { insuredId: psn_no, outcome: ok({ trtinfo }) }
})
