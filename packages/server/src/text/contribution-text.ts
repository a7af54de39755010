import type { Contribution, ContributionSum } from '@yibao/core/contribution'
import { type Exact, type Fen, multiplyExact, parsePercent, type Rounding, yuan } from '@yibao/core/kernel'
import type { Explained } from '@yibao/core/policy'
import { type AmountRow, amountTable, inYuan } from './bill-text.ts'
import { contributionFunds, contributionPayers, dueWords } from './contribution-words.ts'
import { amountOf, resultText } from './equation-text.ts'
import { isNormal, roundingWord } from './rounding-words.ts'
import { tracePhrases } from './trace-words.ts'
import { indented, type Reading, valueLines } from './value-text.ts'
import { aside, type Language, labelOf, say, type WordTable } from './words.ts'

/** A value with its calculation, and below it what went in. */
function explained(title: string, { how, inputs }: Explained, value: string, reading: Reading): readonly string[] {
  const below = valueLines(inputs, reading)
  return [how === '' || how === value ? `${title} ${value}` : `${title} ${how} = ${value}`, ...indented(below, 2)]
}

function sumLines(sum: ContributionSum, number: number, reading: Reading): readonly string[] {
  const { language } = reading
  const { item: name, label, from, to, base, each, times, amount, rounding, trace } = sum
  const way = `${say(contributionPayers[from], language)} → ${say(contributionFunds[to], language)}`
  const under = [
    ...(base === null || trace.base === null
      ? []
      : explained(say(['缴费基数', 'base'], language), trace.base, yuan(base), reading)),
    ...eachLines(trace.each, each, rounding, reading),
    ...(trace.times === null ? [] : explained(say(['次数', 'times'], language), trace.times, String(times), reading)),
    ...(times === 1 ? [] : [`${yuan(each)} × ${times} = ${yuan(amount)}`]),
  ]
  const title = `${labelOf({ name, label }, language)}${aside(way, language)}`
  return [`${number}. ${title}${title.endsWith('）') ? '' : ' '}${yuan(amount)}`, ...indented(under, 3)]
}

function rowsBy<Name extends string>(
  words: WordTable<Name>,
  amounts: Readonly<Record<Name, Fen>>,
  language: Language,
): readonly AmountRow[] {
  const names = (Object.keys(words) as Name[]).filter((name) => amounts[name] !== 0)
  return names.map((name): AmountRow => [`  ${say(words[name], language)}`, amounts[name]])
}

/** What is owed and credited, by who pays and by where it goes. */
export function contributionTable(contribution: Contribution, language: Language): readonly string[] {
  const { due, byPayer, byFund, total } = contribution
  const rows: readonly AmountRow[] = [
    [say(['缴纳', 'paid in by'], language), total],
    ...rowsBy(contributionPayers, byPayer, language),
    [say(['去向', 'goes to'], language), total],
    ...rowsBy(contributionFunds, byFund, language),
  ]
  return amountTable(say(dueWords[due], language), rows, say(['元', 'yuan'], language))
}

/** `1397.08 × 2%`, exact; null for any other calculation. */
function productIn(how: string): Exact | null {
  const [first, ...others] = how.split(' × ')
  return others.reduce((product: Exact | null, text) => {
    const rate = parsePercent(text)
    return product === null || !rate.ok ? null : multiplyExact(product, rate.value)
  }, amountOf(first))
}

/** What is owed at a time: the exact amount, where it can be told, and the rounded one. */
function eachLines({ how, inputs }: Explained, each: Fen, rounding: Rounding, reading: Reading): readonly string[] {
  const { language } = reading
  const title = say(['金额', 'amount'], language)
  const exact = how.includes(' × ') ? productIn(how) : null
  if (exact === null) {
    const special = isNormal(rounding) ? '' : aside(roundingWord(rounding, language), language)
    return explained(title, { how, inputs }, `${yuan(each)}${special}`, reading)
  }
  return [`${title} ${how} ${resultText(exact, each, rounding, language)}`, ...indented(valueLines(inputs, reading), 2)]
}

/** How each sum came about. */
export function contributionSums({ sums }: Contribution, reading: Reading): readonly string[] {
  return sums.flatMap((sum, index) => sumLines(sum, index + 1, reading))
}

/** What stands at the end: the usual rounding. */
export function contributionFoot({ sums }: Contribution, language: Language): readonly string[] {
  return sums.some(({ rounding }) => isNormal(rounding)) ? [say(tracePhrases.normalRounding, language)] : []
}

/** The same for machines, amounts as decimal yuan. */
export function contributionJson({ sums, byPayer, byFund, total, due }: Contribution): object {
  const shown = sums.map(({ base, each, amount, ...sum }) => {
    return { ...sum, base: base === null ? null : yuan(base), each: yuan(each), amount: yuan(amount) }
  })
  return { due, sums: shown, byPayer: inYuan(byPayer), byFund: inYuan(byFund), total: yuan(total) }
}
