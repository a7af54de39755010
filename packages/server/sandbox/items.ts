import type { Words } from '../src/text/words.ts'

/** One thing to bill, from the starter catalogue; whatever else is known of it stands there. */
export interface SandboxItem {
  readonly role: string
  readonly label: Words
  readonly code: string
}

export const sandboxItems: readonly SandboxItem[] = [
  { role: 'class-a', label: ['甲类，全额纳入', 'class A, wholly eligible'], code: 'N24P002052' },
  { role: 'class-b', label: ['乙类，先行自付', 'class B, a share is borne first'], code: 'N24W000207' },
  {
    role: 'above-ceiling',
    label: ['乙类，单价可超最高限价', 'class B with a price ceiling, to be billed above it'],
    code: '002103000010000',
  },
  { role: 'class-c', label: ['丙类，全自费', 'class C, not covered'], code: 'XOFFCAT0001' },
  {
    role: 'restricted',
    label: ['限定支付：hosp_appr_flag 为 1 才支付', 'restricted: covered with hosp_appr_flag 1'],
    code: 'N24W000609',
  },
  {
    role: 'trace-coded',
    label: ['带追溯码销售', 'sold with a traceability code'],
    code: 'N24P001998',
  },
  { role: 'consultation', label: ['门诊诊查费', 'consultation'], code: '001102000010300' },
  { role: 'bed', label: ['床位费', 'bed'], code: '001109000010300' },
]

/** Traceability codes that nobody has sold yet; any other of twenty digits will do as well. */
export const sandboxTraceCodes: readonly string[] = Array.from(
  { length: 10 },
  (_, index) => `9903010000000000${String(index + 1).padStart(4, '0')}`,
)

/** Diagnoses of the starter catalogue for visits and stays. */
export const sandboxDiagnoses: readonly string[] = ['J06.900', 'I10.x00x002', 'E11.900', 'J18.000']
