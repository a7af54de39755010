import { isoDate } from '@yibao/core/kernel'
import { sandboxPeople } from '../../sandbox/people.ts'
import type { Fee, PlannedStay, Ward } from '../ward.ts'

const day = (date: number) => isoDate(`2025-03-${String(date).padStart(2, '0')}`)

const fee = (code: string, date: number, price: number, quantity: number): Fee => ({
  code,
  on: day(date),
  price,
  quantity,
})

const department = { code: 'A03', name: '内科' }
const doctor = { code: 'D990301000011', name: '测试医师' }

const bed = '001109000010200'
const intensiveCare = '001201000010000'
const firstClassNursing = '001201000030000'
const secondClassNursing = '001201000040000'

const appendicitis = { code: 'K35.800x001', name: '急性阑尾炎' }
const appendectomy = { code: '47.0100', name: '腹腔镜下阑尾切除术' }
const pneumonia = { code: 'J15.902', name: '社区获得性肺炎，非重症' }

function plannedStays(): readonly (PlannedStay & { readonly says: string })[] {
  const employees = sandboxPeople(day(1)).filter(
    ({ insured, enrolments }) =>
      insured.diedOn === null &&
      enrolments.length === 1 &&
      enrolments[0]?.scheme === '310' &&
      enrolments[0].status === 'active',
  )
  const [first, second] = employees
  if (first === undefined || second === undefined) throw new Error('the sandbox has two employees')
  const treated = { scheme: '310', department, doctor } as const
  const ill = { ...treated, patient: second.insured, diagnoses: [pneumonia], operation: null } as const
  return [
    {
      says: '阑尾炎；重症监护当日另收一级护理 intensive care, and nursing of the same days charged beside it',
      ...treated,
      patient: first.insured,
      from: day(3),
      until: day(7),
      diagnoses: [appendicitis],
      operation: appendectomy,
      fees: [
        fee(bed, 4, 60, 4),
        fee(intensiveCare, 3, 240, 24),
        fee(firstClassNursing, 3, 48, 1),
        fee(intensiveCare, 4, 240, 24),
        fee(firstClassNursing, 4, 48, 1),
        fee(intensiveCare, 5, 240, 24),
        fee(intensiveCare, 6, 240, 24),
      ],
    },
    {
      says: '肺炎，第一段 pneumonia, the first part',
      ...ill,
      from: day(8),
      until: day(12),
      fees: [fee(bed, 9, 60, 4), fee(secondClassNursing, 9, 24, 4), fee(intensiveCare, 8, 240, 40)],
    },
    {
      says: '两日后同病再入院 back after two days with the same illness',
      ...ill,
      from: day(14),
      until: day(18),
      fees: [fee(bed, 15, 60, 4), fee(secondClassNursing, 16, 24, 4), fee(intensiveCare, 14, 240, 36)],
    },
  ]
}

/** Bills the stays of the example; each says what it is. */
export async function threeStays(ward: Ward): Promise<readonly string[]> {
  const told: string[] = []
  for (const stay of plannedStays()) {
    const { settlementId } = await ward.bill(stay)
    told.push(`${stay.from} – ${stay.until}  ${stay.patient.name}  ${stay.says}  结算 settlement ${settlementId}`)
  }
  return told
}
