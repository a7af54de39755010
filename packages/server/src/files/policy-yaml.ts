import { basename } from 'node:path'
import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { ContributionRules, EnrolmentRules, Plan, RegionPack } from '@yibao/core/policy'
import { contributionOf } from './policy-contribution.ts'
import { enrolmentOf } from './policy-enrolment.ts'
import { listFolder, openFile, regionFolders } from './policy-folders.ts'
import { packHash } from './policy-hash.ts'
import { planOf } from './policy-plan.ts'
import { regionOf } from './policy-region.ts'
import { type AuthorProblem, complain, entriesOf, type Spot } from './policy-sheet.ts'
import { checkPacksTogether, checkPlansTogether, checkStreams } from './policy-together.ts'

export { type AuthorProblem, problemText } from './policy-sheet.ts'

interface RuleFiles {
  readonly plans: Plan[]
  readonly contributions: ContributionRules[]
  readonly enrolments: EnrolmentRules[]
}

/** Reads a file of rules by its first key, which says what it is and names it. */
function readRules(spot: Spot, { plans, contributions, enrolments }: RuleFiles): void {
  const kinds: Readonly<Record<string, () => void>> = {
    plan: () => plans.push(planOf(spot)),
    contribution: () => contributions.push(contributionOf(spot)),
    enrolment: () => enrolments.push(enrolmentOf(spot)),
  }
  const [first] = entriesOf(spot)
  if (first === undefined) return
  const read = Object.hasOwn(kinds, first.name) ? kinds[first.name] : undefined
  if (read !== undefined) read()
  else
    complain(first, `no such kind of rules: \`${first.name}\``, `begin with one of: ${Object.keys(kinds).join(', ')}`)
}

async function readRegionPack(folder: string, problems: AuthorProblem[]): Promise<RegionPack | null> {
  const before = problems.length
  const { files } = await listFolder(folder, problems)
  if (problems.length > before) return null
  if (!files.includes('region.yaml')) {
    problems.push({
      file: `${basename(folder)}/region.yaml`,
      line: 1,
      what: 'the region has no region.yaml',
      cure: 'add it: division, name, nameEn, about',
    })
    return null
  }
  const region = regionOf(await openFile(folder, 'region.yaml', problems))
  const rules: RuleFiles = { plans: [], contributions: [], enrolments: [] }
  for (const file of files.filter((name) => name !== 'region.yaml')) {
    readRules(await openFile(folder, file, problems), rules)
  }
  if (!basename(folder).startsWith(`${region.division}-`) && problems.length === before) {
    problems.push({
      ...region.place,
      what: 'the folder is not named after its division',
      value: basename(folder),
      cure: `name it ${region.division}-<name>`,
    })
  }
  const pack = { ...region, ...rules }
  if (problems.length === before) {
    checkPlansTogether(pack.plans, problems)
    checkStreams(pack, problems)
  }
  return problems.length > before ? null : { ...pack, hash: packHash(pack) }
}

/**
 * Reads one region: its region.yaml and one file per plan, contribution or enrolment.
 *
 * @param folder `policy/regions/<division>-<name>`
 * @returns the pack, or every problem found in its files, each with file, line and cure
 */
export async function loadRegionPack(folder: string): Promise<Result<RegionPack, AuthorProblem[]>> {
  const problems: AuthorProblem[] = []
  const pack = await readRegionPack(folder, problems)
  return pack === null ? refuse(problems) : ok(pack)
}

/**
 * Reads all regions of a policy folder.
 *
 * @param policyFolder the folder that holds `regions/`
 * @returns the packs in the order of their folders, or every problem of every region
 */
export async function loadPolicyFolder(policyFolder: string): Promise<Result<readonly RegionPack[], AuthorProblem[]>> {
  const problems: AuthorProblem[] = []
  const packs: RegionPack[] = []
  for (const folder of await regionFolders(policyFolder, problems)) {
    const pack = await readRegionPack(folder, problems)
    if (pack !== null) packs.push(pack)
  }
  checkPacksTogether(packs, problems)
  return problems.length > 0 ? refuse(problems) : ok(packs)
}
