import type { Answer } from '@yibao/contract/rest'
import { type IsoDate, isoDate, ok, refuse } from '@yibao/core/kernel'
import type { Parameter, Plan, RegionPack, Rules } from '@yibao/core/policy'
import type { PolicyDesk, WorkedCase } from '../../flows/policy-ports.ts'
import { billWords, layerWords } from '../../text/amount-words.ts'
import { expectedWords } from '../../text/expected-words.ts'
import { keyWords } from '../../text/parameter-text.ts'
import { parametersOn, type RowOnDate, valueJson } from '../../text/plan-on-date.ts'
import { coverageLabel, payerWords } from '../../text/plan-words.ts'
import { sourceParts } from '../../text/source-parts.ts'
import { inputNames, stepNames } from '../../text/trace-words.ts'
import { spaced, type WordTable } from '../../text/words.ts'
import { usualPage } from './desk.ts'
import type { HandlersOf } from './handler.ts'
import { badPage } from './paging.ts'
import { caseRow, caseWhole, type Naming } from './policy-case-view.ts'

type RulesAbout = 'coverage' | 'plan' | 'contribution' | 'enrolment'

/** One set of rules of a region, under the name by which it is asked. */
interface NamedRules {
  readonly about: RulesAbout
  readonly rulesId: string
  readonly label: { readonly zh: string; readonly en: string }
  readonly rules: Rules
  readonly plan: Plan | null
  readonly readings: Readonly<Record<string, Rules>>
}

const named = (about: RulesAbout, rules: Rules, plan: Plan | null, readings: NamedRules['readings']): NamedRules => ({
  about,
  rulesId: rules.id,
  label: { zh: rules.label, en: rules.labelEn },
  rules,
  plan,
  readings,
})

/** What a region says of single items, left out where it says nothing, then each file of rules. */
function rulesOf({ coverage, plans, contributions, enrolments }: RegionPack): readonly NamedRules[] {
  const isBare = Object.keys(coverage.parameters).length === 0 && coverage.classes.length === 0
  return [
    ...(isBare ? [] : [{ ...named('coverage', coverage, null, {}), rulesId: 'coverage', label: coverageLabel }]),
    ...plans.map((plan) => named('plan', plan, plan, plan.readings)),
    ...contributions.map((rules) => named('contribution', rules, null, {})),
    ...enrolments.map((rules) => named('enrolment', rules, null, rules.readings)),
  ]
}

const regionView = ({ division, name, nameEn, hash: packHash }: RegionPack) => ({
  division,
  region: { zh: name, en: nameEn },
  packHash,
})

const nameView = ({ about, rulesId, label }: NamedRules) => ({ about, rulesId, label })

const parametersOf = (all: readonly NamedRules[]): readonly Parameter[] =>
  all.flatMap(({ rules }) => Object.values(rules.parameters))

/** The days on which any value begins, changes or ends. */
function daysOf(all: readonly NamedRules[]): readonly IsoDate[] {
  const days = parametersOf(all).flatMap(({ rows }) => rows.flatMap(({ values }) => values.map(({ from }) => from)))
  return [...new Set(days)].sort()
}

function packView(pack: RegionPack, on: IsoDate) {
  const all = rulesOf(pack)
  return {
    ...regionView(pack),
    yearStartsOn: pack.year.startsOn,
    days: daysOf(all),
    rules: all.map((one) => {
      const shown = parametersOn(one.rules, on)
      const rows = shown.flatMap((parameter) => parameter.rows)
      return {
        ...nameView(one),
        scheme: one.plan?.scheme ?? null,
        care: one.plan?.care ?? [],
        payable: one.plan !== null && one.plan.layers.length > 0,
        readings: Object.entries(one.readings).map(([name, { label }]) => ({ name, label })),
        parameters: shown.length,
        stated: rows.filter(({ value }) => value !== null).length,
        unstated: rows.filter(({ value }) => value === null).length,
        assumed: rows.filter(({ assumed }) => assumed).length,
      }
    }),
  }
}

const labelView = ({ name, label }: Pick<Parameter, 'name' | 'label'>) => ({ zh: label, en: spaced(name) })

const keyView = ({ by }: Pick<Parameter, 'by'>, key: readonly string[], rules: Rules) => ({
  key,
  keyWords: { zh: keyWords({ by }, key, rules, 'zh'), en: keyWords({ by }, key, rules, 'en') },
})

const sourceView = ({ source, assumed }: { readonly source: string; readonly assumed: boolean }) => ({
  source,
  ...sourceParts(source),
  assumed,
})

function parametersView({ rules }: NamedRules, on: IsoDate) {
  return parametersOn(rules, on).map(({ name, label, kind, by, rows }) => ({
    name,
    label: labelView({ name, label }),
    kind,
    by,
    rows: rows.map((row: RowOnDate, index) => ({
      ...keyView({ by }, row.key, rules),
      value: row.value,
      from: row.from,
      missing: row.missing,
      firstFrom: row.firstFrom,
      changes: rules.parameters[name]?.rows[index]?.values.length ?? 0,
      ...sourceView(row),
      ...row.place,
    })),
  }))
}

function historyView(parameter: Parameter, rules: Rules) {
  const { kind } = parameter
  return parameter.rows.map(({ key, values, place }) => ({
    ...keyView(parameter, key, rules),
    values: values.map(({ from, value, source, assumed }) => ({
      from,
      value: value === 'none' ? null : valueJson(kind, value),
      base: typeof value === 'number' ? value : null,
      ...sourceView({ source, assumed }),
    })),
    ...place,
  }))
}

const wordsView = (table: WordTable<string>) =>
  Object.fromEntries(Object.entries(table).map(([code, [zh, en]]) => [code, { zh, en }]))

const words: Answer<'policies.pack'>['words'] = {
  steps: wordsView(stepNames),
  inputs: wordsView(inputNames),
  payers: wordsView(payerWords),
  amounts: wordsView(billWords),
  parts: wordsView(layerWords),
}

const namingIn =
  (pack: RegionPack): Naming =>
  ({ rulesId }) => {
    const known = rulesOf(pack).find((one) => one.rulesId === rulesId)
    return (name) => {
      const [zh, en] = expectedWords(name, known?.rules ?? null, known?.plan ?? null)
      return { zh, en }
    }
  }

/** The rows behind the one that a page ended with; null when no page ended so. */
function behind(cases: readonly WorkedCase[], after: string | undefined): readonly WorkedCase[] | null {
  if (after === undefined) return cases
  const at = cases.findIndex(({ name }) => name === after)
  return at < 0 ? null : cases.slice(at + 1)
}

export function policyHandlers(desk: PolicyDesk): HandlersOf<'policies'> {
  const packs = new Map<string, RegionPack>(desk.packs.map((pack) => [pack.division, pack]))
  const unknownRegion = { code: 'policies.unknown-region', field: 'division' } as const
  return {
    'policies.packs': async (_context, { on: day }) => {
      const on = day === undefined ? desk.today() : isoDate(day)
      return ok({ on, packs: desk.packs.map((pack) => packView(pack, on)) })
    },

    'policies.pack': async (_context, { division }) => {
      const pack = packs.get(division)
      return pack === undefined ? refuse(unknownRegion) : ok({ pack, ...desk.formOf(pack), words })
    },

    'policies.parameters': async (_context, { division, on: day, rulesId }) => {
      const pack = packs.get(division)
      if (pack === undefined) return refuse(unknownRegion)
      const on = isoDate(day)
      const all = rulesOf(pack).filter((one) => rulesId === undefined || one.rulesId === rulesId)
      if (rulesId !== undefined && all.length === 0) {
        return refuse({ code: 'policies.unknown-rules', field: 'rulesId', value: rulesId })
      }
      const rules = all.map((one) => ({ ...nameView(one), parameters: parametersView(one, on) }))
      return ok({ ...regionView(pack), on, rules })
    },

    'policies.history': async (_context, { division, rulesId, parameter: name }) => {
      const pack = packs.get(division)
      if (pack === undefined) return refuse(unknownRegion)
      const one = rulesOf(pack).find((candidate) => candidate.rulesId === rulesId)
      if (one === undefined) return refuse({ code: 'policies.unknown-rules', field: 'rulesId', value: rulesId })
      const parameter = Object.values(one.rules.parameters).find((candidate) => candidate.name === name)
      if (parameter === undefined) {
        return refuse({ code: 'policies.unknown-parameter', field: 'parameter', value: name })
      }
      return ok({
        ...regionView(pack),
        ...nameView(one),
        parameter: name,
        parameterLabel: labelView(parameter),
        kind: parameter.kind,
        rows: historyView(parameter, one.rules),
      })
    },

    'policies.difference': async (_context, { division, left, right, language = 'zh' }) => {
      const pack = packs.get(division)
      if (pack === undefined) return refuse(unknownRegion)
      const days = { left: isoDate(left), right: isoDate(right) }
      return ok({ ...regionView(pack), ...days, ...(await desk.compare(pack, days, language)) })
    },

    'policies.tally': async () => {
      const regions: Answer<'policies.tally'>['regions'][number][] = []
      for (const pack of desk.packs) {
        const cases = await desk.cases(pack)
        const passed = cases.filter(({ differences }) => differences.length === 0).length
        if (cases.length > 0) regions.push({ ...regionView(pack), passed, failed: cases.length - passed })
      }
      return ok({ regions })
    },

    'policies.cases': async (_context, { division, rulesId, state, limit = usualPage, after }) => {
      const pack = packs.get(division)
      if (pack === undefined) return refuse(unknownRegion)
      const rest = behind(await desk.cases(pack), after)
      if (rest === null) return refuse(badPage(after ?? ''))
      const chosen = rest.filter((one) => {
        const passed = one.differences.length === 0
        return (rulesId ?? one.rulesId) === one.rulesId && (state === undefined || passed === (state === 'passed'))
      })
      const rows = chosen.slice(0, limit).map((one) => caseRow(one, namingIn(pack)))
      return ok({ rows, next: chosen.length > limit ? (rows.at(-1)?.name ?? null) : null })
    },

    'policies.example': async (_context, { division, name }) => {
      const pack = packs.get(division)
      if (pack === undefined) return refuse(unknownRegion)
      const found = (await desk.cases(pack)).find((one) => one.name === name)
      if (found === undefined) return refuse({ code: 'policies.unknown-case', field: 'name' })
      return ok(caseWhole(found, namingIn(pack)))
    },
  }
}
