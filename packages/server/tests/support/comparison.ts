import assert from 'node:assert/strict'
import { compileScheme, groupCase } from '@yibao/core/drg'
import { drgCaseGroup, preparePlan } from '@yibao/core/payment'
import { clearingDivision } from '../../bench/clearing-month.ts'
import { benchPlan } from '../../bench/clearing-plan.ts'
import { pricedYear } from '../../sim/priced-year.ts'
import { caseMix } from '../../sim/priced-year-mix.ts'
import { readSchemeFolder } from '../../src/files/scheme-folder.ts'
import { starterScheme } from '../../src/files/shipped.ts'
import { sourceLabels } from '../../src/flows/compared-source.ts'
import { atConsole, operationOf } from '../../src/flows/operation-log.ts'
import { comparePlans } from '../../src/flows/payment-compare.ts'
import { fittedPlan, measureYear } from '../../src/flows/payment-fit.ts'
import { comparisonKeeper } from '../../src/store/workbench-store.ts'
import type { World } from './world.ts'

const nobodyTold = () => undefined

/** Compares a small generated year and keeps it as the comparison `C1` of the division. */
export async function keepComparison({ database: { pool }, centre }: World) {
  const { scheme } = await readSchemeFolder(starterScheme)
  const year = pricedYear({
    seed: 3,
    year: 2025,
    cases: 1_500,
    institutions: 12,
    division: clearingDivision,
    scheme: '310',
    mix: caseMix(scheme, 3, { draws: 5_000 }),
  })
  const source = { label: sourceLabels.generated(3), count: year.cases, read: () => year.stream() }
  const grouper = compileScheme(scheme)
  const drg = ({ record }: Parameters<Parameters<typeof comparePlans>[0]['groupers']['drg']>[0]) =>
    drgCaseGroup(groupCase(grouper, record))
  const measured = await measureYear({ year: 2025, source, drg, dipRules: null, progress: nobodyTold })
  const { plan, tables } = fittedPlan(await benchPlan(clearingDivision), measured)
  const plans = ['A', 'B'].map((name, index) => ({
    name: { zh: name, en: name },
    prepared: preparePlan(
      {
        ...plan,
        id: name,
        fundShare: index === 0 ? plan.fundShare : { kind: 'less-others' as const, least: 'zero' as const },
      },
      tables,
    ),
    neutral: true,
  }))
  const { comparison, leftOut } = await comparePlans({
    year: 2025,
    source,
    plans,
    groupers: { drg, dip: null },
    progress: nobodyTold,
  })
  assert.deepEqual(leftOut, {})
  const head = {
    comparisonId: 'C1',
    division: clearingDivision,
    year: 2025,
    source: source.label,
    madeAt: centre.ports.clock.now(),
  }
  const operation = operationOf({ newId: () => 'O-C1', now: centre.ports.clock.now }, atConsole, {
    action: 'workbench.compare',
    target: 'C1',
  })
  await comparisonKeeper(pool)(head, comparison, operation)
  return comparison
}
