import type { Breach, CreditRules, CreditScheme, Fading, Grade, Repair, Threshold } from '@yibao/core/credit'
import { ok, type Result, refuse } from '@yibao/core/kernel'
import { betweenOf, wholeOf } from './casework-numbers.ts'
import { openFile } from './policy-folders.ts'
import { type AuthorProblem, complain, fieldsOf, itemsOf, problemText, type Spot, textOf } from './policy-sheet.ts'
import { dateOfSpot, flagOf, rateOfSpot, wordOf } from './policy-values.ts'

const kinds = ['institution', 'doctor', 'person'] as const

const isAssumed = (spot: Spot | null): boolean => spot !== null && textOf(spot) !== null

const listed = <T>(spot: Spot | null, read: (item: Spot) => T): readonly T[] =>
  spot === null ? [] : itemsOf(spot).map(read)

/** The steps of a list rise, or fall, by one of their numbers. */
function inOrder<T>(spot: Spot | null, rows: readonly T[], of: (row: T) => number, rises: boolean): readonly T[] {
  const wrong = rows.some((row, index) => {
    const next = rows[index + 1]
    return next !== undefined && (rises ? of(next) < of(row) : of(next) > of(row))
  })
  if (spot !== null && wrong) complain(spot, `\`${spot.name}\` is out of order`, `let it ${rises ? 'rise' : 'fall'}`)
  return rows
}

function fadingOf(spot: Spot): Fading {
  const { months, left } = fieldsOf(spot, ['months', 'left'])
  return { months: wholeOf(months), left: rateOfSpot(left) }
}

function gradeOf(spot: Spot): Grade {
  const { grade, from } = fieldsOf(spot, ['grade', 'from'])
  return { grade: textOf(grade) ?? '', from: wholeOf(from) }
}

function thresholdOf(spot: Spot): Threshold {
  const { points, does, months, atOnce } = fieldsOf(spot, ['points', 'does', 'months'], ['atOnce'])
  return {
    points: wholeOf(points),
    atOnce: atOnce !== null && flagOf(atOnce),
    does: wordOf(does, ['talk', 'pause', 'end']),
    months: betweenOf(months),
  }
}

function schemeOf(spot: Spot): CreditScheme {
  const required = ['scheme', 'counts', 'base', 'responsibility', 'appealDays', 'from', 'source'] as const
  const fields = fieldsOf(spot, required, ['fading', 'grades', 'thresholds', 'until', 'assumed'])
  const { general, important, main } = fieldsOf(fields.responsibility, ['general', 'important', 'main'])
  return {
    kind: wordOf(fields.scheme, kinds),
    counts: wordOf(fields.counts, ['year', 'base']),
    base: wholeOf(fields.base),
    fading: inOrder(fields.fading, listed(fields.fading, fadingOf), ({ months }) => months, true),
    grades: inOrder(fields.grades, listed(fields.grades, gradeOf), ({ from }) => from, false),
    thresholds: inOrder(fields.thresholds, listed(fields.thresholds, thresholdOf), ({ points }) => points, true),
    responsibility: { general: rateOfSpot(general), important: rateOfSpot(important), main: rateOfSpot(main) },
    appealDays: wholeOf(fields.appealDays),
    range: { from: dateOfSpot(fields.from), until: fields.until === null ? null : dateOfSpot(fields.until) },
    source: textOf(fields.source) ?? '',
    assumed: isAssumed(fields.assumed),
  }
}

function breachOf(spot: Spot): Breach {
  const fields = fieldsOf(spot, ['breach', 'kind', 'zh', 'en', 'points', 'from', 'source'], ['until', 'assumed'])
  const [least, most] = betweenOf(fields.points)
  return {
    code: textOf(fields.breach) ?? '',
    kind: wordOf(fields.kind, kinds),
    zh: textOf(fields.zh) ?? '',
    en: textOf(fields.en) ?? '',
    least,
    most,
    range: { from: dateOfSpot(fields.from), until: fields.until === null ? null : dateOfSpot(fields.until) },
    source: textOf(fields.source) ?? '',
    assumed: isAssumed(fields.assumed),
  }
}

function repairOf(spot: Spot): Repair {
  const required = ['repair', 'kind', 'zh', 'en', 'points', 'mostPerYear', 'from', 'source'] as const
  const fields = fieldsOf(spot, required, ['until', 'assumed'])
  return {
    code: textOf(fields.repair) ?? '',
    kind: wordOf(fields.kind, kinds),
    zh: textOf(fields.zh) ?? '',
    en: textOf(fields.en) ?? '',
    points: wholeOf(fields.points),
    mostPerYear: wholeOf(fields.mostPerYear),
    range: { from: dateOfSpot(fields.from), until: fields.until === null ? null : dateOfSpot(fields.until) },
    source: textOf(fields.source) ?? '',
    assumed: isAssumed(fields.assumed),
  }
}

/**
 * Reads `policy/supervision/credit.yaml`.
 *
 * @returns schemes, breaches and repairs, or every problem with file, line and cure
 */
export async function loadCreditRules(folder: string): Promise<Result<CreditRules, AuthorProblem[]>> {
  const problems: AuthorProblem[] = []
  const sheet = await openFile(folder, 'credit.yaml', problems)
  const { schemes, breaches, repairs } = fieldsOf(sheet, ['schemes', 'breaches', 'repairs'])
  const rules: CreditRules = {
    schemes: listed(schemes, schemeOf),
    breaches: listed(breaches, breachOf),
    repairs: listed(repairs, repairOf),
  }
  for (const kind of kinds) {
    if (rules.schemes.every((scheme) => scheme.kind !== kind)) complain(schemes, `no scheme of ${kind}`, 'add it')
  }
  const codes = rules.breaches.map(({ code, range }) => `${code} ${range.from}`)
  const twice = codes.find((code, index) => codes.indexOf(code) !== index)
  if (twice !== undefined) complain(breaches, `the breach ${twice} stands twice`, 'keep one of them')
  return problems.length > 0 ? refuse(problems) : ok(rules)
}

/** The same, of a folder without problems. @throws Error that lists them, each with file, line and cure */
export async function soundCreditRules(folder: string): Promise<CreditRules> {
  const loaded = await loadCreditRules(folder)
  if (loaded.ok) return loaded.value
  throw new Error(`信用规则有误 the credit rules have problems:\n${loaded.error.map(problemText).join('\n')}`)
}
