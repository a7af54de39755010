import type { DipGroup } from '@yibao/core/dip'
import { readDirectoryFile } from '../files/dip-directory.ts'
import { amountText, directorySummary, groupDetail, groupTable, numberText, warningLines } from '../text/dip-text.ts'
import { print } from './output.ts'

interface ShowChoice {
  readonly limit: number
  readonly group?: string
  readonly kind?: DipGroup['kind']
  readonly warnings?: true
  readonly json?: true
}

function plainGroup(group: DipGroup): object {
  const { id, kind, treatment, diagnosis, operations, cases, meanCases, casesByYear, variationPpm } = group
  return {
    id,
    kind,
    treatment,
    diagnosis,
    operations,
    cases,
    meanCases,
    casesByYear,
    meanCost: amountText(group.meanCost),
    score: numberText(group.score),
    drugScore: numberText(group.drugScore),
    consumableScore: numberText(group.consumableScore),
    meanStay: numberText(group.meanStay),
    variation: variationPpm / 1_000_000,
    primaryCoefficient: group.primaryCoefficient === null ? null : numberText(group.primaryCoefficient),
    byLevel: group.byLevel.map(({ level, cases: many, meanCost, lastYearMeanCost }) => ({
      level,
      cases: many,
      meanCost: amountText(meanCost),
      lastYearMeanCost: lastYearMeanCost === null ? null : amountText(lastYearMeanCost),
    })),
  }
}

/** Shows a directory: its largest groups, or one group with years and levels. */
export async function dipShow(path: string, choice: ShowChoice): Promise<void> {
  const { directory, digest } = await readDirectoryFile(path)
  if (choice.group !== undefined) {
    const group = directory.groups.find(({ id }) => id === choice.group)
    if (group === undefined) {
      const near = directory.groups.filter(({ id }) => id.startsWith(choice.group?.slice(0, 3) ?? '')).slice(0, 5)
      const hint = near.length === 0 ? '' : `; 相近 near it: ${near.map(({ id }) => id).join('，')}`
      throw new Error(`目录中没有病种 ${choice.group} no such group${hint}`)
    }
    const notes = directory.warnings.filter((one) => 'groupId' in one && one.groupId === group.id)
    if (choice.json === true) print({ ...plainGroup(group), warnings: notes })
    else print([...groupDetail(group), ...warningLines(notes)].join('\n'))
    return
  }
  const groups = directory.groups
    .filter(({ kind }) => choice.kind === undefined || kind === choice.kind)
    .toSorted((a, b) => b.cases - a.cases || (a.id < b.id ? -1 : 1))
    .slice(0, choice.limit)
  if (choice.json === true) {
    const { rules, cases, leftOut, years, referenceCost, warnings } = directory
    const head = { digest, rules: rules.name, title: rules.title, year: rules.year, years, cases, leftOut }
    print({ ...head, referenceCost: amountText(referenceCost), groups: groups.map(plainGroup), warnings })
    return
  }
  const warnings = choice.warnings === true ? ['', ...warningLines(directory.warnings)] : []
  print([...directorySummary(directory, digest), '', ...groupTable(groups), ...warnings].join('\n'))
}
