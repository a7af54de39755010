import { refusal, type SchemeFinding, warning } from './check-finding.ts'
import { conditionsOf, partsOf } from './reach-atoms.ts'
import type { Scheme } from './types.ts'

/** 国家方案 number of the table that excludes nothing: it has complications and, meaning to, no principal diagnosis. */
const excludesNothing = '999'

/** A finding names so many codes; `count` tells how many there are. */
const shownCodes = 5

/** Complications and their exclusion tables, without the codes of lists. */
export function checkTables({ complications, exclusions }: Scheme): readonly SchemeFinding[] {
  const findings: SchemeFinding[] = []
  const levels = grouped(complications.map(({ dx, level }) => [dx, level]))
  const both = [...levels].filter(([, own]) => own.size > 1).map(([dx]) => dx)
  if (both.length > 0) findings.push(refusal('scheme.level-both', 'complications', some(both)))

  const used = new Set(complications.map(({ table }) => table))
  const excluding = new Set(exclusions.map(({ table }) => table))
  for (const table of excluding) {
    if (!used.has(table)) findings.push(warning('scheme.table-without-complication', 'exclusions', { table }))
  }
  for (const table of used) {
    if (excluding.has(table) || table === excludesNothing) continue
    const codes = complications.filter((one) => one.table === table).map(({ dx }) => dx)
    findings.push(warning('scheme.table-without-principal', 'complications', { table, ...some(codes) }))
  }
  const several = (pairs: readonly (readonly [string, string])[]) =>
    [...grouped(pairs)].filter(([, tables]) => tables.size > 1).map(([dx]) => dx)
  const ofComplications = several(complications.map(({ dx, table }) => [dx, table]))
  const ofPrincipals = several(exclusions.map(({ principalDx, table }) => [principalDx, table]))
  if (ofComplications.length > 0) findings.push(warning('scheme.table-several', 'complications', some(ofComplications)))
  if (ofPrincipals.length > 0) findings.push(warning('scheme.table-several', 'exclusions', some(ofPrincipals)))
  return findings
}

function grouped(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>()
  for (const [key, value] of pairs) groups.set(key, (groups.get(key) ?? new Set()).add(value))
  return groups
}

/** Lists that hold nothing although somebody asks for them, and lists nobody asks for. */
export function checkLists(scheme: Scheme): readonly SchemeFinding[] {
  const used = new Set(Object.values(scheme.mdcs).flatMap(({ principalDxList: list }) => list ?? []))
  for (const { when } of conditionsOf(scheme)) {
    for (const part of partsOf(when)) {
      if ('list' in part) used.add(part.list)
      if (part.key === 'traumaSites') for (const { dx } of part.sites.sites) used.add(dx)
    }
  }
  return Object.entries(scheme.lists).flatMap(([list, codes]) => {
    if (!used.has(list)) return [warning('scheme.list-unused', `lists.${list}`, { list, count: codes.length })]
    return codes.length === 0 ? [warning('scheme.list-empty', `lists.${list}`, { list })] : []
  })
}

/** Codes of the catalogues in force; without one of them its codes are not looked up. */
export interface KnownCodes {
  readonly diagnoses?: ReadonlySet<string>
  readonly operations?: ReadonlySet<string>
}

/** Codes as no code book writes them, and codes a catalogue does not know. */
export function checkCodes(scheme: Scheme, known: KnownCodes): readonly SchemeFinding[] {
  const kinds = listKinds(scheme)
  const places: readonly (readonly [string, readonly string[], ReadonlySet<string> | undefined])[] = [
    ...Object.entries(scheme.lists).map(
      ([list, codes]) =>
        [`lists.${list}`, codes, kinds.diagnosis.has(list) ? known.diagnoses : known.operations] as const,
    ),
    ['complications', scheme.complications.map(({ dx }) => dx), known.diagnoses],
    ['exclusions', scheme.exclusions.map(({ principalDx }) => principalDx), known.diagnoses],
  ]
  return places.flatMap(([where, codes, catalogue]) => {
    const untidy = codes.filter((code) => /[\s\p{C}]/u.test(code) || code === '')
    const strange = catalogue === undefined ? [] : codes.filter((code) => !catalogue.has(code))
    return [
      ...(untidy.length > 0 ? [warning('scheme.code-untidy', where, some(untidy))] : []),
      ...(strange.length > 0 ? [warning('scheme.code-unknown', where, some(strange))] : []),
    ]
  })
}

function listKinds(scheme: Scheme): { readonly diagnosis: ReadonlySet<string> } {
  const diagnosis = new Set<string>()
  for (const { when } of conditionsOf(scheme)) {
    for (const part of partsOf(when)) {
      if (part.key === 'dx1In' || part.key === 'dx2In' || part.key === 'dxAnyIn') diagnosis.add(part.list)
      if (part.key === 'traumaSites') for (const { dx } of part.sites.sites) diagnosis.add(dx)
    }
  }
  return { diagnosis }
}

function some(codes: readonly string[]): { readonly codes: readonly string[]; readonly count: number } {
  const different = [...new Set(codes)]
  return { codes: different.slice(0, shownCodes).map(visible), count: different.length }
}

/** What nobody would see on a screen is written as its number: `\uFEFFA01.100`. */
function visible(code: string): string {
  return code.replace(/[\s\p{C}]/gu, (sign) => {
    const number = sign.codePointAt(0) ?? 0
    return `\\u${number.toString(16).toUpperCase().padStart(4, '0')}`
  })
}
