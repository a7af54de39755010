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
  '4104 output fixmedins_code string 12 optional': '4104 output fixmedins_code string 30 optional',
  // Read without a length; the same element has one everywhere else.
  '2001 input data.exp_content string  optional': '2001 input data.exp_content string 4000 optional',
  // Required by the tables, null in the answers that were captured: a quote has not been settled at any time.
  '2101 output setlinfo.setl_time datetime  required': '2101 output setlinfo.setl_time datetime  nullable',
  '2101 output setlinfo.clr_optins string 6 optional': '2101 output setlinfo.clr_optins string 6 nullable',
  '2101 output setlinfo.clr_way clr_way 6 optional': '2101 output setlinfo.clr_way clr_way 6 nullable',
  '2206 output setlinfo.setl_time datetime  required': '2206 output setlinfo.setl_time datetime  nullable',
  '2206 output setlinfo.clr_optins string 6 optional': '2206 output setlinfo.clr_optins string 6 nullable',
  '2206 output setlinfo.clr_way clr_way 6 optional': '2206 output setlinfo.clr_way clr_way 6 nullable',
  // A line that is not settled names no settlement; what a catalogue does not say of an item is left open, not made up.
  '5204 output .setl_id string 30 required': '5204 output .setl_id string 30 optional',
  '5204 output .prodplac_type string 6 required': '5204 output .prodplac_type string 6 optional',
  '5204 output .dosform_name string 200 required': '5204 output .dosform_name string 200 optional',
  '5205 output feedetail.prodplac_type string 6 required': '5205 output feedetail.prodplac_type string 6 optional',
  '5205 output feedetail.spec string 200 required': '5205 output feedetail.spec string 200 optional',
  // Four digits and no decimals.
  '5201 output mdtrtinfo.ipt_days number 4,0 optional': '5201 output mdtrtinfo.ipt_days number 4 optional',
  // A visit that goes on has no end.
  '5201 output mdtrtinfo.endtime datetime  required': '5201 output mdtrtinfo.endtime datetime  optional',
  // A client model marks nothing; stock cannot be booked without what moved, when and by whom.
  '3501 input invinfo.invdate date  optional': '3501 input invinfo.invdate date  required',
  '3501 input invinfo.inv_cnt number 16,2 optional': '3501 input invinfo.inv_cnt number 16,2 required',
  '3502 input invinfo.inv_chg_type string 6 optional': '3502 input invinfo.inv_chg_type string 6 required',
  '3502 input invinfo.cnt number 16,4 optional': '3502 input invinfo.cnt number 16,4 required',
  '3502 input invinfo.inv_chg_time datetime  optional': '3502 input invinfo.inv_chg_time datetime  required',
  '3502 input invinfo.inv_chg_opter_name string 50 optional':
    '3502 input invinfo.inv_chg_opter_name string 50 required',
  '3503 input purcinfo.purc_retn_cnt number 16,4 optional': '3503 input purcinfo.purc_retn_cnt number 16,4 required',
  '3503 input purcinfo.purc_retn_stoin_time datetime  optional':
    '3503 input purcinfo.purc_retn_stoin_time datetime  required',
  '3503 input purcinfo.purc_retn_opter_name string 50 optional':
    '3503 input purcinfo.purc_retn_opter_name string 50 required',
  '3504 input purcinfo.purc_retn_cnt number 16,4 optional': '3504 input purcinfo.purc_retn_cnt number 16,4 required',
  '3504 input purcinfo.purc_retn_stoin_time datetime  optional':
    '3504 input purcinfo.purc_retn_stoin_time datetime  required',
  '3504 input purcinfo.purc_retn_opter_name string 50 optional':
    '3504 input purcinfo.purc_retn_opter_name string 50 required',
  '3505 input selinfo.sel_retn_cnt number 16,4 optional': '3505 input selinfo.sel_retn_cnt number 16,4 required',
  '3505 input selinfo.sel_retn_time datetime  optional': '3505 input selinfo.sel_retn_time datetime  required',
  '3505 input selinfo.sel_retn_opter_name string 50 optional':
    '3505 input selinfo.sel_retn_opter_name string 50 required',
  '3506 input selinfo.sel_retn_cnt number 16,4 optional': '3506 input selinfo.sel_retn_cnt number 16,4 required',
  '3506 input selinfo.sel_retn_time datetime  optional': '3506 input selinfo.sel_retn_time datetime  required',
  '3506 input selinfo.sel_retn_opter_name string 50 optional':
    '3506 input selinfo.sel_retn_opter_name string 50 required',
  // A list without its person, visit and settlement belongs to nobody.
  '4101A input setlinfo.psn_no string 30 optional': '4101A input setlinfo.psn_no string 30 required',
  '4101A input setlinfo.mdtrt_id string 30 optional': '4101A input setlinfo.mdtrt_id string 30 required',
  '4101A input setlinfo.setl_id string 30 optional': '4101A input setlinfo.setl_id string 30 required',
  '4102 input data.stastinfo.psn_no string 30 optional': '4102 input data.stastinfo.psn_no string 30 required',
  '4102 input data.stastinfo.setl_id string 30 optional': '4102 input data.stastinfo.setl_id string 30 required',
  '4103 input data.psn_no string 30 optional': '4103 input data.psn_no string 30 required',
  '4103 input data.setl_id string 30 optional': '4103 input data.setl_id string 30 required',
  '4104 input data.psn_no string 30 optional': '4104 input data.psn_no string 30 required',
  '4104 input data.setl_id string 30 optional': '4104 input data.setl_id string 30 required',
  '4102 input data.stastinfo.stas_type string  optional': '4102 input data.stastinfo.stas_type string  required',
  // The client model has one object each, but a list has several diagnoses, payers and charge types.
  '4103 output payinfo one': '4103 output payinfo many',
  '4103 output opspdiseinfo one': '4103 output opspdiseinfo many',
  '4103 output diseinfo one': '4103 output diseinfo many',
  '4103 output iteminfo one': '4103 output iteminfo many',
  '4103 output oprninfo one': '4103 output oprninfo many',
  '4103 output icuinfo one': '4103 output icuinfo many',
  '4103 output bldinfo one': '4103 output bldinfo many',
  // The versions that clients bring along have 21 characters, F001_19970101000000_C.
  ...Object.fromEntries(
    ['01', '02', '03', '05', '06', '06A', '07', '08', '09', '10', '11', '13', '14', '15', '20', '21'].map((end) => [
      `13${end} input data.ver string 20 required`,
      `13${end} input data.ver string 30 required`,
    ]),
  ),
  // What the register or the catalogue does not say is answered empty instead of guessed.
  '1201 output medinsinfo.uscc string 50 required': '1201 output medinsinfo.uscc string 50 optional',
  '1312 output data.matn_used_flag string 3 required': '1312 output data.matn_used_flag string 3 optional',
  '1312 output data.hilist_use_type string 3 required': '1312 output data.hilist_use_type string 3 optional',
  '1312 output data.lmt_cpnd_type string 3 required': '1312 output data.lmt_cpnd_type string 3 optional',
  // Collected without a type: what it holds is a unit price.
  '1318 output data.hilist_pric_uplmt_amt string  optional':
    '1318 output data.hilist_pric_uplmt_amt number 16,6 optional',
  // A product code of a drug has 20 or 23 characters.
  '3101 input data.patient_dtos.fsi_encounter_dtos.fsi_order_dtos.hilist_code string 20 optional':
    '3101 input data.patient_dtos.fsi_encounter_dtos.fsi_order_dtos.hilist_code string 50 optional',
  '3102 input data.patient_dtos.fsi_encounter_dtos.fsi_order_dtos.hilist_code string 20 optional':
    '3102 input data.patient_dtos.fsi_encounter_dtos.fsi_order_dtos.hilist_code string 50 optional',
}

/** What our tables say beyond the collected ones, and why. */
const statedAdditions: readonly Line[] = [
  // The collected models have no answer; clients read both levels, infcode and these inside the output.
  '3501 output retRslt string 6 required',
  '3501 output msgRslt string 500 optional',
  '3502 output retRslt string 6 required',
  '3502 output msgRslt string 500 optional',
  '3503 output retRslt string 6 required',
  '3503 output msgRslt string 500 optional',
  '3504 output retRslt string 6 required',
  '3504 output msgRslt string 500 optional',
  '3505 output retRslt string 6 required',
  '3505 output msgRslt string 500 optional',
  '3506 output retRslt string 6 required',
  '3506 output msgRslt string 500 optional',
  // Returns are reported with the code of the package as sales are; the collected model of the return lacks the field.
  '3506 input selinfo.drug_trac_codg string 30 optional',
  // The collected answer repeats that of 1316 and does not say which of the institution's own items a row is about.
  '1317 output data.fixmedins_code string 30 required',
  '1317 output data.medins_list_codg string 30 required',
  '1317 output data.medins_list_name string 200 required',
  '1317 output data.enddate date  optional',
  '1317 output data.aprvno string 30 optional',
  '1317 output data.dosform string 200 optional',
  '1317 output data.exct_cont string 2000 optional',
  '1317 output data.item_cont string 2000 optional',
  '1317 output data.prcunt string 100 optional',
  '1317 output data.spec string 200 optional',
  '1317 output data.pacspec string 100 optional',
  // No answer of 1901 was collected at all: these are the columns of any code list.
  '1901 output list many',
  '1901 output list.type string 30 required',
  '1901 output list.label string 200 required',
  '1901 output list.value string 30 required',
  '1901 output list.parent_value string 30 optional',
  '1901 output list.sort number 6 required',
  '1901 output list.vali_flag vali_flag 3 required',
]

function referenceLines(infno: string, side: string, nodes: readonly ReferenceNode[]): Line[] {
  const paths = nodes.map(({ node, parent }) => (parent === undefined ? node : `${parent}.${node}`))
  // A node that only holds another one has no table of its own.
  const holders = new Set(nodes.flatMap(({ parent = '' }) => (parent === '' || paths.includes(parent) ? [] : [parent])))
  const held = [...holders].map((path) => `${infno} ${side} ${path} one`)
  const lines = nodes.flatMap(({ node, parent, repeated, fields }) => {
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
  return [...held, ...lines]
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
  // A file is collected as a string that nobody gave a length.
  if (entry.kind === 'bytes') return 'string '
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
  const added = new Set(statedAdditions)

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
        const ours = tableLines(`${infno} ${side} `, message[side])
          .filter((line) => !added.delete(line))
          .map((line) => withoutLength(line, expected))
        assert.deepEqual(ours.toSorted(), expected.toSorted())
      }
    })
  }

  it('differ from ours exactly where we state it', () => {
    assert.deepEqual([...stated, ...added], [])
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
