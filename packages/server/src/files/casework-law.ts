import {
  type AllowedMeasure,
  type CaseworkLaw,
  type LegalBasis,
  limitNames,
  type MeasureKind,
  measureKinds,
  type TimeLimit,
} from '@yibao/core/casework'
import { type DateRange, type Fen, type IsoDate, ok, type Result, refuse } from '@yibao/core/kernel'
import { betweenOf, wholeOf } from './casework-numbers.ts'
import { openFile } from './policy-folders.ts'
import { holidaysOf } from './policy-holidays.ts'
import { type AuthorProblem, complain, fieldsOf, itemsOf, problemText, type Spot, textOf } from './policy-sheet.ts'
import { dateOfSpot, moneyOfSpot, wordOf } from './policy-values.ts'

/** What a measure is called, and by which road it is taken. */
interface MeasureName {
  readonly kind: MeasureKind
  readonly route: 'agreement' | 'administrative'
  readonly zh: string
  readonly en: string
}

export interface CaseworkFiles {
  readonly law: CaseworkLaw
  readonly measures: readonly MeasureName[]
}

/** Days of each value up to the next one; values out of order are reported. */
function rangesOf(spots: readonly { readonly from: IsoDate; readonly spot: Spot }[]): readonly DateRange[] {
  return spots.map(({ from, spot }, index) => {
    const next = spots[index + 1]
    if (next !== undefined && next.from <= from)
      complain(spot, 'dates out of order', 'sort the values by `from:`', from)
    return { from, until: next?.from ?? null }
  })
}

function limitsOf(spot: Spot): readonly TimeLimit[] {
  const { limits } = fieldsOf(spot, ['limits'])
  const seen = new Set<string>()
  const all = itemsOf(limits).flatMap((item) => {
    const { limit, values } = fieldsOf(item, ['limit', 'values'])
    const name = wordOf(limit, limitNames)
    if (seen.has(name)) complain(limit, `the limit ${name} stands twice`, 'put its values into one list')
    seen.add(name)
    const read = itemsOf(values).map((value) => {
      const fields = fieldsOf(value, ['from', 'days', 'counted', 'remind', 'source'], ['assumed'])
      const from = dateOfSpot(fields.from)
      const limitOnDay = {
        name,
        days: wholeOf(fields.days),
        counted: wordOf(fields.counted, ['workdays', 'days']),
        remindBefore: itemsOf(fields.remind).map(wholeOf),
        source: textOf(fields.source) ?? '',
        assumed: fields.assumed !== null && textOf(fields.assumed) !== null,
      }
      return { from, spot: value, limitOnDay }
    })
    const ranges = rangesOf(read)
    return read.flatMap(({ limitOnDay }, index) => {
      const range = ranges[index]
      return range === undefined ? [] : [{ ...limitOnDay, range }]
    })
  })
  for (const name of limitNames) {
    if (!seen.has(name)) complain(limits, `the limit ${name} is missing`, 'add it with its days and source')
  }
  return all
}

function allowedOf(spot: Spot): AllowedMeasure {
  const { measure, multiple, between, months } = fieldsOf(spot, ['measure'], ['multiple', 'between', 'months'])
  const kind = wordOf(measure, measureKinds)
  const isFine = kind === 'fine'
  if (isFine !== (multiple !== null || between !== null)) {
    complain(spot, 'a fine has a multiple or bounds, and nothing else has', 'write `multiple: 2..5` at `fine` alone')
  }
  const bounds = between === null ? [] : itemsOf(between).map(moneyOfSpot)
  const [least, most]: readonly (Fen | undefined)[] = bounds
  if (between !== null && (least === undefined || most === undefined || bounds.length > 2 || least > most)) {
    complain(between, 'no bounds of a fine', 'write `[10000 yuan, 50000 yuan]`')
  }
  const times = multiple === null ? null : betweenOf(multiple)
  return {
    kind,
    ...(times === null ? {} : { multiple: [times[0] * 1_000_000, times[1] * 1_000_000] }),
    ...(least === undefined || most === undefined ? {} : { between: [least, most] }),
    ...(months === null ? {} : { months: betweenOf(months) }),
  }
}

function basisOf(spot: Spot): LegalBasis {
  const required = ['basis', 'law', 'article', 'from', 'zh', 'en', 'against', 'allows'] as const
  const fields = fieldsOf(spot, required, ['until', 'assumed'])
  return {
    code: textOf(fields.basis) ?? '',
    law: textOf(fields.law) ?? '',
    article: textOf(fields.article) ?? '',
    says: { zh: textOf(fields.zh) ?? '', en: textOf(fields.en) ?? '' },
    against: itemsOf(fields.against).map((one) => wordOf(one, ['institution', 'doctor', 'person'])),
    range: { from: dateOfSpot(fields.from), until: fields.until === null ? null : dateOfSpot(fields.until) },
    allows: itemsOf(fields.allows).map(allowedOf),
    assumed: fields.assumed !== null && textOf(fields.assumed) !== null,
  }
}

function basesOf(spot: Spot): readonly LegalBasis[] {
  const { bases } = fieldsOf(spot, ['bases'])
  const seen = new Set<string>()
  return itemsOf(bases).map((item) => {
    const basis = basisOf(item)
    if (seen.has(basis.code))
      complain(item, `the basis ${basis.code} stands twice`, 'give each its own code', basis.code)
    seen.add(basis.code)
    return basis
  })
}

function measuresOf(spot: Spot): readonly MeasureName[] {
  const { measures } = fieldsOf(spot, ['measures'])
  const read = itemsOf(measures).map((item): MeasureName => {
    const { measure, route, zh, en } = fieldsOf(item, ['measure', 'route', 'zh', 'en'])
    return {
      kind: wordOf(measure, measureKinds),
      route: wordOf(route, ['agreement', 'administrative']),
      zh: textOf(zh) ?? '',
      en: textOf(en) ?? '',
    }
  })
  for (const kind of measureKinds) {
    const named = read.filter((one) => one.kind === kind).length
    if (named !== 1) complain(measures, `the measure ${kind} stands ${named} times`, 'name each once')
  }
  return read
}

/**
 * Reads limits, days off, clauses and measures of `policy/supervision`.
 *
 * @returns what acts are held against, or every problem with file, line and cure
 */
export async function loadCaseworkLaw(folder: string): Promise<Result<CaseworkFiles, AuthorProblem[]>> {
  const problems: AuthorProblem[] = []
  const sheet = (name: string): Promise<Spot> => openFile(folder, name, problems)
  const limits = limitsOf(await sheet('limits.yaml'))
  const bases = basesOf(await sheet('bases.yaml'))
  const measures = measuresOf(await sheet('measures.yaml'))
  const { holidays } = fieldsOf(await sheet('holidays.yaml'), ['holidays'])
  const workYears = holidaysOf(holidays)
  return problems.length > 0 ? refuse(problems) : ok({ law: { limits, bases, workYears }, measures })
}

/** The same, of a folder without problems. @throws Error that lists them, each with file, line and cure */
export async function soundCaseworkLaw(folder: string): Promise<CaseworkFiles> {
  const loaded = await loadCaseworkLaw(folder)
  if (loaded.ok) return loaded.value
  throw new Error(`监督目录有误 the supervision folder has problems:\n${loaded.error.map(problemText).join('\n')}`)
}
