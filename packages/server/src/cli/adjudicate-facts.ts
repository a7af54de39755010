import { type Fen, parseIsoDate, parseRate, parseYuan, wholePpm } from '@yibao/core/kernel'
import type { Facts, Plan, RegionPack } from '@yibao/core/policy'
import { factsFor } from '../files/policy-case-facts.ts'
import { streamsKnown } from '../files/policy-case-streams.ts'
import { type FactShape, factNames } from '../files/policy-facts.ts'
import { allFacts, askedFacts } from '../text/asked-facts.ts'

/** The built-in facts that a line brings itself. */
const ofLines: readonly string[] = ['itemClass', 'chargeType', 'itemKind', 'form', 'itemCode']

function checkWord(name: string, word: string, { words }: FactShape): string {
  if (words.length === 0 || words.includes(word)) return word
  throw new Error(`--fact ${name}=${word}: 没有这个值 never has this value; 可用 use one of ${words.join(', ')}`)
}

function numberOf(name: string, text: string, isMoney: boolean): number {
  const parsed = isMoney ? parseYuan(text.replace(/ ?yuan$/, '')) : parseRate(text)
  if (parsed.ok && parsed.value >= 0) return isMoney ? parsed.value : parsed.value / wholePpm
  const [what, example] = isMoney ? ['不是金额 not an amount', '300'] : ['不是数字 not a number', '3']
  throw new Error(`--fact ${name}=${text}: ${what}; 写成 write it as ${name}=${example}`)
}

function factOf(name: string, text: string, shape: FactShape): Facts[string] {
  switch (shape.kind) {
    case 'number':
    case 'money':
      return numberOf(name, text, shape.kind === 'money')
    case 'list':
      return text.split(',').map((word) => checkWord(name, word.trim(), shape))
    case 'date':
      if (parseIsoDate(text).ok) return text
      throw new Error(`--fact ${name}=${text}: 不是日期 not a date; 写成 write it as ${name}=1956-01-01`)
    case 'text':
      return checkWord(name, text, shape)
  }
}

function choicesOf(shape: FactShape | null): string {
  if (shape === null || shape.words.length === 0) return `<${shape?.kind ?? 'text'}>`
  return shape.words.join(shape.kind === 'list' ? ',' : '|')
}

/**
 * The facts of a bill as given on the command line. A person may lack a trait; every other fact that the layers ask for
 * must be there, since a class would else be chosen for want of knowledge.
 *
 * @param withLines whether the region's rules for lines are asked too
 * @throws Error that names each bad or missing fact and the plan's file
 */
export function factsOf(
  pack: RegionPack,
  plan: Plan,
  given: Readonly<Record<string, string>>,
  withLines: boolean,
): Facts {
  const inputs = [...plan.inputs, ...pack.coverage.inputs]
  const shapeOf = factsFor(inputs, plan.scheme)
  const known = [...inputs.map(({ name }) => name), factNames].join(', ')
  const facts = Object.fromEntries(
    Object.entries(given).map(([name, text]) => {
      const shape = shapeOf(name)
      if (shape === null) throw new Error(`--fact ${name}: 没有这个事实 no such fact; 可用 use one of ${known}`)
      return [name, factOf(name, text, shape)]
    }),
  )
  const ofItems = withLines ? ['level', ...allFacts(pack.coverage)].filter((name) => !ofLines.includes(name)) : []
  const needed = [...new Set([...askedFacts(plan), ...ofItems])].filter((name) => !name.startsWith('trait.'))
  const missing = needed.filter((name) => facts[name] === undefined)
  if (missing.length === 0) return facts
  const { file, line } = plan.place
  const cure = missing.map((name) => `  --fact ${name}=${choicesOf(shapeOf(name))}`)
  throw new Error(
    `${file}:${line}: ${plan.id} 还要知道 asks for facts that are missing: ${missing.join(', ')}; 请补充 add\n${cure.join('\n')}`,
  )
}

/** The running totals as given. @throws Error for a code that the plan does not have */
export function usedOf(plan: Plan, given: Readonly<Record<string, Fen>>): Readonly<Record<string, Fen>> {
  const unknown = Object.keys(given).find((code) => !plan.totals.some((total) => total.code === code))
  if (unknown === undefined) return given
  const { file, line } = plan.place
  const codes = plan.totals.map(({ code, label }) => `  ${code}  ${label}`)
  throw new Error(
    `${file}:${line}: ${plan.id} 没有这个累计 has no running total ${unknown}; 可用 use one of\n${codes.join('\n')}`,
  )
}

/** The streams as given. @throws Error for one that neither the plan nor its region has */
export function streamsOf(
  pack: RegionPack,
  plan: Plan,
  given: Readonly<Record<string, Fen>>,
): Readonly<Record<string, Fen>> {
  const known = streamsKnown(plan, pack)
  const unknown = Object.keys(given).find((name) => !known.includes(name))
  if (unknown === undefined) return given
  const cure = known.length === 0 ? '请去掉 leave out --stream' : `可用 use one of ${known.join(', ')}`
  throw new Error(`--stream ${unknown}: ${plan.id} 没有这个费用流 has no such stream; ${cure}`)
}
