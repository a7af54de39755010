import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Distance, PatternParameters } from '@yibao/core/supervision'
import {
  type AuthorProblem,
  complain,
  fieldsOf,
  itemsOf,
  openSheet,
  problemText,
  type Spot,
  textOf,
} from './policy-sheet.ts'
import { policyFolder } from './shipped.ts'

/** The parameters that ship with the platform. */
export const shippedPatterns = join(policyFolder, 'supervision', 'patterns.yaml')

export interface PatternBook {
  readonly parameters: PatternParameters
  readonly distance: Distance
  /** SHA-256 of the file. */
  readonly digest: string
}

/** A number that is not negative; zero after a complaint. */
function numberOf(spot: Spot): number {
  const text = textOf(spot)
  if (text === null) return 0
  if (/^\d{1,9}(\.\d{1,6})?$/.test(text)) return Number(text)
  complain(spot, `\`${spot.name}\` is not a number`, 'write it as `3` or `0.9`', text)
  return 0
}

/** The numbers of a section, each by its name; `from`, `source` and `confidence` must be there and are for people. */
function numbersOf<N extends string, O extends string = never>(
  spot: Spot,
  names: readonly N[],
  others: readonly O[] = [],
): { readonly numbers: Readonly<Record<N, number>>; readonly fields: Readonly<Record<O, Spot>> } {
  const fields = fieldsOf(spot, [...names, ...others, 'from', 'source', 'confidence'] as const)
  const spots = fields as Readonly<Record<string, Spot>>
  const day = textOf(fields.from as Spot) ?? ''
  if (day !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(day))
    complain(fields.from as Spot, '`from` is no day', 'write 2026-01-01', day)
  textOf(fields.source as Spot)
  const sure = textOf(fields.confidence as Spot)
  if (sure !== null && !['high', 'medium', 'low'].includes(sure))
    complain(fields.confidence as Spot, '`confidence` is none of the words', 'write high, medium or low', sure)
  const numbers = Object.fromEntries(names.map((name) => [name, numberOf(spots[name] as Spot)]))
  return { numbers: numbers as Record<N, number>, fields: fields as Record<O, Spot> }
}

const textsOf = (spot: Spot): readonly string[] => itemsOf(spot).flatMap((item) => textOf(item) ?? [])

function hoursOf(spot: Spot): readonly [number, number] {
  const [from, until, ...more] = itemsOf(spot).map(numberOf)
  if (from === undefined || until === undefined || more.length > 0 || from > 23 || until > 24) {
    complain(spot, '`night` is no pair of hours', 'write [22, 6]')
    return [22, 6]
  }
  return [from, until]
}

function parametersOf(spot: Spot): PatternParameters {
  const section = fieldsOf(spot, [
    'duplicate',
    'split',
    'overlap',
    'death',
    'ring',
    'burst',
    'hoarding',
    'travel',
    'upcoding',
  ])
  const split = numbersOf(section.split, ['gapDays', 'sameCharacters', 'reportFrom'], ['planned'])
  const ring = numbersOf(
    section.ring,
    [
      'stayDays',
      'eventMinutes',
      'apartDays',
      'meetings',
      'least',
      'crowd',
      'chance',
      'evidence',
      'stray',
      'planned',
      'reportFrom',
    ],
    ['exempt'],
  )
  const burst = numbersOf(section.burst, ['cards', 'minutes', 'spread', 'reportFrom'], ['night'])
  const hoarding = numbersOf(
    section.hoarding,
    ['ratio', 'grave', 'dispensings', 'stockDays', 'reportFrom'],
    ['windows'],
  )
  return {
    duplicate: numbersOf(section.duplicate, ['reportFrom']).numbers,
    split: { ...split.numbers, planned: textsOf(split.fields.planned) },
    overlap: numbersOf(section.overlap, ['insideDays', 'reportFrom']).numbers,
    death: numbersOf(section.death, ['reportFrom']).numbers,
    ring: { ...ring.numbers, exempt: textsOf(ring.fields.exempt) },
    burst: { ...burst.numbers, night: hoursOf(burst.fields.night) },
    hoarding: { ...hoarding.numbers, windows: itemsOf(hoarding.fields.windows).map(numberOf) },
    travel: numbersOf(section.travel, ['kilometresPerHour', 'ignoreKilometres', 'reportFrom']).numbers,
    upcoding: numbersOf(section.upcoding, [
      'stays',
      'codeStays',
      'tolerance',
      'excess',
      'shrinkStays',
      'priorStays',
      'mostWeight',
      'categoryCharacters',
      'report',
      'added',
    ]).numbers,
  }
}

function distanceOf(spot: Spot): Distance {
  const { county, city, province, nation } = numbersOf(spot, ['county', 'city', 'province', 'nation']).numbers
  return (from, to) => {
    if (!/^\d{6}$/.test(from) || !/^\d{6}$/.test(to)) return null
    if (from === to) return county
    if (from.slice(0, 4) === to.slice(0, 4)) return city
    return from.slice(0, 2) === to.slice(0, 2) ? province : nation
  }
}

/**
 * Reads the parameters of the patterns.
 *
 * @throws Error that lists every problem with file, line and cure
 */
export async function readPatternBook(file: string = shippedPatterns): Promise<PatternBook> {
  const text = await readFile(file, 'utf8')
  const problems: AuthorProblem[] = []
  const whole = fieldsOf(openSheet(basename(file), text, problems), ['patterns', 'distance'])
  const parameters = parametersOf(whole.patterns)
  const distance = distanceOf(whole.distance)
  if (problems.length > 0)
    throw new Error(
      `模式参数有误 the parameters of the patterns have problems:\n${problems.map(problemText).join('\n')}`,
    )
  return { parameters, distance, digest: createHash('sha256').update(text).digest('hex') }
}
