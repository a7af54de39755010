import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Fen, isIdentityNumber, type LocalDateTime } from '@yibao/core/kernel'
import { dictionaries } from './dictionaries.ts'
import { readEnvelope } from './envelope.ts'
import type { Field } from './field.ts'
import type { InputOf, OutputOf } from './message.ts'
import { type Infno, type Messages, messages, readInfno } from './messages.ts'
import { readInput, readTable } from './read.ts'
import { samples } from './samples/index.ts'
import { employee } from './samples/people.ts'
import { bareRows, type Marked, type Table } from './table.ts'
import { writeOutput } from './write.ts'

type Fields = Record<string, unknown>

/** One field of a message, in the first row of each node that the sample fills. */
interface Spot {
  readonly node: string
  readonly rows: readonly number[]
  readonly name: string
  readonly field: Marked<Field>
  readonly holder: (input: unknown) => Fields
}

function spotsOf(table: Table, sample: unknown): readonly Spot[] {
  const walk = (inner: Table, holder: Spot['holder'], node: string, rows: readonly number[]): Spot[] =>
    Object.entries(inner).flatMap(([name, entry]): Spot[] => {
      if (entry.kind !== 'one' && entry.kind !== 'many') return [{ node, rows, name, field: entry, holder }]
      if (holder(sample)[name] === undefined) return []
      const path = node === '' ? name : `${node}.${name}`
      if (entry.kind === 'one') return walk(entry.table, (input) => holder(input)[name] as Fields, path, rows)
      return walk(entry.table, (input) => (holder(input)[name] as [Fields])[0], path, [...rows, 1])
    })
  return walk(table, (input) => input as Fields, '', [])
}

for (const infno of Object.keys(messages) as Infno[]) {
  const message = messages[infno]
  const { input, output } = samples[infno]
  const spots = spotsOf(message.input, input)

  const readWith = ({ holder, name }: Spot, value: unknown) => {
    const changed: unknown = structuredClone(input)
    holder(changed)[name] = value
    return readInput(message, changed)
  }
  const refusedWith = (spot: Spot, value: unknown, code: string) => {
    const { node, rows, name, field } = spot
    const read = readWith(spot, value)
    assert.ok(!read.ok, `${node}.${name}`)
    assert.partialDeepStrictEqual(read.error, { code, node, rows, field: name, label: field.label })
  }

  describe(`${infno} ${message.english}`, () => {
    it('carries its own number', () => {
      assert.equal(message.infno, infno)
      assert.deepEqual(readInfno(infno), { ok: true, value: infno })
    })

    it('reads its sample, as an object or as JSON text in the envelope', () => {
      const sent = { infno, msgid: 'M1', opter: 'T001', fixmedins_code: 'H99010000001' }
      const [plain, text] = [input, JSON.stringify(input)].map((form) => {
        const envelope = readEnvelope(JSON.stringify({ ...sent, input: form }))
        assert.ok(envelope.ok)
        return readInput(message, envelope.value.input)
      })
      assert.ok(plain?.ok, JSON.stringify(plain))
      assert.deepEqual(text, plain)
    })

    for (const spot of spots.filter(({ field }) => field.mark === 'required')) {
      it(`is refused without ${spot.name} of ${spot.node}`, () => {
        for (const empty of [undefined, null, '']) refusedWith(spot, empty, 'message.missing-field')
      })
    }

    it('is refused with any text that is too long, any code that is in no list, any number, date or file that is none', () => {
      for (const spot of spots) {
        const { field } = spot
        if (field.kind === 'text') refusedWith(spot, '长'.repeat(field.length + 1), 'message.too-long')
        else if (field.kind === 'code') {
          // A list that is not wholly known takes any code that is short enough.
          const { status } = dictionaries[field.dictionary]
          const open = status === 'partial' || status === 'memory'
          if (open) refusedWith(spot, 'X'.repeat(field.length + 1), 'message.too-long')
          else refusedWith(spot, 'X', 'message.bad-code')
        } else if (field.kind === 'bytes') refusedWith(spot, '字节', 'message.bad-bytes')
        else if ('total' in field) refusedWith(spot, '一', 'message.bad-number')
        else refusedWith(spot, '明天', 'message.bad-date')
      }
    })

    it('reads a number the same whether it is sent as a number or as text', () => {
      for (const spot of spots.filter(({ field }) => 'total' in field)) {
        assert.deepEqual(readWith(spot, '3'), readWith(spot, 3))
        assert.ok(readWith(spot, 3).ok)
      }
    })

    it('answers its sample in a form that reads back the same', () => {
      const written = writeOutput<typeof message>(message, output)
      const sent: unknown = JSON.parse(JSON.stringify(written))
      const wire = Array.isArray(sent) ? { [bareRows]: sent } : sent
      const back = readTable(message.output, wire, { node: 'output', rows: [] })
      assert.ok(back.ok, JSON.stringify(back))
      // An empty optional number comes back as zero, so it is what is written that must agree.
      assert.deepEqual(writeOutput(message, back.value as OutputOf<typeof message>), written)
    })
  })
}

describe('the table of messages', () => {
  it('refuses a transaction that is not served, inherited names included', () => {
    for (const infno of ['9999', '', 'toString', '__proto__']) {
      assert.deepEqual(readInfno(infno), { ok: false, error: { code: 'message.unknown-infno', infno } })
    }
  })

  it('gives handlers types that follow the tables', () => {
    type Bill = InputOf<Messages['2207']>['data']
    type Quote = OutputOf<Messages['2206']>['setlinfo']
    const amount: Equal<Bill['medfee_sumamt'], Fen> = true
    const invoice: Equal<Bill['invono'], string | null> = true
    const quotedAt: Equal<Quote['setl_time'], LocalDateTime | null> = true
    const settledAt: Equal<OutputOf<Messages['2207']>['setlinfo']['setl_time'], LocalDateTime> = true
    assert.ok(amount && invoice && quotedAt && settledAt)
  })
})

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

describe('the code lists', () => {
  it('are each used by a field', () => {
    const used = new Set<string>(['signtype', 'opter_type'])
    const collect = (table: Table) => {
      for (const entry of Object.values(table)) {
        if ('table' in entry) collect(entry.table)
        else if (entry.kind === 'code') used.add(entry.dictionary)
      }
    }
    for (const { input, output } of Object.values<{ input: Table; output: Table }>(messages)) {
      collect(input)
      collect(output)
    }
    assert.deepEqual([...used].sort(), Object.keys(dictionaries).sort())
  })
})

describe('the samples', () => {
  it('name a generated person with a valid identity number in no division of the country', () => {
    assert.ok(isIdentityNumber(employee.certno))
    assert.ok(employee.certno.startsWith('990000'))
  })
})
