import { type SchemeFinding, warning } from './check-finding.ts'
import type { Scheme } from './types.ts'

/** Groups and their names, ADRGs and their steps: what is declared on one side only. */
export function checkGroups(scheme: Scheme): readonly SchemeFinding[] {
  const { adrgs, mdcs, drgNames } = scheme
  const steps = Object.values(mdcs).flatMap((mdc) => mdc.steps)
  const tried = new Set(steps.flatMap((step) => ('adrg' in step ? [step.adrg] : [])))
  const unused = Object.keys(adrgs).filter((adrg) => !tried.has(adrg))
  const ruled = new Set<string>([
    ...Object.values(adrgs).flatMap((adrg) => [...adrg.drgs.map(({ drg }) => drg), adrg.else]),
    ...steps.flatMap((step) => ('result' in step ? [step.result] : [])),
  ])
  const withoutRule = Object.keys(drgNames).filter((drg) => !ruled.has(drg))
  return [
    ...unused.map((adrg) => warning('scheme.adrg-unused', `adrgs.${adrg}`, { adrg })),
    ...withoutRule.map((drg) =>
      warning('scheme.drg-without-rule', `drgNames.${drg}`, { drg, name: drgNames[drg] ?? '' }),
    ),
    ...namelessGroups(scheme),
    ...Object.entries(drgNames).flatMap(([drg, name]) =>
      name === name.trim() ? [] : [warning('scheme.name-untidy', `drgNames.${drg}`, { drg, name })],
    ),
  ]
}

/** An `else` of three characters is the ADRG itself and has its name. */
function namelessGroups({ adrgs, mdcs, drgNames }: Scheme): readonly SchemeFinding[] {
  const splits = Object.entries(adrgs).flatMap(([key, adrg]) => [
    ...adrg.drgs.map(({ drg }, index) => ({ drg, where: `adrgs.${key}.drgs[${index}]` })),
    ...(adrg.else === '' || adrg.else === adrg.code ? [] : [{ drg: adrg.else, where: `adrgs.${key}.else` }]),
  ])
  const results = Object.entries(mdcs).flatMap(([key, { steps }]) =>
    steps.flatMap((step, index) =>
      'result' in step ? [{ drg: step.result, where: `mdcs.${key}.steps[${index}]` }] : [],
    ),
  )
  const told = new Set<string>()
  return [...splits, ...results].flatMap(({ drg, where }) => {
    if (Object.hasOwn(drgNames, drg) || told.has(drg)) return []
    told.add(drg)
    return [warning('scheme.drg-without-name', where, { drg })]
  })
}
