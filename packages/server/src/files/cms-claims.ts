import { basename } from 'node:path'
import { type IsoDate, parseYuan } from '@yibao/core/kernel'
import type { StayFact } from '@yibao/core/supervision'
import { dateOf, deskFor, type RowDesk, textOf } from './row-checks.ts'
import { type TableLayout, type TableRow, tableRows } from './table-file.ts'
import type { RowProblem } from './tsv.ts'

const diagnoses = Array.from({ length: 10 }, (_, index) => `ICD9_DGNS_CD_${index + 1}`)
const operations = Array.from({ length: 6 }, (_, index) => `ICD9_PRCDR_CD_${index + 1}`)

/** Columns by name, those after `|` may be absent. */
export function layoutOf(required: readonly string[], optional: readonly string[] = []): TableLayout<string> {
  return {
    columns: [...required.map((name) => [name, true] as const), ...optional.map((name) => [name, false] as const)].map(
      ([name, isRequired]) => ({ name, chinese: name, required: isRequired }),
    ),
    freePrefix: null,
    strangers: 'ignore',
  }
}

const claimsLayout = layoutOf(
  ['DESYNPUF_ID', 'CLM_ID', 'CLM_FROM_DT', 'CLM_THRU_DT', 'PRVDR_NUM', 'CLM_PMT_AMT', 'ICD9_DGNS_CD_1'],
  ['SEGMENT', 'AT_PHYSN_NPI', 'CLM_DRG_CD', ...diagnoses.slice(1), ...operations],
)
const peopleLayout = layoutOf(['DESYNPUF_ID'], ['BENE_DEATH_DT', 'SP_STATE_CODE'])

/** A file whose rows cannot all be read: nothing is measured on the rest. */
class UnreadableClaims extends Error {
  override readonly name = 'UnreadableClaims'
}

const shownProblems = 20

/**
 * The rows of a file, each read by `read`.
 *
 * @throws UnreadableClaims with file, line and cure of everything that is wrong
 */
export async function readRows<T>(
  path: string,
  layout: TableLayout<string>,
  read: (row: TableRow<string>, desk: RowDesk<string>) => T | null,
): Promise<T[]> {
  const values: T[] = []
  const problems: RowProblem[] = []
  for await (const item of tableRows(path, layout)) {
    if (item.kind === 'unreadable') problems.push(item.problem)
    else if (item.kind === 'bad') problems.push(...item.problems)
    else {
      const desk = deskFor(item.row)
      const value = read(item.row, desk)
      problems.push(...desk.problems)
      if (value !== null && desk.problems.length === 0) values.push(value)
    }
  }
  if (problems.length > 0) {
    const lines = problems
      .slice(0, shownProblems)
      .map(({ line, column, value, what, cure }) => `${basename(path)}:${line}: ${column} ${value} ${what}；${cure}`)
    const more = problems.length > shownProblems ? [`… ${problems.length - shownProblems} 处更多 more`] : []
    throw new UnreadableClaims(
      [
        `${path}：${problems.length} 处有误，全部未采用 ${problems.length} faults, nothing was taken`,
        ...lines,
        ...more,
      ].join('\n'),
    )
  }
  return values
}

interface Person {
  readonly diedOn: IsoDate | null
  readonly state: string | null
}

/** What the beneficiary files say of people; of several years what any of them says, the later first. */
export async function readPeople(files: readonly string[]): Promise<ReadonlyMap<string, Person>> {
  const people = new Map<string, Person>()
  for (const file of files) {
    const rows = await readRows(file, peopleLayout, ({ cells }, desk) => {
      const id = textOf(desk, 'DESYNPUF_ID', 40)
      const died = (cells.BENE_DEATH_DT ?? '') === '' ? null : dateOf(desk, 'BENE_DEATH_DT')
      return id === undefined || died === undefined ? null : { id, died, state: cells.SP_STATE_CODE ?? '' }
    })
    for (const { id, died, state } of rows) {
      const known = people.get(id)
      people.set(id, {
        diedOn: died ?? known?.diedOn ?? null,
        state: state === '' ? (known?.state ?? null) : state,
      })
    }
  }
  return people
}

const codesIn = (cells: TableRow<string>['cells'], names: readonly string[]): readonly string[] =>
  names.flatMap((name) => ((cells[name] ?? '') === '' ? [] : [cells[name] ?? '']))

/** The first segment of a claim; null of a later one, whose codes and dates are those of the first or empty. */
function claimOf(
  { cells }: TableRow<string>,
  desk: RowDesk<string>,
  people: ReadonlyMap<string, Person>,
): StayFact | null {
  if ((cells.SEGMENT ?? '1') !== '1' && cells.SEGMENT !== '') return null
  const [stayId, personId] = [textOf(desk, 'CLM_ID', 40), textOf(desk, 'DESYNPUF_ID', 40)]
  const providerCode = textOf(desk, 'PRVDR_NUM', 40)
  const [from, until] = [dateOf(desk, 'CLM_FROM_DT'), dateOf(desk, 'CLM_THRU_DT')]
  const paid = parseYuan(cells.CLM_PMT_AMT ?? '')
  if (!paid.ok) desk.fault('CLM_PMT_AMT', '不是金额 (not an amount)', '请写成 4000.00 (write it as 4000.00)')
  if (from !== undefined && until !== undefined && until < from)
    desk.fault('CLM_THRU_DT', `早于入院 ${from} (before the first day)`, '请核对两个日期 (check both dates)')
  if (stayId === undefined || personId === undefined || providerCode === undefined) return null
  if (from === undefined || until === undefined || !paid.ok) return null
  const person = people.get(personId)
  return {
    stayId,
    personId,
    providerCode,
    place: providerCode.slice(0, 2),
    doctor: (cells.AT_PHYSN_NPI ?? '') === '' ? null : (cells.AT_PHYSN_NPI ?? null),
    department: null,
    from,
    until,
    amount: paid.value,
    paid: paid.value,
    diagnoses: codesIn(cells, diagnoses),
    operations: codesIn(cells, operations),
    group: (cells.CLM_DRG_CD ?? '') === '' ? null : (cells.CLM_DRG_CD ?? null),
    diedOn: person?.diedOn ?? null,
    homePlace: person?.state ?? null,
  }
}

/**
 * Inpatient claims in the public layout of the US Centers for Medicare & Medicaid Services (DE-SynPUF) as stays. Dates are yyyymmdd;
 * amounts are dollars and become hundredths, which patterns only compare; the state of a hospital is the first two characters
 * of its number. One claim is one stay: rows of a further SEGMENT add nothing that patterns look at.
 *
 * @throws UnreadableClaims with file, line and cure; a claim number that stands twice is one of the faults
 */
export async function readClaims(file: string, people: ReadonlyMap<string, Person>): Promise<readonly StayFact[]> {
  const seen = new Set<string>()
  return readRows(file, claimsLayout, (row, desk) => {
    const claim = claimOf(row, desk, people)
    if (claim === null) return null
    if (seen.has(claim.stayId))
      desk.fault('CLM_ID', '结算号重复 (the claim stands twice)', '请去掉一行 (remove one of the rows)')
    seen.add(claim.stayId)
    return claim
  })
}
