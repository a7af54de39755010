import { type Fen, negateFen, yuan } from '@yibao/core/kernel'
import type { Rules } from '@yibao/core/policy'
import type { Amount, CaseChange, CaseOutcome } from '../files/policy-diff-cases.ts'
import { leftColumn, rightColumn, sideWords } from '../text/diff-text.ts'
import { factWord, valueWord } from '../text/fact-words.ts'
import { payerWord } from '../text/plan-words.ts'
import { cutTo, tableLines } from '../text/table-text.ts'
import { indented } from '../text/value-text.ts'
import { type Language, say, type Words } from '../text/words.ts'
import { caseTitle } from './case-words.ts'
import { type CaseSummary, type PaidChange, paidChanges, summaryOf } from './diff-summary.ts'

/** An amount with its sign: `+12.00`, `−3.50`. */
function signed(amount: Fen): string {
  if (amount === 0) return '0.00'
  return amount > 0 ? `+${yuan(amount)}` : `−${yuan(negateFen(amount))}`
}

const ownWords: Readonly<Record<'fund' | 'person' | 'account' | 'cash', Words>> = {
  fund: ['基金合计', 'all funds'],
  person: ['个人负担', 'the person'],
  account: ['  个人账户', '  personal account'],
  cash: ['  现金', '  cash'],
}

function amountWord(amount: Amount, language: Language): string {
  const own = amount in ownWords ? ownWords[amount as keyof typeof ownWords] : undefined
  return own === undefined ? payerWord(amount as Exclude<Amount, keyof typeof ownWords>, language) : say(own, language)
}

const titleWidth = 52

function shortTitle({ id, name }: CaseChange['example']): string {
  return cutTo(`${id === null ? '' : `${id} `}${name}`, titleWidth)
}

function paidTable(paid: readonly PaidChange[], language: Language): readonly string[] {
  const [a, b] = [say(sideWords.left, language), say(sideWords.right, language)]
  const [fund, person] = [say(['基金', 'funds'], language), say(['个人', 'person'], language)]
  const change = say(['增减', 'change'], language)
  const columns = [
    leftColumn(say(['算例', 'case'], language)),
    ...[
      say(['总费用', 'total'], language),
      `${fund} ${a}`,
      `${fund} ${b}`,
      change,
      `${person} ${a}`,
      `${person} ${b}`,
      change,
    ].map(rightColumn),
  ]
  const rows = paid.map((one) => [
    shortTitle(one.change.example),
    yuan(one.right.total),
    yuan(one.left.fund),
    yuan(one.right.fund),
    signed(one.fund),
    yuan(one.left.person),
    yuan(one.right.person),
    signed(one.person),
  ])
  return rows.length === 0 ? [] : tableLines(columns, rows)
}

function amountTable({ amounts }: CaseSummary, language: Language): readonly string[] {
  const columns = [
    leftColumn(say(['合计', 'together'], language)),
    ...[say(sideWords.left, language), say(sideWords.right, language), say(['增减', 'change'], language)].map(
      rightColumn,
    ),
  ]
  const rows = amounts.map(({ amount, left, right, difference }) => {
    return [amountWord(amount, language), yuan(left), yuan(right), signed(difference)]
  })
  return tableLines(columns, rows)
}

function groupTable({ groups }: CaseSummary, rules: Rules, language: Language): readonly string[] {
  if (groups.length === 0) return []
  const numbers: readonly Words[] = [
    ['例数', 'cases'],
    ['受益', 'gain'],
    ['受损', 'lose'],
    ['个人增减', 'person'],
  ]
  const columns = [
    leftColumn(say(['按事实', 'by fact'], language)),
    leftColumn(''),
    ...numbers.map((words) => rightColumn(say(words, language))),
  ]
  const rows = groups.map(({ fact, word, cases, gaining, losing, person }, index) => [
    groups[index - 1]?.fact === fact ? '' : factWord(fact, rules.inputs, language),
    valueWord(fact, word, language),
    ...[cases, gaining, losing].map(String),
    signed(person),
  ])
  return tableLines(columns, rows)
}

function countLine(summary: CaseSummary, language: Language): string {
  const { cases, changed, same, incomparable, refused } = summary
  return say(
    [
      `算例 ${cases} 个：不同 ${changed}，相同 ${same}，一边拒绝 ${incomparable}，两边都拒绝 ${refused}`,
      `${cases} cases: ${changed} differ, ${same} are the same, ${incomparable} refused by one side, ${refused} by both`,
    ],
    language,
  )
}

function gainLine({ gaining, losing, shifting }: CaseSummary, language: Language): string {
  const [less, more] = [yuan(negateFen(gaining.amount)), yuan(losing.amount)]
  return say(
    [
      `受益 ${gaining.cases} 例，个人少付 ${less}；受损 ${losing.cases} 例，个人多付 ${more}；只改变支付方 ${shifting} 例`,
      `${gaining.cases} gain and pay ${less} less, ${losing.cases} lose and pay ${more} more, ${shifting} only change payers`,
    ],
    language,
  )
}

const refusalOf = (outcome: CaseOutcome): string => ('refused' in outcome ? outcome.refused : '✓')

function answerRows(changes: readonly CaseChange[]): readonly (readonly string[])[] {
  return changes.flatMap(({ example, left, right }) => {
    if ('refused' in left || 'refused' in right) return []
    const names = [...new Set([...Object.keys(left.answers), ...Object.keys(right.answers)])]
    return names
      .filter((name) => left.answers[name] !== right.answers[name])
      .map((name) => [shortTitle(example), name, left.answers[name] ?? '—', right.answers[name] ?? '—'])
  })
}

const block = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ['', ...indented(lines, 2)])

/**
 * The cases of a comparison: how many differ, who pays what before and after, who gains and who loses.
 *
 * @param all also lists the cases that come out the same
 */
export function caseChanges(
  changes: readonly CaseChange[],
  rules: Rules,
  language: Language,
  all: boolean,
): readonly string[] {
  const summary = summaryOf(changes)
  const paid = paidChanges(changes)
  const listed = all ? paid : paid.filter(({ change }) => change.kind === 'changed')
  const [a, b] = [say(sideWords.left, language), say(sideWords.right, language)]
  const titled = (titles: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
    rows.length === 0 ? [] : tableLines(titles.map(leftColumn), rows)
  const answers = titled(
    [say(['算例', 'case'], language), say(['问到的', 'asked'], language), a, b],
    answerRows(changes.filter(({ kind }) => kind === 'changed')),
  )
  const refusals = titled(
    [say(['一边拒绝的算例', 'refused by one side'], language), a, b],
    changes
      .filter(({ kind }) => kind === 'incomparable')
      .map(({ example, left, right }) => [cutTo(caseTitle(example), 80), refusalOf(left), refusalOf(right)]),
  )
  const isMoved = paid.some(({ change }) => change.kind === 'changed')
  return [
    countLine(summary, language),
    ...(isMoved ? [gainLine(summary, language)] : []),
    ...block(paidTable(listed, language)),
    ...block(isMoved ? amountTable(summary, language) : []),
    ...block(groupTable(summary, rules, language)),
    ...block(answers),
    ...block(refusals),
  ]
}
