import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authorIsTold, lineOf, packOf, plan, problemsOf, region } from '../../tests/support/policy-folder.ts'

authorIsTold(
  'a region',
  [
    ['a code of five digits', "division: '990200'", "division: '99020'", 'not a division code'],
    [
      'a day that not every year has',
      'coverage:',
      'year: { startsOn: 02-29 }\ncoverage:',
      'not a day of every year',
      'year:',
    ],
    ['a day that no year has', 'coverage:', 'year: { startsOn: 02-30 }\ncoverage:', 'not a day of every year', 'year:'],
    ['a year by another day', 'coverage:', 'year: { by: payment }\ncoverage:', '`by` has no such value', 'year:'],
    ['a parameter that coverage does not know', '    priceCeiling:', '    ceiling:', 'unknown key `ceiling`'],
    ['a ceiling that is a rate', 'kind: money', 'kind: factor', '`value` is not a rate', '30 yuan'],
    [
      'a share that is an amount',
      '      kind: rate\n',
      '      kind: factor\n',
      '`preCoinsurance` is of the wrong kind',
      '  parameters:',
    ],
    ['a row for a class that never occurs', '        special:\n', '        royal:\n', '`bed` never gives `royal`'],
    ['streams of no class', 'streams: itemStream', 'streams: stream', 'no such class: `stream`'],
    ['a fact that no line has', "chargeType: '01', ward: special", 'bed: special', 'no such fact: `bed`'],
    [
      'a class that nothing goes by',
      '    bed:\n',
      '    idle: [{ is: a }]\n    bed:\n',
      'nothing goes by `idle`',
      '    idle:',
    ],
  ],
  'region',
)

test('a region without a benefit year of its own has the calendar year by the day of settlement', async (t) => {
  assert.deepEqual((await packOf(t)).year, { startsOn: '01-01', by: 'settlement' })
  const other = region.replace('coverage:', 'year: { startsOn: 07-01, by: discharge }\ncoverage:')
  assert.deepEqual((await packOf(t, { region: other })).year, { startsOn: '07-01', by: 'discharge' })
})

test('rules for lines need no row for every class', async (t) => {
  const { coverage } = await packOf(t)
  assert.deepEqual(
    coverage.preCoinsurance?.rows.map(({ key }) => key),
    [['B']],
  )
  assert.equal(coverage.streams, 'itemStream')
  assert.equal(coverage.inputs[0]?.name, 'ward')
})

test('a plan may ask only for streams into which the region puts lines', async (t) => {
  const asking = (stream: string): string => plan.replace('[eligible, basic.paid]', `[stream.${stream}, basic.paid]`)
  assert.equal((await packOf(t, { plan: asking('implant') })).plans.length, 1)
  const [problem] = await problemsOf(t, { plan: asking('drug') })
  assert.equal(problem?.what, 'no line of the region is in the stream `drug`')
  const open = region.slice(0, region.indexOf('coverage:'))
  assert.equal((await packOf(t, { region: open, plan: asking('drug') })).plans.length, 1)
})

test('a stream that no plan of the region asks for is a mistake, as is one that gets no line', async (t) => {
  const misspelt = region.replace('is: ordinary', 'is: ordinery')
  const problems = await problemsOf(t, { region: misspelt })
  assert.deepEqual(
    problems.map(({ file, line, what }) => [file, line, what]),
    [
      [
        '990200-example/region.yaml',
        lineOf(misspelt, '    itemStream:'),
        'no plan of the region asks for the stream `ordinery`',
      ],
    ],
  )
  const asking = plan.replace('[eligible, basic.paid]', '[stream.drug, basic.paid]')
  const [first] = await problemsOf(t, { plan: asking })
  assert.equal(first?.line, lineOf(asking, '  - layer: aid'), 'it names the layer')
})

test('the streams of a region mean nothing to plans that ask for none', async (t) => {
  const whole = plan
    .replaceAll('base: ordinary', 'base: eligible')
    .replace('adds: ordinary', 'adds: eligible')
    .replace('adds: stream.implant', 'adds: total')
  assert.equal((await packOf(t, { plan: whole })).plans.length, 1)
})
