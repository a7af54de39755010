import type { ProviderLevel } from '../encounter/index.ts'
import {
  addExact,
  compareExact,
  divideExact,
  type Exact,
  ok,
  type Result,
  refuse,
  roundExact,
} from '../kernel/index.ts'
import { type DipStep, stepValue } from './steps.ts'
import type { DipDirectory, DipGroup } from './types.ts'

export type InstitutionRefusal =
  | { readonly code: 'dip.no-level-mean'; readonly level: ProviderLevel }
  | { readonly code: 'dip.level-not-listed'; readonly level: ProviderLevel }
  | { readonly code: 'dip.unknown-addition'; readonly name: string }

export interface InstitutionCoefficient {
  /** H, a plain number. */
  readonly coefficient: Exact
  readonly steps: readonly DipStep[]
}

type Basic = Result<{ readonly coefficient: Exact; readonly step: DipStep }, InstitutionRefusal>

/** 基本系数 by means: the mean of the level by that of everybody, over the city or in one group. */
function byMeans(whole: Pick<DipGroup, 'meanCost' | 'byLevel'>, level: ProviderLevel, formula: string): Basic {
  const own = whole.byLevel.find((one) => one.level === level)
  if (own === undefined) return refuse({ code: 'dip.no-level-mean', level })
  const coefficient = divideExact(own.meanCost, whole.meanCost)
  const inputs = [stepValue('levelMean', own.meanCost, 'yuan'), stepValue('mean', whole.meanCost, 'yuan')]
  return ok({ coefficient, step: { formula, inputs, result: stepValue('basic', coefficient, 'times') } })
}

function basicOf(directory: DipDirectory, group: DipGroup | null, level: ProviderLevel): Basic {
  const { institution } = directory.rules
  if (institution.basic === 'listed') {
    const listed = institution.listed.find((one) => one.level === level)
    if (listed === undefined) return refuse({ code: 'dip.level-not-listed', level })
    const result = stepValue('basic', listed.coefficient, 'times')
    return ok({ coefficient: listed.coefficient, step: { formula: 'institution.listed', inputs: [], result } })
  }
  return institution.basic === 'group-level-mean' && group !== null
    ? byMeans(group, level, 'institution.group-level-mean')
    : byMeans(directory, level, 'institution.level-mean')
}

/**
 * 机构系数 H of an institution: the basic one of its level, plus the additions it has, at most what the rules allow.
 *
 * @param group of the case, where the basic coefficient differs by group; null else
 * @param additions names of the additions that the institution has
 * @returns refusals when the level has no mean (or is not listed), or an addition is not one of the rules
 */
export function institutionCoefficient(
  directory: DipDirectory,
  group: DipGroup | null,
  level: ProviderLevel,
  additions: readonly string[],
): Result<InstitutionCoefficient, InstitutionRefusal> {
  const basic = basicOf(directory, group, level)
  if (!basic.ok) return basic
  const { institution } = directory.rules
  const steps: DipStep[] = [basic.value.step]
  let coefficient = basic.value.coefficient
  for (const name of additions) {
    const addition = institution.additions.find((one) => one.name === name)
    if (addition === undefined) return refuse({ code: 'dip.unknown-addition', name })
    const inputs = [stepValue('before', coefficient, 'times'), stepValue(name, addition.coefficient, 'times')]
    coefficient = addExact(coefficient, addition.coefficient)
    steps.push({ formula: 'institution.addition', inputs, result: stepValue('institution', coefficient, 'times') })
  }
  const { most, decimals } = institution
  if (decimals !== null) {
    const rounded = roundExact(coefficient, decimals === 4 ? 100 : 1, 'half-up')
    const inputs = [stepValue('before', coefficient, 'times')]
    steps.push({ formula: 'institution.rounded', inputs, result: stepValue('institution', rounded, 'times') })
    coefficient = rounded
  }
  if (most === null || compareExact(coefficient, most) <= 0) return ok({ coefficient, steps })
  const inputs = [stepValue('before', coefficient, 'times'), stepValue('most', most, 'times')]
  steps.push({ formula: 'institution.most', inputs, result: stepValue('institution', most, 'times') })
  return ok({ coefficient: most, steps })
}
