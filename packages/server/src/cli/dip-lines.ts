import type { DipCase } from '@yibao/core/dip'
import { ok, type Result } from '@yibao/core/kernel'
import { dipSample } from '../../sim/dip-sample.ts'
import type { RecordFault } from '../files/discharge-record.ts'
import { pricedCaseOfLine } from '../files/priced-case.ts'
import { textSource } from './group-blocks.ts'
import { requireReadable } from './import.ts'
import { note } from './options.ts'

/** One row of a file of priced cases: the case, or what is wrong with the row. */
export interface CaseLine {
  readonly line: number
  /** Empty of made-up cases. */
  readonly text: string
  readonly read: Result<DipCase, RecordFault>
}

/** Reads priced cases line by line, from a file (packed when it ends in `.gz`) or from standard input. */
export async function* caseLines(path: string | null): AsyncGenerator<CaseLine> {
  if (path !== null) await requireReadable(path)
  else if (process.stdin.isTTY) note('从标准输入读取病例，按 Ctrl-D 结束 reading cases from standard input')
  const { blocks } = textSource(path, () => undefined)
  let line = 0
  for await (const block of blocks) {
    if (block.kind !== 'text') continue
    const texts = Buffer.from(block.bytes).toString('utf8').split('\n')
    if (texts.at(-1) === '') texts.pop()
    for (const raw of texts) {
      line += 1
      const text = line === 1 ? raw.replace(/^\uFEFF/, '') : raw
      if (text.trim() !== '') yield { line, text, read: pricedCaseOfLine(text) }
    }
  }
}

/** Made-up cases in the same shape. */
export async function* sampleLines(cases: number, year: number): AsyncGenerator<CaseLine> {
  let line = 0
  for (const one of dipSample({ seed: 1, cases, year })) {
    line += 1
    yield { line, text: '', read: ok(one) }
  }
}

const everyMs = 500

/** Tells on standard error how many cases are done: a moving line on a terminal, nothing elsewhere unless it takes long. */
export function caseProgress(label: string): { count(cases: number): void; finish(): void } {
  const { isTTY } = process.stderr
  const began = performance.now()
  let told = began
  return {
    count(cases) {
      const now = performance.now()
      if (now - told < (isTTY ? everyMs : everyMs * 20)) return
      told = now
      const text = `${label} ${cases} 例 cases · ${Math.round((cases * 1000) / (now - began))}/s`
      process.stderr.write(isTTY ? `\r${text}\u001B[K` : `${text}\n`)
    },
    finish() {
      if (isTTY && told !== began) process.stderr.write('\r\u001B[K')
    },
  }
}
