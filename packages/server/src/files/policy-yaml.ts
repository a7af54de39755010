import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { Plan, RegionPack } from '@yibao/core/policy'
import { packHash } from './policy-hash.ts'
import { planOf } from './policy-plan.ts'
import { regionOf } from './policy-region.ts'
import { type AuthorProblem, openSheet, type Spot } from './policy-sheet.ts'

export { type AuthorProblem, problemText } from './policy-sheet.ts'

/** The YAML files and folders of a folder, sorted; a folder that is not there is the author's problem. */
export async function listFolder(
  folder: string,
  problems: AuthorProblem[],
): Promise<{ files: string[]; folders: string[] }> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.yaml')).map((entry) => entry.name)
    const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
    return { files: files.sort(), folders: folders.sort() }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')))
      throw error
    problems.push({ file: folder, line: 1, what: 'no such folder', cure: 'name a folder that exists' })
    return { files: [], folders: [] }
  }
}

/** Opens `<folder>/<file>`; its places name it as `<last part of folder>/<file>`, the same on every machine. */
export async function openFile(folder: string, file: string, problems: AuthorProblem[]): Promise<Spot> {
  const text = await readFile(join(folder, file), 'utf8')
  return openSheet(`${basename(folder)}/${file}`, text, problems)
}

function checkPlansTogether(plans: readonly Plan[], problems: AuthorProblem[]): void {
  for (const [index, plan] of plans.entries()) {
    for (const earlier of plans.slice(0, index)) {
      const care = plan.care.find((name) => earlier.care.includes(name))
      if (plan.scheme === earlier.scheme && care !== undefined) {
        problems.push({
          ...plan.place,
          what: `two plans pay ${care} of scheme ${plan.scheme}`,
          value: earlier.place.file,
          cure: 'leave it to one of them',
        })
      }
      for (const total of plan.totals) {
        const other = earlier.totals.find((candidate) => candidate.code === total.code)
        if (other !== undefined && (other.adds !== total.adds || other.label !== total.label)) {
          problems.push({
            ...plan.place,
            what: `running total \`${total.code}\` differs from the one in ${earlier.place.file}`,
            cure: 'give it the same label and adds, or another code',
          })
        }
      }
    }
  }
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
  const plans: Plan[] = []
  for (const file of files.filter((name) => name !== 'region.yaml')) {
    plans.push(planOf(await openFile(folder, file, problems)))
  }
  if (!basename(folder).startsWith(`${region.division}-`) && problems.length === before) {
    problems.push({
      ...region.place,
      what: 'the folder is not named after its division',
      value: basename(folder),
      cure: `name it ${region.division}-<name>`,
    })
  }
  if (problems.length === before) checkPlansTogether(plans, problems)
  if (problems.length > before) return null
  const pack = { ...region, plans }
  return { ...pack, hash: packHash(pack) }
}

/**
 * Reads one region: its region.yaml and one file per plan.
 *
 * @param folder `policy/regions/<division>-<name>`
 * @returns the pack, or every problem found in its files, each with file, line and cure
 */
export async function loadRegionPack(folder: string): Promise<Result<RegionPack, AuthorProblem[]>> {
  const problems: AuthorProblem[] = []
  const pack = await readRegionPack(folder, problems)
  return pack === null ? refuse(problems) : ok(pack)
}

/** The region folders of a policy folder, as paths. */
export async function regionFolders(policyFolder: string, problems: AuthorProblem[]): Promise<readonly string[]> {
  const { folders } = await listFolder(join(policyFolder, 'regions'), problems)
  return folders.map((name) => join(policyFolder, 'regions', name))
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
    if (pack === null) continue
    const twin = packs.find((other) => other.division === pack.division)
    if (twin !== undefined) {
      problems.push({
        ...pack.place,
        what: `two folders for division ${pack.division}`,
        value: twin.place.file,
        cure: 'keep one',
      })
    }
    packs.push(pack)
  }
  const seen = new Map<string, Plan>()
  for (const plan of packs.flatMap((pack) => pack.plans)) {
    const namesake = seen.get(plan.id)
    if (namesake !== undefined) {
      problems.push({
        ...plan.place,
        what: `the plan \`${plan.id}\` exists already`,
        value: namesake.place.file,
        cure: 'rename one of them',
      })
    }
    seen.set(plan.id, plan)
  }
  return problems.length > 0 ? refuse(problems) : ok(packs)
}
