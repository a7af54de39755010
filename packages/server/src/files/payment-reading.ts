import { existsSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { loadPaymentCases, type PaymentCase } from './payment-cases.ts'
import { type LoadedPlan, loadPaymentFolder } from './payment-folder.ts'
import { type AuthorProblem, problemText } from './policy-sheet.ts'

/** Plans and worked examples of a folder, with what is wrong with them; with problems, both are empty. */
export interface PaymentReading {
  readonly plans: readonly LoadedPlan[]
  readonly cases: readonly PaymentCase[]
  readonly problems: readonly AuthorProblem[]
}

/** Problems name files from the region's folder on; people want to open them from where they stand. */
function placed(folder: string, problem: AuthorProblem): AuthorProblem {
  const inner = [join(folder, problem.file), join(folder, '..', problem.file)].find((path) => existsSync(path))
  const near = relative(process.cwd(), inner ?? problem.file)
  return { ...problem, file: near.startsWith('..') ? (inner ?? problem.file) : near }
}

/** Reads a folder of plans with its worked examples: `policy/payment`, or that of one region. */
export async function readPayment(named: string): Promise<PaymentReading> {
  const folder = resolve(named)
  const [loaded, cases] = [await loadPaymentFolder(folder), await loadPaymentCases(folder)]
  const problems = [loaded, cases].flatMap((one) => (one.ok ? [] : one.error))
  if (loaded.ok && cases.ok) {
    const known = loaded.value.plans.map(({ plan }) => plan.id)
    for (const { plan, place } of cases.value) {
      if (known.includes(plan)) continue
      const cure = `name one of: ${known.join(', ')}`
      problems.push({ ...place, what: 'a case of a plan that is not there', value: plan, cure })
    }
  }
  const told = new Map(problems.map((problem) => [problemText(problem), placed(folder, problem)]))
  const sound = told.size === 0
  return {
    plans: sound && loaded.ok ? loaded.value.plans : [],
    cases: sound && cases.ok ? cases.value : [],
    problems: [...told.values()],
  }
}

/** A folder of plans without problems. @throws Error that lists them, each with file, line and cure */
export async function soundPayment(folder: string): Promise<PaymentReading> {
  const reading = await readPayment(folder)
  if (reading.problems.length === 0) return reading
  throw new Error(`支付方案有误 the plans of payment have problems:\n${reading.problems.map(problemText).join('\n')}`)
}
