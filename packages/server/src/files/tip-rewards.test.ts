import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRewards } from './tip-rewards.ts'

test('a file of rewards is refused by line: limits that fall, shares beyond the national bounds, days without bounds', () => {
  const national = `national:
  - { from: 2023-01-01, floor: 200 yuan, ceiling: 200000 yuan, claimMonths: 2, source: 示例 }
regions:
`
  const region = (more: string) => `${national}  - { division: '990000', source: 示例, ${more} }\n`
  const problems = (text: string) =>
    readRewards('rewards.yaml', text).problems.map(({ line, what }) => `${line} ${what}`)
  assert.deepEqual(problems(region('from: 2023-01-01, bands: [{ share: 2% }]')), [])
  assert.match(problems(region('from: 2022-01-01, bands: [{ share: 2% }]')).join(), /4 no national bounds/)
  assert.match(
    problems(region('from: 2023-01-01, floor: 100 yuan, bands: [{ share: 2% }]')).join(),
    /4 beyond the national/,
  )
  assert.match(
    problems(
      region('from: 2023-01-01, bands: [{ to: 9 yuan, share: 2% }, { to: 5 yuan, share: 1% }, { share: 1% }]'),
    ).join(),
    /4 the limits must rise/,
  )
  assert.match(problems(region('from: 2023-01-01, bands: [{ to: 9 yuan, share: 2% }]')).join(), /only the last part/)
  assert.match(problems(region('from: 2023-01-01, bands: []')).join(), /no shares/)
})
