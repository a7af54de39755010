import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { IsoDate } from '@yibao/core/kernel'
import type { RegionPack, Rules } from '@yibao/core/policy'
import type { PolicyCase } from '../files/policy-case-yaml.ts'
import {
  coverageOf,
  type Located,
  type Pair,
  type Side,
  type Sides,
  sideOf,
  sidesOf,
} from '../files/policy-diff-sides.ts'
import { type PolicyReading, readingNamed, rulesNamed, soundPolicy } from './policy-folder.ts'

export interface DiffChoice {
  readonly on?: IsoDate
  readonly against?: IsoDate
  readonly reading?: string
  readonly policy?: string
}

/** Pairs what fits; what fits nothing stands alone. */
function paired(left: readonly Side[], right: readonly Side[], fits: (a: Side, b: Side) => boolean): readonly Pair[] {
  const free = new Set(right)
  const pairs = left.map((a): Pair => {
    const b = [...free].find((candidate) => candidate.about === a.about && fits(a, candidate)) ?? null
    if (b !== null) free.delete(b)
    return { left: a, right: b }
  })
  return [...pairs, ...[...free].map((b): Pair => ({ left: null, right: b }))]
}

/** Plans of two regions that pay the same care of the same scheme, and rules of the same scheme. */
function sameMatter({ rules: a }: Side, { rules: b }: Side): boolean {
  const scheme = (rules: Rules): unknown => ('scheme' in rules ? rules.scheme : null)
  if (scheme(a) !== scheme(b)) return false
  const care = (rules: Rules): readonly unknown[] => ('care' in rules && Array.isArray(rules.care) ? rules.care : [])
  return care(a).length === 0 ? care(b).length === 0 : care(a).some((name) => care(b).includes(name))
}

const sameName = (a: Side, b: Side): boolean =>
  a.about === 'coverage' ? a.pack.division === b.pack.division : a.rules.id === b.rules.id

async function isFolder(name: string): Promise<boolean> {
  try {
    return (await stat(join(name, 'regions'))).isDirectory()
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return false
    throw error
  }
}

function regionNamed({ packs }: PolicyReading, name: string): RegionPack {
  const pack = packs.find(({ division }) => division === name)
  if (pack !== undefined) return pack
  const known = packs.map(({ division, name: there }) => `  ${division}  ${there}`)
  throw new Error(`没有这个地区 no such region: ${name}; 可用 use one of\n${known.join('\n')}`)
}

/** A plan pays lines after its region's rules for them; both are looked at. */
function withCoverage({ about, pack, rules }: Located): readonly Side[] {
  const own: Side = { about, pack, rules, reading: null }
  return about === 'plan' && rules.layers.length > 0 ? [own, coverageOf(pack)] : [own]
}

function both(left: IsoDate | undefined, right: IsoDate | undefined = left): Sides['on'] {
  return { left: left ?? null, right: right ?? null }
}

async function folderSides(left: string, right: string, { on }: DiffChoice): Promise<Sides> {
  const [theirs, ours] = [await soundPolicy(left), await soundPolicy(right)]
  const key = ({ division, name }: PolicyCase): string => `${division} ${name}`
  const cases = new Map([...theirs.cases, ...ours.cases].map((example) => [key(example), example]))
  return {
    pairs: paired(sidesOf(theirs.packs), sidesOf(ours.packs), sameName),
    on: both(on),
    cases: [...cases.values()],
  }
}

function ownSides(policy: PolicyReading, name: string, choice: DiffChoice): Sides {
  const { on, against, reading } = choice
  const of = rulesNamed(policy.packs, name)
  const side = sideOf(of)
  if (reading !== undefined) {
    const other = { ...sideOf(readingNamed(of, reading)), reading: { name: reading, of: of.rules } }
    return { pairs: [{ left: side, right: other }], on: both(on, against), cases: policy.cases }
  }
  if (on === undefined || against === undefined) {
    throw new Error(
      '与什么比较 compare with what? 两个日期 two days: --on <date> --against <date>; 另一读法 another reading: --reading <name>; 或另一方案 or another plan, region or folder',
    )
  }
  const pairs = withCoverage(of).map((one): Pair => ({ left: one, right: one }))
  return { pairs, on: both(on, against), cases: policy.cases }
}

function twoSides(policy: PolicyReading, left: string, right: string, { on }: DiffChoice): Sides {
  if (on === undefined) {
    throw new Error(`两个方案的来源日期不同 ${left} and ${right} have days of their own: 请给 add --on <date>`)
  }
  const isRegion = /^\d{6}$/
  if (isRegion.test(left) && isRegion.test(right)) {
    const [a, b] = [sidesOf([regionNamed(policy, left)]), sidesOf([regionNamed(policy, right)])]
    return { pairs: paired(a, b, sameMatter), on: both(on), cases: policy.cases }
  }
  const [a, b] = [rulesNamed(policy.packs, left), rulesNamed(policy.packs, right)]
  if (a.about !== b.about) throw new Error(`${left} 与 and ${right} 不是同类规则 are rules of different kinds`)
  const coverage: readonly Pair[] =
    a.about !== 'plan' || a.pack === b.pack ? [] : [{ left: coverageOf(a.pack), right: coverageOf(b.pack) }]
  return { pairs: [{ left: sideOf(a), right: sideOf(b) }, ...coverage], on: both(on), cases: policy.cases }
}

function notFolder(name: string): string {
  return `${name}: 目录只能与目录比较，此处没有 regions/ a folder is compared with a folder, and this one holds no regions/; 请核对名称 check the name`
}

/**
 * What is to be compared: rules on two days, with another reading of themselves, or with other rules; two regions; or two
 * policy folders.
 *
 * @throws Error that says what is missing or unknown, with what there is
 */
export async function sidesNamed(left: string, right: string | undefined, choice: DiffChoice): Promise<Sides> {
  if (right === undefined) return ownSides(await soundPolicy(choice.policy), left, choice)
  if (choice.against !== undefined || choice.reading !== undefined) {
    throw new Error(
      '--against 与 --reading 只用于一个方案 --against and --reading go with one plan; 请去掉 leave them out',
    )
  }
  const folders = [await isFolder(left), await isFolder(right)]
  if (folders.every((found) => found)) return folderSides(left, right, choice)
  if (folders.some((found) => found)) throw new Error(notFolder(folders[0] === true ? right : left))
  const path = [left, right].find((name) => name.includes('/'))
  if (path !== undefined) throw new Error(notFolder(path))
  return twoSides(await soundPolicy(choice.policy), left, right, choice)
}
