import { conditionForm } from './check-condition-form.ts'
import { refusal, type SchemeFinding } from './check-finding.ts'
import { conditionsOf } from './reach-atoms.ts'
import type { Scheme } from './types.ts'

/** What a scheme names is there, once and in its place, and its conditions are conditions. Without this nothing else can be asked. */
export function checkForm(scheme: Scheme): readonly SchemeFinding[] {
  return [
    ...rangeForm(scheme),
    ...mdcForm(scheme),
    ...stepForm(scheme),
    ...resultForm(scheme),
    ...conditionForms(scheme),
  ]
}

function rangeForm({ range }: Scheme): readonly SchemeFinding[] {
  if (range === null || range.until === null || range.from < range.until) return []
  return [refusal('scheme.range-reversed', 'range', { from: range.from, until: range.until })]
}

function mdcForm({ mdcOrder, mdcs }: Scheme): readonly SchemeFinding[] {
  const findings: SchemeFinding[] = []
  for (const [index, mdc] of mdcOrder.entries()) {
    if (!Object.hasOwn(mdcs, mdc)) findings.push(refusal('scheme.mdc-unknown', `mdcOrder[${index}]`, { mdc }))
    else if (mdcOrder.indexOf(mdc) < index) findings.push(refusal('scheme.mdc-twice', `mdcOrder[${index}]`, { mdc }))
  }
  const missing = Object.keys(mdcs).filter((mdc) => !mdcOrder.includes(mdc))
  return [...findings, ...missing.map((mdc) => refusal('scheme.mdc-not-in-order', `mdcs.${mdc}`, { mdc }))]
}

function stepForm({ mdcs, adrgs }: Scheme): readonly SchemeFinding[] {
  return Object.entries(mdcs).flatMap(([mdc, { steps }]) =>
    steps.flatMap((step, index) => {
      if (!('adrg' in step) || Object.hasOwn(adrgs, step.adrg)) return []
      return [refusal('scheme.adrg-unknown', `mdcs.${mdc}.steps[${index}]`, { mdc, adrg: step.adrg })]
    }),
  )
}

function resultForm({ adrgs, mdcs }: Scheme): readonly SchemeFinding[] {
  const splits = Object.entries(adrgs).flatMap(([key, { drgs }]) =>
    drgs.flatMap(({ drg }, index) => (drg === '' ? [`adrgs.${key}.drgs[${index}].drg`] : [])),
  )
  const steps = Object.entries(mdcs).flatMap(([key, mdc]) =>
    mdc.steps.flatMap((step, index) => ('result' in step && step.result === '' ? [`mdcs.${key}.steps[${index}]`] : [])),
  )
  return [...splits, ...steps].map((where) => refusal('scheme.result-empty', where))
}

function conditionForms(scheme: Scheme): readonly SchemeFinding[] {
  const lists = new Set(Object.keys(scheme.lists))
  const principal = Object.entries(scheme.mdcs).flatMap(([mdc, { principalDxList: list }]) =>
    list === undefined || lists.has(list)
      ? []
      : [refusal('scheme.list-unknown', `mdcs.${mdc}.principalDxList`, { list })],
  )
  return [...principal, ...[...conditionsOf(scheme)].flatMap(({ where, when }) => conditionForm(when, where, lists))]
}
