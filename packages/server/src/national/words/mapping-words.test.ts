import { isoDate } from '@yibao/core/kernel'
import type { MappingRefusal, RowFault } from '@yibao/core/mapping'
import { checkSentences, type ExtremesOf } from '../../../tests/support/refusal-sentences.ts'

const long = '长𠮷'.repeat(2_000)
const most = Number.MAX_SAFE_INTEGER
const day = isoDate('2023-11-13')
const at = { row: most, localCode: long }
const unknown = { code: 'catalog.unknown-item', itemCode: long } as const
const expired = { code: 'catalog.expired-item', itemCode: long, on: day, until: day } as const
const coming = { code: 'catalog.not-yet-valid', itemCode: long, on: day, from: day } as const

const faults: readonly RowFault[] = [
  { fault: 'not-in-catalogue', why: unknown, ...at },
  { fault: 'not-in-catalogue', why: expired, ...at },
  { fault: 'not-in-catalogue', why: coming, ...at },
  { fault: 'wrong-list', listType: long, kind: 'service', ...at },
  { fault: 'ends-before-it-begins', from: day, last: day, ...at },
  { fault: 'overlaps', itemCode: long, from: day, ...at },
  { fault: 'twice-in-message', first: most, ...at },
  { fault: 'not-on-file', ...at },
  { fault: 'other-institution', providerCode: long, ...at },
]

const extremes: ExtremesOf<MappingRefusal> = {
  'mapping.too-many-rows': { code: 'mapping.too-many-rows', count: most, limit: most },
  'mapping.bad-rows': { code: 'mapping.bad-rows', faults: [{ fault: 'not-on-file', ...at }], rows: most },
  'mapping.other-institution': { code: 'mapping.other-institution', stated: long },
}

checkSentences([
  ...Object.values(extremes),
  ...faults.map((fault) => ({ code: 'mapping.bad-rows', faults: [fault], rows: most }) as const),
])
