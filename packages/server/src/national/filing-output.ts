import { enrolmentOn } from '@yibao/core/encounter'
import { divisionCode, type IsoDate, isWithin } from '@yibao/core/kernel'
import type { FiledTransfer } from '../flows/filing-ports.ts'
import { personFields, yesNo } from './person-output.ts'

/** National `dcla_souc`: a designated institution. */
const fromInstitution = '01'

/** A transfer as 5304 answers it, without its days. */
export function transferOutput({ filing, insured, enrolments }: FiledTransfer, today: IsoDate) {
  const { details, scheme, transferOn, toDivision } = filing
  const enrolment = scheme === null ? null : enrolmentOn(enrolments, scheme, filing.range.from)
  const { naty: _, age: __, ...person } = personFields(insured, today)
  return {
    insutype: scheme ?? '',
    dcla_souc: fromInstitution,
    ...person,
    tel: details.tel ?? null,
    addr: details.addr ?? null,
    insu_optins: enrolment?.division ?? details.insu_optins ?? null,
    emp_name: enrolment?.employer ?? null,
    diag_code: filing.diagnosisCode,
    diag_name: details.diag_name ?? null,
    dise_cond_dscr: details.dise_cond_dscr ?? null,
    reflin_medins_no: filing.toProvider,
    reflin_medins_name: details.reflin_medins_name ?? '',
    out_flag: enrolment === null ? null : yesNo(!isWithin(divisionCode(toDivision), enrolment.division)),
    refl_date: transferOn,
    refl_rea: details.refl_rea ?? '',
    hosp_agre_refl_flag: yesNo(filing.hospitalAgrees),
    opter_id: details.opter_id ?? null,
    opter_name: details.opter_name ?? null,
    opt_time: filing.filedAt,
  }
}
