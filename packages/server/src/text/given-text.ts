import type { BillInput } from '@yibao/core/benefit'
import { fen, type IsoDate, yuan, zeroFen } from '@yibao/core/kernel'
import type { Facts, Plan, RegionPack, Rules } from '@yibao/core/policy'
import { inYuan } from './bill-text.ts'
import { factWord, valueWord } from './fact-words.ts'
import { cellsOf, padRight } from './table-text.ts'
import { indented, wrapped } from './value-text.ts'
import { aside, type Language, marks, say, type Words } from './words.ts'

/** The running totals that a plan knows; one not given is zero. */
function usedOf(plan: Plan, bill: BillInput) {
  return plan.totals.map(({ code, label }) => ({ code, label, amount: bill.used[code] ?? zeroFen }))
}

/** A title and its text, the text's further lines below its first. */
export function givenRow(words: Words, texts: readonly string[], language: Language): readonly string[] {
  const title = padRight(say(words, language), language === 'zh' ? 10 : 12)
  const [first = say(['无', 'none'], language), ...more] = wrapped(texts, language)
  return [`${title}${first}`, ...indented(more, cellsOf(title))]
}

function factText(rules: Rules, name: string, value: Facts[string], language: Language): string {
  const title = factWord(name, rules.inputs, language)
  const isMoney = rules.inputs.some((input) => input.name === name && input.kind === 'money')
  if (typeof value === 'number') return `${title} ${isMoney ? yuan(fen(value)) : value}`
  const words = (typeof value === 'string' ? [value] : value).map((word) => valueWord(name, word, language))
  return `${title} ${words.join(marks[language].list)}`
}

/** The facts of a case, as people read them. */
export function factTexts(rules: Rules, facts: Facts, language: Language): readonly string[] {
  return Object.entries(facts).map(([name, value]) => factText(rules, name, value, language))
}

/** The facts of a case for machines, amounts as decimal yuan. */
export function factsJson(rules: readonly Rules[], facts: Facts): Readonly<Record<string, Facts[string]>> {
  const inputs = rules.flatMap((one) => one.inputs)
  const isMoney = (name: string): boolean => inputs.some((input) => input.name === name && input.kind === 'money')
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      return [name, typeof value === 'number' && isMoney(name) ? yuan(fen(value)) : value]
    }),
  )
}

/** Where and when something was computed. */
export function placeLines(pack: RegionPack, on: IsoDate, language: Language): readonly string[] {
  const version = say(['政策版本', 'policy version'], language)
  const region = `${pack.division} ${say([pack.name, pack.nameEn], language)}`
  return [
    ...givenRow(
      ['地区', 'region'],
      [`${region}${marks[language].comma}${version} ${pack.hash.slice(0, 12)}`],
      language,
    ),
    ...givenRow(['日期', 'date'], [on], language),
  ]
}

/** Rules as a case takes them: by themselves, or in another reading of their text. */
export interface ReadRules {
  readonly rules: Rules
  readonly reading: { readonly name: string; readonly label: string } | null
}

/** Under which rules, where and when something was computed. */
export function rulesLines(
  pack: RegionPack,
  { rules, reading }: ReadRules,
  on: IsoDate,
  language: Language,
): readonly string[] {
  const named = `${say([rules.label, rules.labelEn], language)} ${rules.id}`
  const other =
    reading === null ? [] : [`${say(['读法', 'reading'], language)} ${reading.name}${aside(reading.label, language)}`]
  return [...givenRow(['依据', 'rules'], [named, ...other], language), ...placeLines(pack, on, language)]
}

/** What a bill came with, so that no figure below it comes from nowhere. */
export function billLines(plan: Plan, bill: BillInput, language: Language): readonly string[] {
  const used = usedOf(plan, bill)
    .filter(({ amount }) => amount !== 0)
    .map(({ code, label, amount }) => `${say([`${label} ${code}`, code], language)} ${yuan(amount)}`)
  const streams = Object.entries(bill.streams).map(([name, amount]) => `${name} ${yuan(amount)}`)
  const pays = bill.accountUsed
    ? say(['可支付个人负担', "may pay the person's share"], language)
    : say(['不支付个人负担', 'is spared'], language)
  const account = `${yuan(bill.accountBalance)}${marks[language].comma}${pays}`
  return [
    ...givenRow(['事实', 'facts'], factTexts(plan, bill.facts, language), language),
    ...(streams.length === 0 ? [] : givenRow(['费用流', 'streams'], streams, language)),
    ...(plan.totals.length === 0 ? [] : givenRow(['此前累计', 'before'], used, language)),
    ...(plan.accountPays.length === 0 && bill.accountBalance === 0
      ? []
      : givenRow(['个人账户', 'account'], [account], language)),
  ]
}

/** What a computation was given. */
export function givenLines(
  pack: RegionPack,
  plan: Plan,
  on: IsoDate,
  bill: BillInput,
  language: Language,
): readonly string[] {
  return [...rulesLines(pack, { rules: plan, reading: null }, on, language), ...billLines(plan, bill, language)]
}

/** The same for machines, amounts as decimal yuan. */
export function givenJson(pack: RegionPack, plan: Plan, on: IsoDate, bill: BillInput) {
  return {
    plan: plan.id,
    label: plan.label,
    region: { division: pack.division, name: pack.name, packHash: pack.hash },
    on,
    unit: 'yuan',
    facts: factsJson([plan, pack.coverage], bill.facts),
    used: inYuan(Object.fromEntries(usedOf(plan, bill).map(({ code, amount }) => [code, amount]))),
    streams: inYuan(bill.streams),
    account: { balance: yuan(bill.accountBalance), used: bill.accountUsed },
    totals: inYuan({ ...bill.totals }),
  }
}
