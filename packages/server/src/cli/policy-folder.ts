import { join, relative, resolve } from 'node:path'
import type { Plan, RegionPack } from '@yibao/core/policy'
import { loadCases, type PolicyCase } from '../files/policy-case-yaml.ts'
import { type AuthorProblem, loadPolicyFolder, problemText } from '../files/policy-yaml.ts'
import { policyFolder } from '../files/shipped.ts'

/** Every pack and worked example of a policy folder, with what is wrong with them. */
export interface PolicyReading {
  readonly packs: readonly RegionPack[]
  readonly cases: readonly PolicyCase[]
  /** With problems, packs or cases are empty. */
  readonly problems: readonly AuthorProblem[]
}

/** The packs name their files from the region folder on; people want to open them from where they stand. */
function placed(folder: string, problem: AuthorProblem): AuthorProblem {
  const file = problem.file.startsWith(folder) ? problem.file : join(folder, 'regions', problem.file)
  const near = relative(process.cwd(), file)
  return { ...problem, file: near.startsWith('..') ? file : near }
}

/** Cases that can never hold, because what they name is not there. */
function strayCases(packs: readonly RegionPack[], cases: readonly PolicyCase[]): readonly AuthorProblem[] {
  return cases.flatMap((example) => {
    const plans = packs.find(({ division }) => division === example.division)?.plans ?? []
    if (example.kind === 'item' || plans.some(({ id }) => id === example.plan)) return []
    const there = plans.map(({ id }) => id).join(', ')
    return [
      {
        ...example.place,
        what: 'a case of a plan that its region does not have',
        value: example.plan,
        cure: `name one of: ${there}`,
      },
    ]
  })
}

/** Reads a policy folder with its worked examples; without a name, the one that ships. */
export async function readPolicy(named: string = policyFolder): Promise<PolicyReading> {
  const folder = resolve(named)
  const [packs, cases] = [await loadPolicyFolder(folder), await loadCases(folder)]
  const problems = [packs, cases].flatMap((loaded) => (loaded.ok ? [] : loaded.error))
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

/** The plan of that name. @throws Error that lists the plans there are */
export function planNamed(
  packs: readonly RegionPack[],
  id: string,
): { readonly pack: RegionPack; readonly plan: Plan } {
  for (const pack of packs) {
    const plan = pack.plans.find((candidate) => candidate.id === id)
    if (plan !== undefined) return { pack, plan }
  }
  const known = packs.flatMap((pack) => pack.plans.map((plan) => `  ${plan.id}  ${plan.label} ${plan.labelEn}`))
  throw new Error(`没有这个方案 no such plan: ${id}; 请用下列之一 use one of\n${known.join('\n')}`)
}
