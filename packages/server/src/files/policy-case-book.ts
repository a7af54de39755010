import { basename } from 'node:path'
import { invariant } from '@yibao/core/kernel'
import type { RegionPack } from '@yibao/core/policy'
import type { WorkedCase, WorkedVisit } from '../flows/policy-ports.ts'
import { expectations, labelOfCase, readingOfCase, rulesOfCase } from './policy-case-about.ts'
import { type PlayedVisit, planOfCase, playCase } from './policy-case-play.ts'
import { loadRegionCases, type PolicyCase } from './policy-case-yaml.ts'
import { runCase, splitCase } from './policy-cases.ts'
import { regionFolders } from './policy-folders.ts'
import { type AuthorProblem, problemText } from './policy-sheet.ts'

/** The worked cases of a policy folder, region by region. */
interface CaseBook {
  /** As they are written. @throws Error that lists what is wrong with the files of the region */
  readonly written: (pack: RegionPack) => Promise<readonly PolicyCase[]>
  /** As they come out. @throws Error as `written` does */
  readonly worked: (pack: RegionPack) => Promise<readonly WorkedCase[]>
}

function visitOf({ visit, bill, outcome }: PlayedVisit): WorkedVisit {
  const lines = visit.bill !== null && 'lines' in visit.bill ? visit.bill.lines : null
  return { on: visit.on, facts: visit.facts, lines, bill, outcome }
}

function visitsOf(example: PolicyCase, pack: RegionPack): readonly WorkedVisit[] {
  const plan = example.kind === 'bill' ? planOfCase(example, pack) : null
  return example.kind !== 'bill' || plan === null ? [] : playCase(example, plan, pack).map(visitOf)
}

function itemOf(example: PolicyCase, pack: RegionPack): WorkedCase['item'] {
  if (example.kind !== 'item') return null
  const split = splitCase(example, pack)
  return { level: example.item.level, line: example.item, split: split.ok ? split.value : null }
}

function workedCase(example: PolicyCase, pack: RegionPack): WorkedCase {
  const { name, id, kind, on, note, place } = example
  return {
    name,
    label: labelOfCase(example),
    id,
    kind,
    rulesId: rulesOfCase(example),
    reading: readingOfCase(example),
    on,
    note,
    ...place,
    differences: runCase(example, [pack]),
    expected: expectations(example).map(([field, value]) => ({ name: field, value })),
    visits: visitsOf(example, pack),
    item: itemOf(example, pack),
  }
}

async function readCases(policyFolder: string, { division }: RegionPack): Promise<readonly PolicyCase[]> {
  const problems: AuthorProblem[] = []
  const folders = await regionFolders(policyFolder, problems)
  const folder = folders.find((path) => basename(path).startsWith(`${division}-`))
  const cases = folder === undefined ? null : await loadRegionCases(folder)
  if (cases !== null && !cases.ok) problems.push(...cases.error)
  if (problems.length > 0) {
    throw new Error(`算例有误 the worked cases have problems:\n${problems.map(problemText).join('\n')}`)
  }
  return cases?.ok ? cases.value : []
}

/** Makes a thing once for each pack; what failed is tried again. */
function oncePerPack<Made>(make: (pack: RegionPack) => Promise<Made>): (pack: RegionPack) => Promise<Made> {
  const kept = new Map<string, Promise<Made>>()
  return (pack) => {
    const known = kept.get(pack.hash)
    if (known !== undefined) return known
    const making = make(pack)
    kept.set(pack.hash, making)
    making.catch(() => kept.delete(pack.hash))
    return making
  }
}

/**
 * Opens the worked cases beside the packs. A region's are read and run when somebody first asks for them.
 *
 * @param policyFolder the folder that holds `regions/`
 */
export function openCaseBook(policyFolder: string): CaseBook {
  const written = oncePerPack((pack) => readCases(policyFolder, pack))
  const worked = oncePerPack(async (pack) => {
    const cases = await written(pack)
    invariant(
      cases.every(({ division }) => division === pack.division),
      'a case lies in the folder of its region',
    )
    return cases.map((example) => workedCase(example, pack))
  })
  return { written, worked }
}
