import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isoDate } from '@yibao/core/kernel'
import { filingRulesOn } from '@yibao/core/policy'
import { authorIsTold, packOf, region } from '../../tests/support/policy-folder.ts'
import { filingLines } from '../text/filing-text.ts'

const filings = `filings:
  chronic:
    - { from: 2023-01-01, value: required, source: 示例第一条 }
    - { from: 2025-01-01, value: none, source: 示例第二条 }
  offSite:
    - { from: 2023-01-01, value: { to: division, medTypes: ["11", "14"] }, assumed: 示例, source: 示例第三条 }
  designated:
    - { from: 2024-01-01, value: { business: "03", medTypes: ["11"] }, source: 示例第四条 }
  dualChannel:
    - { from: 2023-01-01, value: allowed, source: 示例第五条 }
`
const withFilings = region.replace('coverage:', `${filings}coverage:`)

test('a region says what must be filed, and since when', async (t) => {
  const pack = await packOf(t, { region: withFilings })
  const on = (day: string) => filingRulesOn(pack.filings, isoDate(day))
  assert.deepEqual(on('2024-06-01'), {
    chronic: true,
    specialDrug: false,
    offSite: { to: 'division', medTypes: ['11', '14'] },
    designated: { business: '03', medTypes: ['11'] },
    dualChannel: true,
  })
  assert.deepEqual([on('2023-06-01').designated, on('2025-06-01').chronic], [null, false])
  assert.equal(on('2022-06-01').dualChannel, false)
  assert.match(pack.filings?.offSite[0]?.source ?? '', /推定：示例/)
})

test('a region that says nothing of filings asks for none, and keeps the hash that it had', async (t) => {
  const pack = await packOf(t)
  assert.equal('filings' in pack, false)
  const asked = filingRulesOn(pack.filings, isoDate('2024-06-01'))
  assert.deepEqual(Object.values(asked), [false, false, null, null, false])
  assert.notEqual((await packOf(t, { region: withFilings })).hash, pack.hash)
})

test('what must be filed is shown with its days and sources in both languages', async (t) => {
  const { filings: rules } = await packOf(t, { region: withFilings })
  const [first, repealed] = filingLines(rules, 'zh')
  assert.equal(first, '门慢门特 自 2023-01-01：须有备案（示例第一条）')
  assert.equal(repealed, '门慢门特 自 2025-01-01：不再要求（示例第二条）')
  assert.equal(filingLines(rules, 'en').length, 5)
  assert.deepEqual(filingLines(undefined, 'en'), [])
})

const told = (problem: string, value: string, what: string) =>
  [problem, 'coverage:', `filings: { ${value} }\ncoverage:`, what, 'filings:'] as const

authorIsTold(
  'what must be filed',
  [
    told('a kind that nobody knows', 'urgent: []', 'unknown key `urgent`'),
    told('a kind without a value', 'chronic: []', '`chronic` has no dated value'),
    told('another word', 'chronic: [{ from: 2023-01-01, value: asked, source: 示例 }]', '`value` has no such value'),
    told(
      'no kind of care',
      'offSite: [{ from: 2023-01-01, value: { to: hospital, medTypes: [] }, source: 示例 }]',
      'no `med_type` is named',
    ),
    told(
      'care that is no code',
      'offSite: [{ from: 2023-01-01, value: { to: hospital, medTypes: [outpatient] }, source: 示例 }]',
      'not the beginning of a `med_type`',
    ),
    told(
      'a long code of business',
      'designated: [{ from: 2023-01-01, value: { business: "0301", medTypes: ["11"] }, source: 示例 }]',
      'a code too long for `biz_appy_type`',
    ),
    told(
      'dates out of order',
      'dualChannel: [{ from: 2024-01-01, value: allowed, source: 示例 }, { from: 2023-01-01, value: none, source: 示例 }]',
      'dates out of order',
    ),
  ],
  'region',
)
