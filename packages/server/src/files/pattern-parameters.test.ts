import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { readPatternBook, shippedPatterns } from './pattern-parameters.ts'

async function changed(from: string, to: string): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'patterns-'))
  try {
    const text = await readFile(shippedPatterns, 'utf8')
    assert.ok(text.includes(from))
    const file = join(folder, 'patterns.yaml')
    await writeFile(file, text.replace(from, to))
    return await readPatternBook(file)
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('parameters of patterns', () => {
  it('that ship can be read, and know how far apart two divisions are at least', async () => {
    const { parameters, distance, digest } = await readPatternBook()
    assert.equal(parameters.split.gapDays, 3)
    assert.deepEqual(parameters.hoarding.windows, [30, 90, 180])
    assert.match(digest, /^[0-9a-f]{64}$/)
    assert.deepEqual(
      [
        distance('330203', '330203'),
        distance('330203', '330100'),
        distance('330203', '110101'),
        distance('33', '330203'),
      ],
      [0, 60, 200, null],
    )
  })
  it('are refused with file, line and cure', async () => {
    await assert.rejects(changed('gapDays: 3', 'gapDays: three'), /patterns\.yaml:\d+: `gapDays` is not a number/)
    await assert.rejects(changed('    insideDays: 1\n', ''), /`insideDays` is missing/)
    await assert.rejects(changed('evidence: 3', 'evidence: 3\n    more: 1'), /unknown key `more`/)
    await assert.rejects(changed('night: [22, 6]', 'night: [22]'), /`night` is no pair of hours/)
    await assert.rejects(changed('confidence: medium\n', 'confidence: sure\n'), /`confidence` is none of the words/)
  })
})
