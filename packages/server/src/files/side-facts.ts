import { readdir } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { parseIsoDate } from '@yibao/core/kernel'
import type { SourceRows } from '../flows/lake-export-ports.ts'
import { textRows } from './delimited-text.ts'
import { usualLimits } from './table-file.ts'

/** What a column holds: a text, a whole or decimal number, an amount in yuan, or `true`. */
type Kind = 'text' | 'number' | 'yuan' | 'truth'

/** Facts that no bill carries and that indicators ask for, one CSV file each; `anchor` and `day` stand in every file. */
const sideTables: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  antibacterial: {},
  monitoredDrug: {},
  awardedProduct: { generic: 'text', awarded: 'truth' },
  dailyDose: { ingredient: 'text', perDay: 'number' },
  beds: { department: 'text', beds: 'number' },
  annualBudget: { year: 'number', amount: 'yuan' },
  fundIncome: { scheme: 'text', from: 'text', amount: 'yuan' },
  fundBalance: { scheme: 'text', amount: 'yuan' },
  targetPopulation: { population: 'number' },
  lowRiskGroup: {},
  externalPrescription: { provider: 'text', doctor: 'text', pharmacy: 'text' },
  inspectionDirectory: { division: 'text', riskClass: 'text', year: 'number', inspected: 'truth' },
  creditScore: { provider: 'text', doctor: 'text', score: 'number' },
  holiday: {},
}

const forms: Readonly<Record<Kind, RegExp>> = {
  text: /^.*$/s,
  number: /^\d+(\.\d+)?$/,
  yuan: /^\d+(\.\d{1,2})?$/,
  truth: /^(true|false)$/,
}

const limits = { ...usualLimits, fileBytes: 2e9, rows: 5_000_000, cellCharacters: 400 }

type SideRow = readonly [table: string, anchor: string, day: string | null, content: string]

function readRow(table: string, header: readonly string[], cells: readonly string[], at: string): SideRow {
  const shape = sideTables[table] ?? {}
  const told = new Map(header.map((name, place) => [name, (cells[place] ?? '').trim()]))
  const anchor = told.get('anchor') ?? ''
  const day = told.get('day') ?? ''
  if (anchor === '') throw new Error(`${at}: anchor 为空 is empty：请填写 fill it in`)
  if (day !== '' && !parseIsoDate(day).ok) throw new Error(`${at}: 不是日期 not a date: ${day}；写成 write 2025-03-01`)
  const content: Record<string, string> = {}
  for (const [name, kind] of Object.entries(shape)) {
    const value = told.get(name) ?? ''
    if (value === '') continue
    if (!forms[kind].test(value)) throw new Error(`${at}: ${name} 不是 is no ${kind}: ${value}`)
    content[name] = value
  }
  return [table, anchor, day === '' ? null : day, JSON.stringify(content)]
}

/** @throws Error with file and line when a table or a column is unknown or a value has not its form */
async function* fileRows(folder: string, file: string): AsyncGenerator<readonly SideRow[]> {
  const table = basename(file, extname(file))
  const shape = sideTables[table]
  if (shape === undefined) {
    throw new Error(
      `${join(folder, file)}: 没有此旁证 no such side facts；可用 use one of: ${Object.keys(sideTables).join(', ')}`,
    )
  }
  const known = ['anchor', 'day', ...Object.keys(shape)]
  let header: readonly string[] | null = null
  let page: SideRow[] = []
  for await (const { line, cells } of textRows(join(folder, file), { delimiter: ',', gzip: false }, limits)) {
    const texts = cells.map(String)
    if (header === null) {
      const stranger = texts.find((name) => !known.includes(name))
      if (stranger !== undefined || !texts.includes('anchor')) {
        throw new Error(
          `${join(folder, file)}:${line}: 列应为 columns are ${known.join(', ')} (found: ${texts.join(', ')})`,
        )
      }
      header = texts
      continue
    }
    page.push(readRow(table, header, texts, `${join(folder, file)}:${line}`))
    if (page.length < 2_048) continue
    yield page
    page = []
  }
  yield page
}

/** The side facts of a folder, as rows of the lake's table. */
export async function* sideFactRows(folder: string): SourceRows {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.csv')).sort()
  for (const file of files) yield* fileRows(folder, file)
}
