import { type ItemChange, itemSideText } from '../files/policy-diff-items.ts'
import { leftColumn, rightColumn, sideWords } from '../text/diff-text.ts'
import { cutTo, tableLines } from '../text/table-text.ts'
import { indented } from '../text/value-text.ts'
import { type Language, say } from '../text/words.ts'

/** The single lines as a table. */
export function itemLines(items: readonly ItemChange[], language: Language): readonly string[] {
  if (items.length === 0) return []
  const columns = [
    leftColumn(say(['单项算例：符合范围', 'single lines: eligible'], language)),
    rightColumn(say(sideWords.left, language)),
    rightColumn(say(sideWords.right, language)),
  ]
  const rows = items.map(({ example, left, right }) => {
    return [cutTo(example.name, 60), itemSideText(left), itemSideText(right)]
  })
  return indented(tableLines(columns, rows), 2)
}
