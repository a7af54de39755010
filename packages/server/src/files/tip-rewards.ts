import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type DivisionCode, divisionCode, type Fen, type IsoDate, inRange, parseDivisionCode } from '@yibao/core/kernel'
import type { RewardBand, RewardRule } from '@yibao/core/tip'
import { type AuthorProblem, complain, fieldsOf, itemsOf, openSheet, type Spot, textOf } from './policy-sheet.ts'
import { dateOfSpot, flagOf, moneyOfSpot, rateOfSpot } from './policy-values.ts'
import { policyFolder } from './shipped.ts'

/** What the national rule fixes for all regions over some days. */
interface NationalBounds {
  readonly from: IsoDate
  readonly until: IsoDate | null
  readonly floor: Fen
  readonly ceiling: Fen
  readonly claimMonths: number
}

function divisionOfSpot(spot: Spot): DivisionCode {
  const parsed = parseDivisionCode(textOf(spot) ?? '')
  if (parsed.ok) return parsed.value
  complain(spot, 'not a division', 'write its six digits in quotes')
  return divisionCode('000000')
}

function monthsOf(spot: Spot): number {
  const text = textOf(spot) ?? ''
  if (/^([1-9]|1\d|2[0-4])$/.test(text)) return Number(text)
  complain(spot, 'not a number of months', 'write 1 to 24', text)
  return 1
}

function boundsOf(spot: Spot): NationalBounds {
  const fields = fieldsOf(spot, ['from', 'floor', 'ceiling', 'claimMonths', 'source'], ['until'])
  textOf(fields.source)
  return {
    from: dateOfSpot(fields.from),
    until: fields.until === null ? null : dateOfSpot(fields.until),
    floor: moneyOfSpot(fields.floor),
    ceiling: moneyOfSpot(fields.ceiling),
    claimMonths: monthsOf(fields.claimMonths),
  }
}

/** Parts of the amount, their limits rising, the last without one. */
function bandsOf(spot: Spot): readonly RewardBand[] {
  const items = itemsOf(spot)
  if (items.length === 0) complain(spot, 'no shares', 'write `- { share: 2% }`')
  let previous = 0
  return items.map((item, index) => {
    const fields = fieldsOf(item, ['share'], ['to'])
    const upTo = fields.to === null ? null : moneyOfSpot(fields.to)
    if ((upTo === null) !== (index === items.length - 1)) {
      complain(item, 'only the last part has no limit', 'give every part but the last its `to:`')
    }
    if (upTo !== null && upTo <= previous) complain(item, 'the limits must rise', 'sort the parts by `to:`')
    previous = upTo ?? previous
    return { upTo, share: rateOfSpot(fields.share) }
  })
}

function ruleOf(spot: Spot, bounds: readonly NationalBounds[]): RewardRule | null {
  const fields = fieldsOf(spot, ['division', 'from', 'bands', 'source'], ['until', 'floor', 'ceiling', 'assumed'])
  const from = dateOfSpot(fields.from)
  const national = bounds.find((one) => inRange(one, from))
  if (national === undefined) {
    complain(
      spot,
      'no national bounds on the day from which it counts',
      'correct `from:`, or add the bounds of that day',
    )
    return null
  }
  const floor = fields.floor === null ? national.floor : moneyOfSpot(fields.floor)
  const ceiling = fields.ceiling === null ? national.ceiling : moneyOfSpot(fields.ceiling)
  if (floor < national.floor || ceiling > national.ceiling || floor > ceiling) {
    complain(spot, 'beyond the national bounds', 'keep floor and ceiling within them')
  }
  return {
    division: divisionOfSpot(fields.division),
    range: { from, until: fields.until === null ? national.until : dateOfSpot(fields.until) },
    bands: bandsOf(fields.bands),
    floor,
    ceiling,
    claimMonths: national.claimMonths,
    source: textOf(fields.source) ?? '',
    assumed: fields.assumed !== null && flagOf(fields.assumed),
  }
}

/** Reads `rewards.yaml`: national bounds with their days, then the shares of regions. */
export function readRewards(
  file: string,
  text: string,
): { readonly rules: readonly RewardRule[]; readonly problems: readonly AuthorProblem[] } {
  const problems: AuthorProblem[] = []
  const fields = fieldsOf(openSheet(file, text, problems), ['national', 'regions'])
  const bounds = itemsOf(fields.national).map(boundsOf)
  const rules = itemsOf(fields.regions).flatMap((item) => ruleOf(item, bounds) ?? [])
  return { rules, problems }
}

/** The rules of rewards that are shipped. @throws Error with every problem of the file */
export async function shippedRewards(): Promise<readonly RewardRule[]> {
  const file = join(policyFolder, 'supervision', 'rewards.yaml')
  const { rules, problems } = readRewards(file, await readFile(file, 'utf8'))
  if (problems.length === 0) return rules
  throw new Error(problems.map(({ line, what, cure }) => `${file}:${line}: ${what}; ${cure}`).join('\n'))
}
