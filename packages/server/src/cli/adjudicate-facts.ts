import type { Fen } from '@yibao/core/kernel'
import type { Facts, Plan } from '@yibao/core/policy'
import { factKind, factNames } from '../files/policy-classes.ts'
import { askedFacts } from '../text/plan-on-date.ts'

function factOf(name: string, text: string): string | number {
  const kind = factKind(name)
  if (kind === null) throw new Error(`--fact ${name}: 没有这个事实 no such fact; 可用 use one of ${factNames}`)
  if (kind === 'number') {
    if (/^\d{1,3}$/.test(text)) return Number(text)
    throw new Error(`--fact ${name}=${text}: 不是数字 not a number; 写成 write it as ${name}=3`)
  }
  if (typeof kind === 'object' && !kind.words.includes(text)) {
    throw new Error(`--fact ${name}=${text}: 没有这个值 never has this value; 可用 use one of ${kind.words.join(', ')}`)
  }
  return text
}

function choicesOf(name: string): string {
  const kind = factKind(name)
  if (kind === 'number') return '<number>'
  return typeof kind === 'object' && kind !== null ? kind.words.join('|') : '<text>'
}

/**
 * The facts of a bill as given on the command line. A person may lack a trait; every other fact that the plan asks for must
 * be there, since a class would else be chosen for want of knowledge.
 *
 * @param alsoNeeded facts that something beside the plan asks for
 * @throws Error that names each bad or missing fact and the plan's file
 */
export function factsOf(plan: Plan, given: Readonly<Record<string, string>>, alsoNeeded: readonly string[]): Facts {
  const facts = Object.fromEntries(Object.entries(given).map(([name, text]) => [name, factOf(name, text)]))
  const needed = [...new Set([...askedFacts(plan), ...alsoNeeded])].filter((name) => !name.startsWith('trait.'))
  const missing = needed.filter((name) => facts[name] === undefined)
  if (missing.length === 0) return facts
  const { file, line } = plan.place
  const cure = missing.map((name) => `  --fact ${name}=${choicesOf(name)}`)
  throw new Error(
    `${file}:${line}: ${plan.id} 还要知道 asks for facts that are missing: ${missing.join(', ')}; 请补充 add\n${cure.join('\n')}`,
  )
}

/** The running totals of the year as given. @throws Error for a code that the plan does not have */
export function usedOf(plan: Plan, given: Readonly<Record<string, Fen>>): Readonly<Record<string, Fen>> {
  const unknown = Object.keys(given).find((code) => !plan.totals.some((total) => total.code === code))
  if (unknown === undefined) return given
  const { file, line } = plan.place
  const codes = plan.totals.map(({ code, label }) => `  ${code}  ${label}`)
  throw new Error(
    `${file}:${line}: ${plan.id} 没有这个累计 has no running total ${unknown}; 可用 use one of\n${codes.join('\n')}`,
  )
}
