import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { dictionaries } from './dictionaries.ts'
import { type Infno, messages } from './messages.ts'
import type { Entry, Table } from './table.ts'

interface ReferenceField {
  readonly name: string
  readonly type: 'string' | 'number' | 'date' | 'datetime'
  readonly length: string
  readonly coded: string | boolean
  readonly required: boolean
}
interface ReferenceNode {
  readonly node: string
  readonly parent?: string
  readonly repeated: boolean
  readonly fields: readonly ReferenceField[]
}
interface ReferenceTransaction {
  readonly infno: string
  readonly name: string
  readonly direction: string
  readonly input: { readonly nodes: readonly ReferenceNode[] }
  readonly output: { readonly nodes: readonly ReferenceNode[] }
}
interface ReferenceDictionary {
  readonly label: string
  readonly status: string
  readonly codes: Readonly<Record<string, string>>
  readonly extensions?: Readonly<Record<string, string>>
}

/** One line per node and field: `2207 input data.invono string 20 optional`. */
type Line = string

/** Where our tables say something else than the collected ones, and why. */
const statedDifferences: Readonly<Record<Line, Line>> = {
  // An institution code is as long as the envelope allows it (openhis sends 30).
  '2001 input data.fixmedins_code string 12 optional': '2001 input data.fixmedins_code string 30 optional',
  '5203 output setlinfo.fixmedins_code string 12 required': '5203 output setlinfo.fixmedins_code string 30 required',
  // Read without a length; the same element has one everywhere else.
  '2001 input data.exp_content string  optional': '2001 input data.exp_content string 4000 optional',
  // Required by the tables, null in the answers that were captured: a quote has not been settled at any time.
  '2101 output setlinfo.setl_time datetime  required': '2101 output setlinfo.setl_time datetime  nullable',
  '2101 output setlinfo.clr_optins string 6 optional': '2101 output setlinfo.clr_optins string 6 nullable',
  '2101 output setlinfo.clr_way clr_way 6 optional': '2101 output setlinfo.clr_way clr_way 6 nullable',
  '2206 output setlinfo.setl_time datetime  required': '2206 output setlinfo.setl_time datetime  nullable',
  '2206 output setlinfo.clr_optins string 6 optional': '2206 output setlinfo.clr_optins string 6 nullable',
  '2206 output setlinfo.clr_way clr_way 6 optional': '2206 output setlinfo.clr_way clr_way 6 nullable',
}

function referenceLines(infno: string, side: string, nodes: readonly ReferenceNode[]): Line[] {
  return nodes.flatMap(({ node, parent, repeated, fields }) => {
    const path = parent === undefined ? node : `${parent}.${node}`
    const nameless = path === '' && !repeated
    return [
      ...(nameless ? [] : [`${infno} ${side} ${path} ${repeated ? 'many' : 'one'}`]),
      ...fields.map(({ name, type, length, coded, required }) => {
        const shape = typeof coded === 'string' ? coded : type
        const place = nameless ? name : `${path}.${name}`
        return `${infno} ${side} ${place} ${shape} ${length} ${required ? 'required' : 'optional'}`
      }),
    ]
  })
}

/** A text whose length was not read may have any length with us. */
function withoutLength(line: Line, expected: readonly Line[]): Line {
  const unread = line.replace(/ string \d+ /, ' string  ')
  return expected.includes(unread) ? unread : line
}

function shapeOf(entry: Exclude<Entry, { readonly table: Table }>): string {
  if (entry.kind === 'text') return `string ${entry.length}`
  if (entry.kind === 'code') return `${entry.dictionary} ${entry.length}`
  if ('total' in entry) return `number ${entry.total}${entry.decimals === 0 ? '' : `,${entry.decimals}`}`
  return entry.kind === 'date' ? 'date ' : 'datetime '
}

function tableLines(prefix: string, table: Table): Line[] {
  return Object.entries(table).flatMap(([name, entry]) =>
    'table' in entry
      ? [`${prefix}${name} ${entry.kind}`, ...tableLines(`${prefix}${name}.`, entry.table)]
      : [`${prefix}${name} ${shapeOf(entry)} ${entry.mark}`],
  )
}

const folder = process.env.YIBAO_REFERENCE
const nhsa = folder === undefined ? '' : join(folder, 'reference', 'nhsa')
const skip = existsSync(join(nhsa, 'transactions.json'))
  ? false
  : 'YIBAO_REFERENCE does not name a folder with reference/nhsa, so the tables are not compared with the collected ones'

function load<T>(file: string): T {
  return JSON.parse(readFileSync(join(nhsa, file), 'utf8'))
}

describe('the collected field tables', { skip }, () => {
  const { transactions } = skip
    ? { transactions: [] }
    : load<{ readonly transactions: readonly ReferenceTransaction[] }>('transactions.json')
  const stated = new Set(Object.keys(statedDifferences))

  for (const infno of Object.keys(messages) as Infno[]) {
    it(`say of ${infno} what we say`, () => {
      const collected = transactions.find((transaction) => transaction.infno === infno)
      assert.ok(collected !== undefined)
      const message = messages[infno]
      assert.deepEqual([message.name, message.direction], [collected.name, collected.direction])
      for (const side of ['input', 'output'] as const) {
        const expected: readonly Line[] = referenceLines(infno, side, collected[side].nodes).map((line) => {
          stated.delete(line)
          return statedDifferences[line] ?? line
        })
        const ours = tableLines(`${infno} ${side} `, message[side]).map((line) => withoutLength(line, expected))
        assert.deepEqual(ours.toSorted(), expected.toSorted())
      }
    })
  }

  it('differ from ours exactly where we state it', () => {
    assert.deepEqual([...stated], [])
  })
})

describe('the collected code lists', { skip }, () => {
  const collected = skip
    ? {}
    : load<{ readonly dictionaries: Readonly<Record<string, ReferenceDictionary>> }>('dictionaries.json').dictionaries

  for (const [name, ours] of Object.entries(dictionaries)) {
    it(`know the same codes of ${name}`, () => {
      const theirs = collected[name]
      assert.ok(theirs !== undefined)
      assert.deepEqual(
        { label: ours.label, status: ours.status, codes: ours.codes },
        {
          label: theirs.label,
          status: theirs.status,
          codes: theirs.codes,
        },
      )
      const extensions = 'extensions' in ours ? Object.keys(ours.extensions) : []
      assert.deepEqual(extensions, Object.keys(theirs.extensions ?? {}))
    })
  }
})
