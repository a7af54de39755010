import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messages, type Table } from '@yibao/contract/national'
import type { FindingCode, ListField, ListFinding, ListRefusal } from '@yibao/core/settlement-list'
import { checkSentences, type ExtremesOf } from '../../../tests/support/refusal-sentences.ts'
import { findingSentence, findingWords, listFields } from './list-finding-words.ts'

const long = '长𠮷'.repeat(2_000)
const most = Number.MAX_SAFE_INTEGER

const worst: ListFinding = {
  code: 'sum-differs',
  severity: 'refuse',
  field: 'intensiveCareDuration',
  row: most,
  value: long,
  against: long,
}

const extremes: ExtremesOf<ListRefusal> = {
  'list.unknown-settlement': { code: 'list.unknown-settlement', settlementId: long },
  'list.other-providers-settlement': { code: 'list.other-providers-settlement', settlementId: long },
  'list.visit-differs': { code: 'list.visit-differs', settlementId: long, visitId: long },
  'list.not-inpatient': { code: 'list.not-inpatient', settlementId: long, care: 'outpatient' },
  'list.settlement-undone': { code: 'list.settlement-undone', settlementId: long, by: long },
  'list.submitted': { code: 'list.submitted', settlementId: long, listId: long },
  'list.unknown': { code: 'list.unknown', settlementId: long },
  'list.bad-state': { code: 'list.bad-state', state: long },
  'list.state-unchanged': { code: 'list.state-unchanged', settlementId: long, state: 'submitted' },
  'list.named-twice': { code: 'list.named-twice', settlementId: long, row: most },
  'list.several-people': { code: 'list.several-people', row: most },
  'list.has-errors': { code: 'list.has-errors', count: most, findings: [worst, worst, worst] },
}

checkSentences(Object.values(extremes))

test('every finding has words in Chinese and English, and names the entry it is about', () => {
  for (const code of Object.keys(findingWords) as FindingCode[]) {
    const sentence = findingSentence({ ...worst, code, row: 2, value: 'Z', against: 'female' })
    assert.match(sentence, /^重症监护合计时长第2行「Z」\p{Script=Han}/u, code)
    assert.match(findingWords[code].english, /^[a-z][ -~]+$/, code)
    assert.doesNotMatch(sentence, /undefined|NaN|\[object/, code)
  }
})

/** The names of all fields of a table and of the tables in it. */
const namesIn = (table: Table): readonly string[] =>
  Object.entries(table).flatMap(([name, entry]) => ('table' in entry ? namesIn(entry.table) : [name]))

test('every entry stands for a field of the national interface', () => {
  const tables = [messages['4101A'].input, messages['4103'].output, messages['2304'].output]
  const names = new Set(tables.flatMap(namesIn))
  for (const name of Object.keys(listFields) as ListField[]) assert.ok(names.has(listFields[name].field), name)
})
