import type { DateRange } from '@yibao/core/kernel'
import type { Signup, SignupSurvey } from './capitation-ports.ts'
import type { ImportListener } from './import-ports.ts'
import type { Examine, SourceRow } from './import-source.ts'

/** What is on file about the people and institutions of some sign-ups. */
type Survey = (signups: readonly Signup[]) => Promise<SignupSurvey>

const overlap = (a: DateRange, b: DateRange): boolean =>
  (a.until === null || a.until > b.from) && (b.until === null || b.until > a.from)

const daysOf = ({ from, until }: DateRange): string => `${from} ～ ${until ?? ''}`

const keyOf = ({ insuredId, division, scheme }: Signup): string => `${insuredId} ${division} ${scheme}`

/** The sign-ups of a person as they stand after the lines above: a line that begins on the same day takes the place of one on file. */
type Standing = Map<string, Map<string, Signup>>

function standingOf(standing: Standing, signup: Signup, onFile: ReadonlyMap<string, readonly Signup[]>) {
  const key = keyOf(signup)
  const known = standing.get(key) ?? new Map((onFile.get(key) ?? []).map((one) => [one.range.from, one]))
  standing.set(key, known)
  return known
}

/** Person and institution are on file, and nobody is signed on twice on one day. */
export function examineSignups(survey: Survey, listener: ImportListener, file: string): Examine<Signup> {
  const standing: Standing = new Map()
  return async (rows) => {
    const found = await survey(rows.map(({ value }) => value))
    const onFile = Map.groupBy(found.signups, keyOf)
    const examined = ({ line, labels, value }: SourceRow<Signup>): boolean => {
      const problem = (column: string, said: string, what: string, cure: string): boolean => {
        listener.problem(file, { line, column: labels[column] ?? column, value: said, what, cure })
        return false
      }
      const { insuredId, providerCode, range } = value
      const knownPerson =
        found.people.has(insuredId) ||
        problem(
          'psn_no',
          insuredId,
          '没有此人 (nobody on file has this number)',
          '请先导入参保人员 (import the person first: import members)',
        )
      const knownInstitution =
        found.institutions.has(providerCode) ||
        problem(
          'provider_code',
          providerCode,
          '没有此机构 (no institution has this code)',
          '请先导入机构 (import it first: import institutions)',
        )
      if (!knownPerson || !knownInstitution) return false
      const signups = standingOf(standing, value, onFile)
      const other = [...signups.values()].find((one) => one.range.from !== range.from && overlap(one.range, range))
      if (other !== undefined) {
        const what = `与签约 ${other.providerCode} ${daysOf(other.range)} 重叠 (he is signed on with another on some of the days)`
        const cure = `请在本行之前写一行结束它：同一开始日 ${other.range.from}，结束日不晚于 ${range.from} (end it by a line above this one: the same first day, an end not after ${range.from})`
        return problem('valid_from', range.from, what, cure)
      }
      signups.set(range.from, value)
      return true
    }
    return rows.filter((row) => !examined(row)).map(({ line }) => line)
  }
}
