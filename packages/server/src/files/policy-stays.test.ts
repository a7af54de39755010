import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authorIsTold, packOf, region } from '../../tests/support/policy-folder.ts'

const saying = (stays: string): string => region.replace('coverage:', `stays: ${stays}\ncoverage:`)

authorIsTold(
  'the stays of a region',
  [
    [
      'another year',
      'coverage:',
      'stays: { acrossYears: both }\ncoverage:',
      '`acrossYears` has no such value',
      'stays:',
    ],
    ['months', 'coverage:', 'stays: { transferDays: 300 }\ncoverage:', 'not a number of days below 100', 'stays:'],
    [
      'totals that stay where they are',
      'coverage:',
      "stays: { carry: [{ from: '310', to: '310' }] }\ncoverage:",
      'a scheme carries nothing to itself',
      'stays:',
    ],
    ['a word of its own', 'coverage:', 'stays: { interim: never }\ncoverage:', 'unknown key `interim`', 'stays:'],
  ],
  'region',
)

test('what a region says of stays is read, and what it leaves out is the ordinary', async (t) => {
  assert.deepEqual(
    (await packOf(t, { region: saying("{ acrossYears: split, carry: [{ from: '390', to: '310' }] }") })).stays,
    {
      acrossYears: 'split',
      secondDeductible: false,
      scheme: 'admission',
      transferDays: 3,
      carry: [{ from: '390', to: '310' }],
    },
  )
  assert.equal((await packOf(t, { region })).stays, undefined)
})
