import { isoDate } from '@yibao/core/kernel'
import type { ReconciliationRefusal } from '@yibao/core/reconciliation'
import { checkSentences, type ExtremesOf } from '../../../tests/support/refusal-sentences.ts'

const long = '长𠮷'.repeat(2_000)
const most = Number.MAX_SAFE_INTEGER
const day = isoDate('2025-02-28')
const faults = Array.from({ length: 9 }, () => ({ row: most, column: 'medfee_sumamt', value: long }))
const differing = <Name extends string>(figures: readonly Name[]) =>
  figures.map((figure) => ({ figure, stated: -most, filed: most }))

const extremes: ExtremesOf<ReconciliationRefusal> = {
  'reconciliation.bad-period': { code: 'reconciliation.bad-period', begin: day, end: day },
  'reconciliation.bad-division': { code: 'reconciliation.bad-division', stated: long },
  'reconciliation.not-one-text': { code: 'reconciliation.not-one-text', filename: long, entries: most },
  'reconciliation.bad-encoding': { code: 'reconciliation.bad-encoding', filename: long },
  'reconciliation.bad-rows': { code: 'reconciliation.bad-rows', count: most, faults },
  'reconciliation.sums-differ': {
    code: 'reconciliation.sums-differ',
    differences: differing(['count', 'total', 'fund', 'account']),
  },
  'reconciliation.too-many-rows': { code: 'reconciliation.too-many-rows', count: most, limit: most },
  'reconciliation.bad-month': { code: 'reconciliation.bad-month', month: long },
  'reconciliation.month-not-over': { code: 'reconciliation.month-not-over', month: '202502', today: day },
  'reconciliation.not-the-month': { code: 'reconciliation.not-the-month', month: '202502', begin: day, end: day },
  'reconciliation.claim-differs': {
    code: 'reconciliation.claim-differs',
    differences: differing(['personTimes', 'total', 'recognised', 'fund', 'cash', 'account']),
  },
  'reconciliation.already-applied': {
    code: 'reconciliation.already-applied',
    month: '202502',
    applicationId: long.slice(0, 30),
  },
  'reconciliation.unknown-application': { code: 'reconciliation.unknown-application', applicationId: long },
  'reconciliation.not-open': { code: 'reconciliation.not-open', applicationId: long, state: 'decided' },
}

checkSentences(Object.values(extremes))
