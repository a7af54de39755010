import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays, fen, isoDate, localDateTime, ppm, quantity, unitPrice } from '@yibao/core/kernel'
import fc from 'fast-check'
import { dictionaries } from './dictionaries.ts'
import type { Field } from './field.ts'
import type { OutputOf } from './message.ts'
import { type Infno, messages } from './messages.ts'
import { readInput, readTable } from './read.ts'
import { bareRows, optional, type Table } from './table.ts'
import { writeOutput } from './write.ts'

const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays(isoDate('1950-01-01'), days))
const clock = fc.tuple(fc.integer({ max: 23, min: 0 }), fc.integer({ max: 59, min: 0 }))
const twoDigits = (n: number) => String(n).padStart(2, '0')
// One double names at most fifteen decimal digits surely.
const scaled = fc.integer({ min: -999_999_999_999_99, max: 999_999_999_999_99 })

function valuesOf(field: Field): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'text':
      return fc
        .string({ unit: 'grapheme-composite', minLength: 1, maxLength: field.length })
        .map((text) => [...text].slice(0, field.length).join(''))
        .filter((text) => text !== 'null')
    case 'code': {
      const codes = Object.keys(dictionaries[field.dictionary].codes)
      return fc.constantFrom(...codes.filter((code) => code.length <= field.length))
    }
    case 'bytes':
      return fc.base64String({ minLength: 4 })
    case 'amount':
      return scaled.map(fen)
    case 'price':
      return scaled.map(unitPrice)
    case 'quantity':
      return scaled.map(quantity)
    case 'rate':
      return fc.integer({ min: 0, max: 99_999 }).map((n) => ppm(n * 100))
    case 'decimal':
      return fc.integer({ min: 0, max: Math.min(999, 10 ** (field.total - field.decimals) - 1) }).map(String)
    case 'integer':
      return fc.integer({ min: 0, max: 10 ** field.total - 1 })
    case 'date':
      return day
    case 'dateTime':
      return fc
        .tuple(day, clock)
        .map(([date, [hour, minute]]) => localDateTime(`${date} ${twoDigits(hour)}:${twoDigits(minute)}:00`))
  }
}

function filled(table: Table): fc.Arbitrary<Record<string, unknown>> {
  const entries = Object.entries(table).map(([name, entry]): [string, fc.Arbitrary<unknown>] => {
    if (entry.kind === 'one') return [name, filled(entry.table)]
    if (entry.kind === 'many') return [name, fc.array(filled(entry.table), { minLength: 1, maxLength: 3 })]
    return [name, valuesOf(entry)]
  })
  return fc.record(Object.fromEntries(entries))
}

describe('whatever a table can say', () => {
  for (const infno of Object.keys(messages) as Infno[]) {
    const message = messages[infno]
    it(`${infno} writes to the wire and reads back unchanged`, () => {
      fc.assert(
        fc.property(filled(message.output), (value) => {
          const sent: unknown = JSON.parse(JSON.stringify(writeOutput(message, value as OutputOf<typeof message>)))
          const wire = Array.isArray(sent) ? { [bareRows]: sent } : sent
          const back = readTable(message.output, wire, { node: 'output', rows: [] })
          assert.deepEqual(back, { ok: true, value: JSON.parse(JSON.stringify(value)) })
        }),
        { numRuns: 40 },
      )
    })
  }
})

describe('whatever a sender writes', () => {
  it('is read or refused, and never thrown out', () => {
    fc.assert(
      fc.property(fc.constantFrom(...(Object.keys(messages) as Infno[])), fc.jsonValue(), (infno, rubbish) => {
        const message = messages[infno]
        assert.equal(typeof readInput(message, rubbish).ok, 'boolean')
        const [node = 'data'] = Object.keys(message.input)
        assert.equal(typeof readInput(message, { [node]: rubbish }).ok, 'boolean')
        const fields = readTable(
          { memo: optional({ kind: 'amount', label: '', total: 16, decimals: 2 }) },
          { memo: rubbish },
          {
            node: 'data',
            rows: [],
          },
        )
        assert.equal(typeof fields.ok, 'boolean')
      }),
    )
  })
})
