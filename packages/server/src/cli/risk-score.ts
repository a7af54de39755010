import { scorer } from '@yibao/core/supervision'
import { readProviders } from '../files/provider-table.ts'
import { writeWhole } from '../files/risk-file.ts'
import { readModel } from '../files/risk-model.ts'
import { reasonsText, scoreText } from '../text/risk-reasons.ts'
import type { Language } from '../text/words.ts'
import { csvCell } from './group-row.ts'
import { note } from './options.ts'
import { requireOther } from './other-file.ts'
import { print } from './output.ts'

interface ScoreChoice {
  readonly model: string
  readonly data: string
  readonly out: string
  readonly reasons: number
  readonly lang: Language
  readonly json?: true
}

const shown = 10

/** Scores providers and writes `provider,score,reasons` in the order of the file. */
export async function riskScore(choice: ScoreChoice): Promise<void> {
  await requireOther(choice.out, choice.model, choice.data)
  const { model, digest } = await readModel(choice.model)
  const { rows, digest: dataDigest } = await readProviders(choice.data)
  const score = scorer(model)
  const scored = rows.map(({ key, values }) => {
    const found = score(values)
    return { key, score: found.score, reasons: reasonsText(found, choice.reasons, choice.lang) }
  })
  const lines = scored.map((one) => `${csvCell(one.key)},${scoreText(one.score)},${csvCell(one.reasons)}\n`)
  await writeWhole(choice.out, `provider,score,reasons\n${lines.join('')}`)
  if (choice.json === true) return print({ model: digest, dataDigest, rows: rows.length, out: choice.out })
  const highest = scored.toSorted((a, b) => b.score - a.score).slice(0, shown)
  print(highest.map((one) => `${one.key}  ${scoreText(one.score)}  ${one.reasons}`).join('\n'))
  note(
    `${rows.length} 家机构，以上为最高的 ${highest.length} 家 providers, the highest above；已写入 written to ${choice.out}`,
  )
}
