import { basename, dirname, join, relative, resolve } from 'node:path'
import type { RegionPack, Rules } from '@yibao/core/policy'
import { loadProfiles } from '../files/interface-profile.ts'
import { loadCases, type PolicyCase } from '../files/policy-case-yaml.ts'
import { type Located, rulesIn } from '../files/policy-diff-sides.ts'
import { type AuthorProblem, loadPolicyFolder, problemText } from '../files/policy-yaml.ts'
import { policyFolder } from '../files/shipped.ts'
import type { AnyRules } from '../text/plan-on-date.ts'

/** Every pack and worked example of a policy folder, with what is wrong with them. */
export interface PolicyReading {
  readonly packs: readonly RegionPack[]
  readonly cases: readonly PolicyCase[]
  /** With problems, packs or cases are empty. */
  readonly problems: readonly AuthorProblem[]
}

export type LocatedPlan = Located<Extract<AnyRules, { about: 'plan' }>>

/** The packs name their files from the region folder on; people want to open them from where they stand. */
function placed(folder: string, problem: AuthorProblem): AuthorProblem {
  const below = problem.file.startsWith('interface/')
    ? join(folder, problem.file)
    : join(folder, 'regions', problem.file)
  const file = problem.file.startsWith(folder) ? problem.file : below
  const near = relative(process.cwd(), file)
  return { ...problem, file: near.startsWith('..') ? file : near }
}

/** Cases that can never hold, because what they name is not there. */
function strayCases(packs: readonly RegionPack[], cases: readonly PolicyCase[]): readonly AuthorProblem[] {
  return cases.flatMap((example) => {
    const pack = packs.find(({ division }) => division === example.division)
    const plans = pack?.plans ?? []
    if (example.kind !== 'bill' || plans.some(({ id }) => id === example.plan)) return []
    const other = rulesIn(pack === undefined ? [] : [pack]).find(({ rules }) => rules.id === example.plan)
    const there =
      plans.length === 0 ? 'the region has no plans' : `name one of: ${plans.map(({ id }) => id).join(', ')}`
    const cure = other === undefined ? there : `these are ${other.about} rules: write \`${other.about}:\``
    return [
      {
        ...example.place,
        what: 'a case of a plan that its region does not have',
        value: example.plan,
        cure,
      },
    ]
  })
}

/** Whoever names `regions/` itself means the folder that holds it. */
function refuseInner(named: string, outer: string): never {
  const near = relative(process.cwd(), outer)
  const cure = near === '' ? '.' : near.startsWith('..') ? outer : near
  throw new Error(`${named}: 请给上级目录 name the folder that holds regions/: ${cure}`)
}

/** Reads a policy folder with its worked examples; without a name, the one that ships. */
export async function readPolicy(named: string = policyFolder): Promise<PolicyReading> {
  const folder = resolve(named)
  if (basename(folder) === 'regions') refuseInner(named, dirname(folder))
  const [packs, cases] = [await loadPolicyFolder(folder), await loadCases(folder)]
  const problems = [packs, cases, await loadProfiles(folder)].flatMap((loaded) => (loaded.ok ? [] : loaded.error))
  if (packs.ok && cases.ok) problems.push(...strayCases(packs.value, cases.value))
  if (packs.ok && packs.value.length === 0) {
    const file = join(folder, 'regions')
    problems.push({ file, line: 1, what: 'no region in it', cure: 'add a folder <division>-<name> with region.yaml' })
  }
  // A folder that is not there, and what both readings stumble on, is told once.
  const told = new Map(problems.map((problem) => [problemText(problem), placed(folder, problem)]))
  return {
    packs: packs.ok ? packs.value : [],
    cases: cases.ok ? cases.value : [],
    problems: [...told.values()],
  }
}

/** A policy folder without problems. @throws Error that lists them, each with file, line and cure */
export async function soundPolicy(folder?: string): Promise<PolicyReading> {
  const reading = await readPolicy(folder)
  if (reading.problems.length === 0) return reading
  throw new Error(`政策文件有误 the policy folder has problems:\n${reading.problems.map(problemText).join('\n')}`)
}

/** Those that share a part of their name with what was asked for; all when none does. */
function nearTo(id: string, known: readonly Located[]): readonly Located[] {
  const parts = id.split('-').filter((part) => part !== '')
  const near = known.filter(({ rules }) => parts.some((part) => rules.id.split('-').includes(part)))
  return near.length === 0 ? known : near
}

function unknown(id: string, known: readonly Located[]): Error {
  const lines = nearTo(id, known).map(({ rules }) => `  ${rules.id}  ${rules.label} ${rules.labelEn}`)
  return new Error(`没有这个方案 no such plan: ${id}; 请用下列之一 use one of\n${lines.join('\n')}`)
}

/** The rules of that name, whatever they are about. @throws Error that lists the rules there are */
export function rulesNamed(packs: readonly RegionPack[], id: string): Located {
  const known = rulesIn(packs)
  const found = known.find(({ rules }) => rules.id === id)
  if (found === undefined) throw unknown(id, known)
  return found
}

/** The plan of that name. @throws Error that lists the plans there are */
export function planNamed(packs: readonly RegionPack[], id: string): LocatedPlan {
  const plans = rulesIn(packs).filter((one) => one.about === 'plan')
  const found = plans.find(({ rules }) => rules.id === id)
  if (found === undefined) throw unknown(id, plans)
  return found
}

/** Another reading of the same text. @throws Error that lists the readings there are */
export function readingNamed<Found extends AnyRules>(of: Found, name: string): Found {
  const readings: Readonly<Record<string, Rules>> = 'readings' in of.rules ? of.rules.readings : {}
  const rules = readings[name]
  if (rules !== undefined) return { ...of, rules }
  if (Object.keys(readings).length === 0) {
    throw new Error(
      `${of.rules.id} 没有这个读法 has no reading ${name}: 没有其他读法 it has no other readings; 请去掉 leave out --reading`,
    )
  }
  const known = Object.entries(readings).map(([there, { label }]) => `  ${there}  ${label}`)
  throw new Error(`${of.rules.id} 没有这个读法 has no reading ${name}; 可用 use one of\n${known.join('\n')}`)
}
