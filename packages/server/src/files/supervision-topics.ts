import { basename, dirname, join } from 'node:path'
import type { MeansRules, SignalWeight, Topic } from '@yibao/core/supervision'
import type { SupervisionBook } from '../flows/indicator-ports.ts'
import { openFile } from './policy-folders.ts'
import { contentHash } from './policy-hash.ts'
import {
  type AuthorProblem,
  complain,
  entriesOf,
  fieldsOf,
  itemsOf,
  problemText,
  type Spot,
  textOf,
} from './policy-sheet.ts'
import { bothLanguages, wordOf } from './policy-values.ts'
import { policyFolder } from './shipped.ts'
import { checkOnce, checkOrigin, codeOf, decimalOf, knownWords, partOf, wholeOf } from './supervision-values.ts'

/** The topics that ship with the platform. */
export const shippedTopics = join(policyFolder, 'supervision', 'topics.yaml')

const grains = [
  'region',
  'scheme',
  'provider',
  'department',
  'doctor',
  'disease-group',
  'rule',
  'terminal',
  'unit',
] as const
const origin = ['from', 'source', 'confidence'] as const

function outlierOf(spot: Spot): MeansRules['outlier'] {
  const fields = fieldsOf(spot, ['z', 'partAtLeast', 'peersAtLeast', 'rowsAtLeast', 'groupedAtLeast', ...origin])
  checkOrigin(fields)
  return {
    z: decimalOf(fields.z),
    partAtLeast: decimalOf(fields.partAtLeast),
    peersAtLeast: wholeOf(fields.peersAtLeast, 3),
    rowsAtLeast: wholeOf(fields.rowsAtLeast, 1),
    groupedAtLeast: partOf(fields.groupedAtLeast),
  }
}

function trendOf(spot: Spot) {
  const fields = fieldsOf(spot, [
    'historyMonths',
    'monthsAtLeast',
    'seasonFrom',
    'p',
    'permutations',
    'shiftAtLeast',
    'recentMonths',
    'ewmaWeight',
    'ewmaLimit',
    'seed',
    'grains',
    ...origin,
  ])
  checkOrigin(fields)
  const trend: MeansRules['trend'] = {
    monthsAtLeast: wholeOf(fields.monthsAtLeast, 6),
    seasonFrom: wholeOf(fields.seasonFrom, 23),
    p: partOf(fields.p),
    permutations: wholeOf(fields.permutations, 99),
    shiftAtLeast: decimalOf(fields.shiftAtLeast),
    recentMonths: wholeOf(fields.recentMonths, 1),
    ewmaWeight: partOf(fields.ewmaWeight),
    ewmaLimit: decimalOf(fields.ewmaLimit),
    seed: wholeOf(fields.seed, 0),
  }
  // So few shufflings could never show a chance as small as that.
  if ((trend.permutations + 1) * trend.p < 1)
    complain(fields.permutations, 'too few for `p`', `write ${Math.ceil(1 / trend.p) - 1} or more`)
  return { trend, historyMonths: wholeOf(fields.historyMonths, 1), trendGrains: knownWords(fields.grains, grains) }
}

function riskOf(spot: Spot) {
  const fields = fieldsOf(spot, [
    'zFrom',
    'zFull',
    'targetFull',
    'shiftFull',
    'judgedAtLeast',
    'listedFrom',
    'grains',
    ...origin,
  ])
  checkOrigin(fields)
  const risk: MeansRules['risk'] = {
    zFrom: decimalOf(fields.zFrom),
    zFull: decimalOf(fields.zFull),
    targetFull: decimalOf(fields.targetFull),
    shiftFull: decimalOf(fields.shiftFull),
    judgedAtLeast: partOf(fields.judgedAtLeast),
    listedFrom: decimalOf(fields.listedFrom),
  }
  if (risk.zFull <= risk.zFrom) complain(fields.zFull, '`zFull` is not above `zFrom`', 'write a larger number')
  for (const name of ['targetFull', 'shiftFull'] as const)
    if (risk[name] <= 0) complain(fields[name], `\`${name}\` is nothing`, 'write a number above 0')
  return { risk, riskGrains: knownWords(fields.grains, grains) }
}

function signalOf(spot: Spot, known: ReadonlySet<string>): SignalWeight {
  const fields = fieldsOf(spot, ['indicator', 'means', 'weight'])
  const indicator = textOf(fields.indicator) ?? ''
  if (indicator !== '' && !known.has(indicator))
    complain(fields.indicator, 'no such indicator', 'use a code of policy/supervision/indicators', indicator)
  const weight = decimalOf(fields.weight)
  if (weight <= 0) complain(fields.weight, 'a signal without weight', 'write a number above 0, or leave the signal out')
  return { indicator, means: wordOf(fields.means, ['target', 'outlier', 'trend']), weight }
}

function topicOf(spot: Spot, known: ReadonlySet<string>): Topic {
  const fields = fieldsOf(spot, ['code', 'name', 'signals'])
  const signals = itemsOf(fields.signals).map((item) => signalOf(item, known))
  checkOnce(
    fields.signals,
    signals.map(({ indicator, means }) => `${indicator} ${means}`),
  )
  return { code: codeOf(fields.code), name: bothLanguages(fields.name), signals }
}

function bookOf(spot: Spot, known: ReadonlySet<string>): SupervisionBook {
  const fields = fieldsOf(spot, ['means', 'caseMix', 'summed', 'topics'])
  const means = fieldsOf(fields.means, ['outlier', 'trend', 'risk'])
  const outlier = outlierOf(means.outlier)
  const { trend, historyMonths, trendGrains } = trendOf(means.trend)
  const { risk, riskGrains } = riskOf(means.risk)
  const mixes = entriesOf(fields.caseMix).map((entry) => {
    if (!known.has(entry.name)) complain(entry, 'no such indicator', 'use a code of the indicators', entry.name)
    return [entry.name, wordOf(entry, ['cost', 'days'])] as const
  })
  const summed = itemsOf(fields.summed).map((item) => {
    const code = textOf(item) ?? ''
    if (code !== '' && !known.has(code)) complain(item, 'no such indicator', 'use a code of the indicators', code)
    return code
  })
  const topics = itemsOf(fields.topics).map((item) => topicOf(item, known))
  checkOnce(
    fields.topics,
    topics.map(({ code }) => code),
  )
  const caseMix = Object.fromEntries(mixes)
  const book = { rules: { outlier, trend, risk }, historyMonths, trendGrains, riskGrains, caseMix, summed, topics }
  return { ...book, digest: contentHash(book) }
}

/**
 * Topics and the parameters of the means.
 *
 * @param known codes of indicators
 * @throws Error that lists every problem with file, line and cure
 */
export async function loadTopics(known: readonly string[], file: string = shippedTopics): Promise<SupervisionBook> {
  const problems: AuthorProblem[] = []
  const spot = await openFile(dirname(file), basename(file), problems)
  const book = bookOf(spot, new Set(known))
  if (problems.length === 0) return book
  throw new Error(`监管主题有误 the topics have problems:\n${problems.map(problemText).join('\n')}`)
}
