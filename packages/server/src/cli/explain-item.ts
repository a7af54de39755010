import { percent, quantityText, unitPriceText } from '@yibao/core/kernel'
import type { ItemCase } from '../files/policy-case-types.ts'
import { splitCase } from '../files/policy-cases.ts'
import { amountTable, inYuan, totalsRows } from '../text/bill-text.ts'
import { valueWord } from '../text/fact-words.ts'
import { factTexts, givenRow, placeLines } from '../text/given-text.ts'
import { lawRefusalText } from '../text/law-refusal-text.ts'
import { footLines, readingIn, stepLines, traceJson } from '../text/trace-text.ts'
import { say, type Words } from '../text/words.ts'
import { ofCase } from './explain-line.ts'
import { type ExplainContext, type Explanation, part, regionJson, whyTitle } from './explanation.ts'

function givenTexts({ item }: ItemCase, { pack, language }: ExplainContext): readonly string[] {
  const told = (words: Words, value: string | null): readonly string[] =>
    value === null ? [] : [`${say(words, language)} ${value}`]
  return [
    ...told(['收费类别', 'charge type'], item.chargeType),
    ...told(['类', 'class'], valueWord('itemClass', item.class, language)),
    ...told(['单价', 'price'], unitPriceText(item.price)),
    ...told(['数量', 'quantity'], quantityText(item.quantity)),
    ...told(['机构等级', 'level'], valueWord('level', item.level, language)),
    ...told(['先行自付', 'pre-coinsurance'], item.preCoinsurance === null ? null : percent(item.preCoinsurance)),
    ...told(['限价', 'ceiling'], item.ceiling === null ? null : unitPriceText(item.ceiling)),
    ...told(['限制使用', 'restricted'], item.restricted ? item.approval : null),
    ...factTexts(pack.coverage, item.facts, language),
  ]
}

/** Explains one bill line under the rules of its region. */
export function explainItem(example: ItemCase, context: ExplainContext): Explanation {
  const { pack, language } = context
  const { item, on } = example
  const reading = readingIn(language)
  const given = [
    ...placeLines(pack, on, language),
    ...givenRow(['项目', 'item'], givenTexts(example, context), language),
  ]
  const written = {
    ...item,
    price: unitPriceText(item.price),
    quantity: quantityText(item.quantity),
    preCoinsurance: item.preCoinsurance === null ? null : percent(item.preCoinsurance),
    ceiling: item.ceiling === null ? null : unitPriceText(item.ceiling),
  }
  const json = { region: regionJson(pack), on, unit: 'yuan', item: written }
  const split = splitCase(example, pack)
  if (!split.ok) {
    const refusal = `${say(['拒绝', 'Refused'], language)} ${lawRefusalText(split.error)}`
    return { lines: [...given, '', refusal], json: { ...json, refused: split.error } }
  }
  const name = item.name === '' ? say(['本项目', 'this item'], language) : item.name
  const { trace, reason, stream, total, nonCovered, overPriceLimit, preCoinsurance, eligible } = ofCase(
    split.value,
    item.name === '' ? example.name : item.name,
    name,
  )
  const totals = { total, nonCovered, overPriceLimit, preCoinsurance, eligible }
  const table = amountTable(
    say(['明细', 'Line'], language),
    totalsRows(totals, language),
    say(['元', 'yuan'], language),
  )
  const why = [...stepLines(trace, reading), ...part(footLines(trace, reading))]
  return {
    lines: [...given, ...part(table), ...part(why, whyTitle(language))],
    json: { ...json, reason, stream, totals: inYuan(totals), trace: traceJson(trace) },
  }
}
