import type { ProviderKind } from '@yibao/core/encounter'
import { type IsoDate, type LocalDateTime, localDateTime, ok, refuse } from '@yibao/core/kernel'
import type { Department, Practitioner } from '../../flows/register-ports.ts'
import { departmentsOf, findInstitutions, findPractitioners } from '../../flows/registers.ts'
import { answering } from '../handler.ts'
import { dictionaryRows } from '../own-dictionaries.ts'
import { yesNo } from '../person-output.ts'
import { lastDayOf } from './catalogue.ts'

/** National `fixmedins_type`; the other types of the list are not kept here. */
const kindsOf: Readonly<Record<string, readonly ProviderKind[]>> = {
  '1': ['hospital', 'community', 'township', 'clinic'],
  '2': ['pharmacy'],
}

const typeOf = (kind: ProviderKind): '1' | '2' => (kind === 'pharmacy' ? '2' : '1')

export const handle1201 = answering('1201', async ({ ports }, { medinsinfo }) => {
  const { fixmedins_type, fixmedins_name: name, fixmedins_code: providerCode } = medinsinfo
  const found = await findInstitutions(ports, { kinds: kindsOf[fixmedins_type] ?? [], name, providerCode })
  if (!found.ok) return { insuredId: '', outcome: found }
  const rows = found.value.map((institution) => ({
    fixmedins_code: institution.providerCode,
    fixmedins_name: institution.name,
    uscc: institution.creditCode === '' ? null : institution.creditCode,
    fixmedins_type: typeOf(institution.kind),
    hosp_lv: institution.levelCode,
    exp_content: null,
  }))
  return { insuredId: '', outcome: ok({ medinsinfo: rows }) }
})

/** The codes of one list; `parentValue` asks for those below one code. Lists have neither regions nor dates here. */
export const handle1901 = answering('1901', async (_context, { data }) => {
  const { type, parentValue, vali_Flag } = data
  const rows = dictionaryRows(type)
  if (rows === null) {
    return { insuredId: '', outcome: refuse({ code: 'register.unknown-dictionary', type } as const) }
  }
  const list = rows
    .map(({ value, label, parent }, index) => ({
      type,
      label,
      value,
      parent_value: parent,
      sort: index + 1,
      vali_flag: '1',
    }))
    .filter((row) => (parentValue === null || row.parent_value === parentValue) && (vali_Flag ?? '1') === row.vali_flag)
  return { insuredId: '', outcome: ok({ list }) }
})

/** Written where the interface wants an end and there is none. */
const openEnd = localDateTime('2099-12-31 23:59:59')

const firstMoment = (from: IsoDate): LocalDateTime => localDateTime(`${from} 00:00:00`)

function lastMoment(until: IsoDate | null): LocalDateTime | null {
  const last = lastDayOf(until)
  return last === null ? null : localDateTime(`${last} 23:59:59`)
}

/** A number of the register, which keeps it as digits. */
const countOf = (digits: string | null | undefined): number | null =>
  digits === null || digits === undefined ? null : Number(digits)

function departmentRow({ code, name, range, details }: Department) {
  return {
    hosp_dept_codg: code,
    hosp_dept_name: name,
    begntime: firstMoment(range.from),
    endtime: lastMoment(range.until) ?? openEnd,
    itro: details.itro ?? null,
    dept_resper_name: details.dept_resper_name ?? '',
    dept_resper_tel: details.dept_resper_tel ?? '',
    dept_med_serv_scp: details.dept_med_serv_scp ?? null,
    caty: details.caty ?? '',
    dept_estbdat: (details.dept_estbdat ?? null) as IsoDate | null,
    aprv_bed_cnt: countOf(details.aprv_bed_cnt),
    hi_crtf_bed_cnt: countOf(details.hi_crtf_bed_cnt),
    poolarea_no: details.poolarea_no ?? null,
    dr_psncnt: countOf(details.dr_psncnt),
    phar_psncnt: countOf(details.phar_psncnt),
    nurs_psncnt: countOf(details.nurs_psncnt),
    tecn_psncnt: countOf(details.tecn_psncnt),
    memo: details.memo ?? null,
  }
}

/** The departments of the institution that asks. */
export const handle5101 = answering('5101', async ({ ports, provider }) => {
  const found = await departmentsOf(ports, provider.providerCode)
  if (!found.ok) return { insuredId: '', outcome: found }
  return { insuredId: '', outcome: ok({ feedetail: found.value.map(departmentRow) }) }
})

/** Where a number begins and ends, with the middle hidden; a short one is hidden whole. */
function masked(number: string): string {
  const shown = number.length >= 12 ? 4 : 0
  const tail = shown === 0 ? '' : number.slice(-shown)
  return number.slice(0, shown) + '*'.repeat(number.length - 2 * shown) + tail
}

function practitionerRow(practitioner: Practitioner, asking: string) {
  const { code, name, kind, certificateType, certificateNumber, range, details } = practitioner
  const own = practitioner.providerCode === asking
  return {
    psn_cert_type: certificateType,
    certno: own ? certificateNumber : masked(certificateNumber),
    prac_psn_no: details.prac_psn_no ?? null,
    prac_psn_code: code,
    prac_psn_name: name,
    prac_psn_type: kind,
    prac_psn_cert: details.prac_psn_cert ?? null,
    prac_cert_no: details.prac_cert_no ?? null,
    hi_dr_flag: yesNo(practitioner.insuranceDoctor),
    begntime: firstMoment(range.from),
    endtime: lastMoment(range.until),
    chg_rea: details.chg_rea ?? null,
  }
}

/** The institution's own practitioners, or whoever certificate, name or code says; strangers' numbers are masked. */
export const handle5102 = answering('5102', async ({ ports, provider }, { data }) => {
  const { providerCode } = provider
  const question = {
    kind: data.prac_psn_type,
    certificateType: data.psn_cert_type,
    certificateNumber: data.certno,
    name: data.prac_psn_name,
    code: data.prac_psn_code,
  }
  const found = await findPractitioners(ports, question, providerCode)
  if (!found.ok) return { insuredId: '', outcome: found }
  const feedetail = found.value.map((practitioner) => practitionerRow(practitioner, providerCode))
  return { insuredId: '', outcome: ok({ feedetail }) }
})
