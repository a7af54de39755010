import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type AnyMessages,
  type FieldChange,
  type InterfaceProfile,
  type LengthChange,
  messages,
  profileFaults,
} from '@yibao/contract/national'
import { divisionCode, ok, parseDivisionCode, type Result, refuse } from '@yibao/core/kernel'
import { openFile } from './policy-folders.ts'
import { type AuthorProblem, complain, entriesOf, fieldsOf, type Spot, textOf } from './policy-sheet.ts'
import { flagOf } from './policy-values.ts'

/** The folder of interface profiles in a policy folder. */
const folderName = 'interface'

/** Where each key of a profile stands, by its path; what the contract objects to is reported there. */
type Places = Map<string, Spot>

const keyOf = (path: readonly string[]): string => path.join('\n')

function wholeOf(spot: Spot): number {
  const text = textOf(spot)
  if (text === null || /^\d{1,6}$/.test(text)) return Number(text ?? 0)
  complain(spot, `\`${spot.name}\` is not a whole number`, 'write it as 100', text)
  return 0
}

/** `14`, or `11,3`: eleven digits, three of them decimals. */
function lengthOf(spot: Spot): LengthChange {
  const text = textOf(spot) ?? ''
  const match = /^(\d{1,6})(?:\s*,\s*(\d{1,2}))?$/.exec(text)
  if (match === null) {
    if (text !== '') complain(spot, 'not a length', "write it as 14, or as '11,3' with the decimals", text)
    return { length: 0 }
  }
  return match[2] === undefined
    ? { length: Number(match[1]) }
    : { length: Number(match[1]), decimals: Number(match[2]) }
}

function changeOf(spot: Spot): FieldChange {
  const { length, required, default: otherwise } = fieldsOf(spot, [], ['length', 'required', 'default'])
  return {
    ...(length === null ? {} : lengthOf(length)),
    ...(required === null ? {} : { required: flagOf(required) }),
    ...(otherwise === null ? {} : { default: defaultOf(otherwise) }),
  }
}

/** A default may be the empty text, which is nothing anywhere else. */
function defaultOf(spot: Spot): string {
  const { node } = spot
  const isEmptyText = node !== null && 'value' in node && node.value === '' && 'type' in node && node.type !== 'PLAIN'
  return isEmptyText ? '' : (textOf(spot) ?? '')
}

/** A mapping read entry by entry; a key given to nothing is an empty mapping. */
function recordOf<Value>(
  spot: Spot | null,
  path: readonly string[],
  places: Places,
  read: (spot: Spot, path: readonly string[]) => Value,
): Readonly<Record<string, Value>> {
  if (spot === null) return {}
  const entries = entriesOf(spot).map((entry) => {
    const here = [...path, entry.name]
    places.set(keyOf(here), entry)
    return [entry.name, read(entry, here)] as const
  })
  return Object.fromEntries(entries)
}

function profileOf(spot: Spot, places: Places): InterfaceProfile {
  const parts = ['elements', 'messages', 'codes', 'rows', 'columns'] as const
  const fields = fieldsOf(spot, ['division', 'name', 'source'], parts)
  const text = textOf(fields.division)
  const division = text === null ? null : parseDivisionCode(text)
  if (division?.ok === false) {
    complain(fields.division, 'not a division code', 'write the six digits', division.error.text)
  }
  const elementOf = (one: Spot): LengthChange => lengthOf(fieldsOf(one, ['length']).length)
  return {
    division: division?.ok ? division.value : divisionCode('000000'),
    name: textOf(fields.name) ?? '',
    source: textOf(fields.source) ?? '',
    elements: recordOf(fields.elements, ['elements'], places, elementOf),
    messages: recordOf(fields.messages, ['messages'], places, (one, path) => recordOf(one, path, places, changeOf)),
    codes: recordOf(fields.codes, ['codes'], places, (list, path) =>
      recordOf(list, path, places, (meaning) => textOf(meaning) ?? ''),
    ),
    rows: recordOf(fields.rows, ['rows'], places, wholeOf),
    columns: recordOf(fields.columns, ['columns'], places, wholeOf),
  }
}

/** Reads one profile; null when anything in it was objected to. */
async function readProfile(
  folder: string,
  file: string,
  problems: AuthorProblem[],
  known: AnyMessages,
): Promise<InterfaceProfile | null> {
  const before = problems.length
  const places: Places = new Map()
  const spot = await openFile(folder, file, problems)
  const profile = profileOf(spot, places)
  if (problems.length > before) return null
  if (file !== `${profile.division}.yaml`) {
    complain(spot, 'the file is not named after its division', `name it ${profile.division}.yaml`, file)
  }
  for (const { path, what, value, cure } of profileFaults(known, profile)) {
    complain(places.get(keyOf(path)) ?? spot, what, cure, value)
  }
  return problems.length > before ? null : profile
}

async function entriesIn(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    // A policy folder without profiles is one where the national text holds everywhere.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/**
 * Reads the interface profiles of a policy folder: `interface/<division>.yaml`, one per region.
 *
 * @param policyFolder the folder that holds `interface/`; without that, the national text holds everywhere
 * @param known the messages that a profile may speak of: those that are served
 * @returns the profiles by division, or every problem found in their files, each with file, line and cure
 */
export async function loadProfiles(
  policyFolder: string,
  known: AnyMessages = messages,
): Promise<Result<readonly InterfaceProfile[], AuthorProblem[]>> {
  const folder = join(policyFolder, folderName)
  const problems: AuthorProblem[] = []
  const profiles: InterfaceProfile[] = []
  const entries = (await entriesIn(folder)).filter(({ name }) => !name.startsWith('.') && name !== 'README.md')
  for (const { name } of entries.filter((entry) => !entry.isFile() || !entry.name.endsWith('.yaml'))) {
    const cure = 'keep one file <division>.yaml per region here'
    problems.push({ file: `${folderName}/${name}`, line: 1, what: 'not a profile', cure })
  }
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.yaml')).map(({ name }) => name)
  for (const file of files.sort()) {
    const profile = await readProfile(folder, file, problems, known)
    if (profile !== null) profiles.push(profile)
  }
  return problems.length > 0 ? refuse(problems) : ok(profiles)
}
