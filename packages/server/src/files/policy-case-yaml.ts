import { basename, join } from 'node:path'
import { type DivisionCode, divisionCode, ok, type Result, refuse } from '@yibao/core/kernel'
import type { RegionPack } from '@yibao/core/policy'
import { factsFor } from './policy-case-facts.ts'
import { lineOf } from './policy-case-lines.ts'
import {
  type BillCase,
  type CaseHead,
  type HeadFields,
  headOptions,
  type ItemCase,
  lineAmounts,
} from './policy-case-types.ts'
import { idleFormulas } from './policy-case-use.ts'
import { onlyVisit, visitKeys, visitsOf } from './policy-case-visits.ts'
import { type ContributionCase, contributionCaseOf } from './policy-contribution-cases.ts'
import { type EnrolmentCase, enrolmentCaseOf } from './policy-enrolment-cases.ts'
import { listFolder, openFile, regionFolders } from './policy-folders.ts'
import { type AuthorProblem, complain, entriesOf, fieldsOf, itemsOf, type Spot, textOf } from './policy-sheet.ts'
import { dateOfSpot, moneyOfSpot, wordOf } from './policy-values.ts'
import { loadRegionPack } from './policy-yaml.ts'

/** A worked example of any kind of rules. */
export type PolicyCase = BillCase | ItemCase | ContributionCase | EnrolmentCase

function headOf(spot: Spot, fields: HeadFields, division: DivisionCode): CaseHead {
  return {
    name: textOf(fields.name) ?? '',
    zh: fields.zh === null ? null : textOf(fields.zh),
    id: fields.id === null ? null : textOf(fields.id),
    division,
    on: dateOfSpot(fields.on),
    note: fields.note === null ? null : textOf(fields.note),
    place: { file: spot.sheet.file, line: spot.line },
  }
}

interface Region {
  readonly division: DivisionCode
  /** Null while the region's own files have problems; what they name is then taken on trust. */
  readonly pack: RegionPack | null
}

function billCaseOf(spot: Spot, { division, pack }: Region): BillCase {
  const inVisits = entriesOf(spot).find((entry) => entry.name === 'visits')
  const [required, optional] =
    inVisits === undefined
      ? ([
          ['name', 'plan', 'on', 'expect'],
          [...headOptions, 'reading', ...visitKeys.filter((key) => key !== 'on')],
        ] as const)
      : ([
          ['name', 'plan', 'on', 'visits'],
          [...headOptions, 'reading', 'given'],
        ] as const)
  const fields: Readonly<Record<string, Spot | null>> = fieldsOf<string, string>(spot, required, optional)
  const field = (name: string): Spot => fields[name] ?? { ...spot, name, node: null }
  const head = headOf(
    spot,
    {
      name: field('name'),
      on: field('on'),
      zh: fields.zh ?? null,
      id: fields.id ?? null,
      note: fields.note ?? null,
    },
    division,
  )
  const plan = textOf(field('plan')) ?? ''
  const reading = fields.reading == null ? null : textOf(fields.reading)
  const whole = pack?.plans.find(({ id }) => id === plan) ?? null
  const read = reading === null ? whole : (whole?.readings[reading] ?? null)
  if (whole !== null && read === null) {
    complain(field('reading'), `\`${plan}\` has no such reading`, 'name one of its `readings:`', reading ?? '')
  }
  const rules = { pack, plan: read }
  const given = fields.given ?? null
  const visit = {
    on: null,
    admission: fields.admission ?? null,
    discharge: fields.discharge ?? null,
    stay: fields.stay ?? null,
    episode: fields.episode ?? null,
    given,
    expect: field('expect'),
  }
  const visits =
    inVisits === undefined ? [onlyVisit(spot, visit, head.on, rules)] : visitsOf(inVisits, given, head.on, rules)
  return { ...head, kind: 'bill', plan, reading, visits }
}

function itemCaseOf(spot: Spot, { division, pack }: Region): ItemCase {
  const fields = fieldsOf(spot, ['name', 'item', 'on', 'expect'], headOptions)
  const level = entriesOf(fields.item).find((entry) => entry.name === 'level')
  const line = lineOf(fields.item, pack === null ? null : factsFor(pack.coverage.inputs, null), ['level'])
  const expect = fieldsOf(fields.expect, [], lineAmounts)
  if (entriesOf(fields.expect).length === 0 && fields.expect.node !== null) {
    complain(fields.expect, 'a case that expects nothing', `name at least one of: ${lineAmounts.join(', ')}`)
  }
  const amounts = lineAmounts.flatMap((name) => {
    const found = expect[name]
    return found === null ? [] : [[name, moneyOfSpot(found)] as const]
  })
  return {
    ...headOf(spot, fields, division),
    kind: 'item',
    item: {
      ...line,
      level: level === undefined ? 'tertiary' : wordOf(level, ['tertiary', 'secondary', 'primary', 'ungraded']),
    },
    expect: Object.fromEntries(amounts),
  }
}

/** Reads a case by the key that says of what it is one. */
function caseOf(spot: Spot, region: Region): PolicyCase {
  const keys = entriesOf(spot).map((entry) => entry.name)
  const head = (fields: HeadFields): CaseHead => headOf(spot, fields, region.division)
  if (keys.includes('item')) return itemCaseOf(spot, region)
  if (keys.includes('contribution')) return contributionCaseOf(spot, head, region.pack)
  if (keys.includes('enrolment')) return enrolmentCaseOf(spot, head, region.pack)
  return billCaseOf(spot, region)
}

/** A name tells one case of a region from all others. */
function checkNames(cases: readonly PolicyCase[], problems: AuthorProblem[]): void {
  const seen = new Map<string, PolicyCase>()
  for (const found of cases) {
    const twin = seen.get(found.name)
    if (twin !== undefined && found.name !== '') {
      const value = `${twin.place.file}:${twin.place.line}`
      problems.push({ ...found.place, what: 'two cases of the same name', value, cure: 'say what is different' })
    }
    seen.set(found.name, found)
  }
}

/**
 * Reads the worked examples of one region: `cases/*.yaml`, each a list of cases.
 *
 * What a case names is looked up in its region; in a region whose own files have problems it is taken on trust.
 *
 * @param folder `policy/regions/<division>-<name>`
 */
export async function loadRegionCases(folder: string): Promise<Result<readonly PolicyCase[], AuthorProblem[]>> {
  const problems: AuthorProblem[] = []
  const code = /^(\d{6})-/.exec(basename(folder))?.[1]
  const { folders } = await listFolder(folder, problems)
  if (code === undefined || !folders.includes('cases')) return problems.length > 0 ? refuse(problems) : ok([])
  const loaded = await loadRegionPack(folder)
  const region = { division: divisionCode(code), pack: loaded.ok ? loaded.value : null }
  const cases: PolicyCase[] = []
  const { files } = await listFolder(join(folder, 'cases'), problems)
  for (const file of files) {
    const spot = await openFile(folder, `cases/${file}`, problems)
    cases.push(...itemsOf(spot).map((item) => caseOf(item, region)))
  }
  checkNames(cases, problems)
  const bills = cases.filter((example) => example.kind === 'bill')
  if (region.pack !== null) problems.push(...idleFormulas(region.pack, bills))
  return problems.length > 0 ? refuse(problems) : ok(cases)
}

/**
 * Reads the worked examples of all regions of a policy folder.
 *
 * @param policyFolder the folder that holds `regions/`
 * @returns the cases in the order of files and lines, or every problem, each with file, line and cure
 */
export async function loadCases(policyFolder: string): Promise<Result<readonly PolicyCase[], AuthorProblem[]>> {
  const problems: AuthorProblem[] = []
  const cases: PolicyCase[] = []
  for (const folder of await regionFolders(policyFolder, problems)) {
    const read = await loadRegionCases(folder)
    if (read.ok) cases.push(...read.value)
    else problems.push(...read.error)
  }
  return problems.length > 0 ? refuse(problems) : ok(cases)
}
