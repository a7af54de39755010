import { refusal, type SchemeFinding } from './check-finding.ts'
import { diagnosisKeys, numericFields, operationKeys } from './reach-atoms.ts'

const listKeys: readonly string[] = [...diagnosisKeys, ...operationKeys]
const flagKeys: readonly string[] = ['hasOp', 'mcc', 'cc']
const wordKeys: readonly string[] = ['leavingType', 'dept']
const boundKeys: readonly string[] = ['lt', 'lte', 'gt', 'gte', 'eq']

/** Deeper than any scheme nests; what goes on beyond it holds itself, or will not end. */
const deepest = 64

type Unknown = Readonly<Record<string, unknown>>

/**
 * Whether something handed over as a condition is one, for schemes that did not come through the reader of files.
 *
 * @param lists ids of the lists that there are
 */
export function conditionForm(
  condition: unknown,
  where: string,
  lists: ReadonlySet<string>,
  depth = 0,
): readonly SchemeFinding[] {
  if (depth > deepest) return [refusal('scheme.condition-cyclic', where, { depth: deepest })]
  if (!isObject(condition)) return [refusal('scheme.condition-value', where, { found: shown(condition) })]
  const keys = Object.keys(condition)
  const [key] = keys
  if (key === undefined) return [refusal('scheme.condition-empty', where)]
  if (keys.length > 1) return [refusal('scheme.condition-several-keys', where, { keys })]
  const value = condition[key]
  const place = `${where}.${key}`
  if (key === 'not') return conditionForm(value, place, lists, depth + 1)
  if (key === 'all' || key === 'any') return severalForm(value, place, lists, depth)
  if (listKeys.includes(key)) return listForm(value, place, lists)
  if (key === 'traumaSites') return sitesForm(value, place, lists)
  const isKnown = [...flagKeys, ...wordKeys, ...numericFields, 'const', 'gender'].includes(key)
  if (!isKnown) return [refusal('scheme.condition-unknown-key', where, { key })]
  return fits(key, value) ? [] : [refusal('scheme.condition-value', place, { found: shown(value) })]
}

function severalForm(
  value: unknown,
  where: string,
  lists: ReadonlySet<string>,
  depth: number,
): readonly SchemeFinding[] {
  if (!Array.isArray(value)) return [refusal('scheme.condition-value', where, { found: shown(value) })]
  if (value.length === 0) return [refusal('scheme.condition-empty', where)]
  // What holds itself many times over would be walked for ever: the first such way out is enough.
  const findings: SchemeFinding[] = []
  for (const [index, one] of value.entries()) {
    findings.push(...conditionForm(one, `${where}[${index}]`, lists, depth + 1))
    if (findings.some(({ code }) => code === 'scheme.condition-cyclic')) return findings
  }
  return findings
}

function listForm(value: unknown, where: string, lists: ReadonlySet<string>): readonly SchemeFinding[] {
  if (typeof value !== 'string') return [refusal('scheme.condition-value', where, { found: shown(value) })]
  return lists.has(value) ? [] : [refusal('scheme.list-unknown', where, { list: value })]
}

function sitesForm(value: unknown, where: string, lists: ReadonlySet<string>): readonly SchemeFinding[] {
  const sound = isObject(value) && Array.isArray(value.sites) && Number.isInteger(value.min) && Number(value.min) >= 1
  if (!sound) return [refusal('scheme.condition-value', where, { found: shown(value) })]
  const sites: readonly unknown[] = Array.isArray(value.sites) ? value.sites : []
  return sites.flatMap((site, index) => listForm(isObject(site) ? site.dx : site, `${where}.sites[${index}]`, lists))
}

function fits(key: string, value: unknown): boolean {
  if (flagKeys.includes(key)) return value === true
  if (key === 'const') return typeof value === 'boolean'
  if (key === 'gender') return value === '1' || value === '2'
  if (wordKeys.includes(key))
    return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')
  const bounds = isObject(value) ? Object.entries(value) : []
  return bounds.length > 0 && bounds.every(([name, limit]) => boundKeys.includes(name) && Number.isFinite(limit))
}

function isObject(value: unknown): value is Unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const shownCharacters = 60

function shown(value: unknown): string {
  const text = isObject(value) || Array.isArray(value) ? `{${Object.keys(value).join(', ')}}` : String(value)
  return text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text
}
