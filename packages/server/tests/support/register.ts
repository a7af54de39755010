import type { Provider } from '@yibao/core/encounter'
import { isoDate } from '@yibao/core/kernel'
import { importWriters } from '../../src/store/import-store.ts'
import { today, type World } from './world.ts'

const since = isoDate('2020-01-01')
const now = { from: since, until: null }

/** A department with a doctor at an institution; beside them what a till must not offer. */
export async function plantRegister({ database }: World, { providerCode }: Provider): Promise<void> {
  const writers = importWriters(database.pool)
  await writers.writeDepartments([
    { providerCode, code: 'D01', name: '内科', range: now, details: { caty: 'A03' } },
    { providerCode, code: 'D02', name: '旧内科', range: { from: since, until: isoDate(today) }, details: {} },
  ])
  const staff = { providerCode, kind: '1', certificateType: '01', range: now, details: {} }
  await writers.writePractitioners([
    { ...staff, code: 'DR1', name: '测试医师', certificateNumber: '990308197506150017', insuranceDoctor: true },
    { ...staff, code: 'DR2', name: '测试药师', certificateNumber: '990308197506150025', insuranceDoctor: false },
  ])
}
