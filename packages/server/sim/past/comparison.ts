import { compileScheme, groupCase } from '@yibao/core/drg'
import type { DischargedCase } from '@yibao/core/encounter'
import { drgCaseGroup, preparePlan } from '@yibao/core/payment'
import type pg from 'pg'
import { readSchemeFolder } from '../../src/files/scheme-folder.ts'
import { starterScheme } from '../../src/files/shipped.ts'
import { sourceLabels } from '../../src/flows/compared-source.ts'
import { atConsole, type OperationSource, operationOf } from '../../src/flows/operation-log.ts'
import { comparePlans } from '../../src/flows/payment-compare.ts'
import { fittedPlan, measureYear } from '../../src/flows/payment-fit.ts'
import { comparisonKeeper } from '../../src/store/workbench-store.ts'
import { pricedYear } from '../priced-year.ts'
import { caseMix } from '../priced-year-mix.ts'
import { townDivision } from '../town.ts'
import { townPlans } from './payments.ts'

const [year, cases, institutions] = [2023, 1_500, 12]
const progress = (): void => undefined

/** A generated year of stays under two ways of paying, for whoever weighs them. */
export async function comparePayments(pool: pg.Pool, source: OperationSource, seed: number): Promise<void> {
  const { scheme } = await readSchemeFolder(starterScheme)
  const mix = caseMix(scheme, seed, { draws: 5_000 })
  const made = pricedYear({ seed, year, cases, institutions, division: townDivision, scheme: '310', mix })
  const stays = { label: sourceLabels.generated(seed), count: made.cases, read: () => made.stream() }
  const grouper = compileScheme(scheme)
  const drg = ({ record }: DischargedCase) => drgCaseGroup(groupCase(grouper, record))
  const measured = await measureYear({ year, source: stays, drg, dipRules: null, progress })
  const plans = (await townPlans('sandbox-drg-points', 'sandbox-drg-rate')).map((law) => {
    const { plan, tables } = fittedPlan(law.plan, measured)
    return { name: { zh: plan.label, en: plan.labelEn }, prepared: preparePlan(plan, tables), neutral: true }
  })
  const { comparison } = await comparePlans({ year, source: stays, plans, groupers: { drg, dip: null }, progress })
  const comparisonId = source.newId()
  const head = { comparisonId, division: townDivision, year, source: stays.label, madeAt: source.now() }
  const details = { plans: plans.map(({ name }) => name.zh), cases }
  const told = { action: 'workbench.compare', target: comparisonId, details }
  await comparisonKeeper(pool)(head, comparison, operationOf(source, atConsole, told))
}
