import { dictionaries } from './dictionaries.ts'
import { elements } from './elements.ts'
import type { Field } from './field.ts'
import {
  type AnyMessages,
  applyProfile,
  changedField,
  type FieldChange,
  type InterfaceProfile,
  type LengthChange,
} from './profile.ts'
import { rowLimit } from './read.ts'
import { readField } from './read-field.ts'
import type { Entry, Table } from './table.ts'

/** What is wrong with a profile, at which of its keys, and what to write instead. */
export interface ProfileFault {
  /** `messages`, `2401`, `mdtrtinfo.tel` */
  readonly path: readonly string[]
  readonly what: string
  readonly value?: string
  readonly cure: string
}

type Fault = Omit<ProfileFault, 'path'>
type FieldEntry = Exclude<Entry, { readonly table: Table }>

const longestText = 40_000
const widestNumber = 38

function lengthFault(field: Field, { length, decimals }: LengthChange, mayBeNational = false): Fault | null {
  if ('length' in field) {
    if (decimals !== undefined) return { what: 'a text has no decimals', cure: 'write the length alone, `30`' }
    if (length < 1 || length > longestText) {
      return { what: 'no length of a text', value: String(length), cure: `write 1 to ${longestText}` }
    }
    return length === field.length && !mayBeNational ? superfluous(String(length)) : null
  }
  if (!('total' in field)) return { what: 'a field of this kind has no length', cure: 'leave the length out' }
  const after = decimals ?? field.decimals
  const shown = `${length},${after}`
  if (after !== field.decimals && field.kind !== 'decimal') {
    const cure = `keep the ${field.decimals} decimals: the unit of the value hangs on them`
    return { what: 'other decimals than the national text', value: shown, cure }
  }
  if (length <= after || length > widestNumber) {
    return {
      what: 'no length of a number',
      value: shown,
      cure: `write more digits than decimals, at most ${widestNumber}`,
    }
  }
  return length === field.total && after === field.decimals && !mayBeNational ? superfluous(shown) : null
}

const superfluous = (value: string): Fault => ({
  what: 'says what the national text says',
  value,
  cure: 'leave it out: a profile holds what differs',
})

function defaultFault(field: FieldEntry, value: string): Fault | null {
  if (value === '' && field.kind === 'text') return null
  const read = value === '' ? null : readField(value, field)
  if (read?.ok === true) return null
  return { what: 'a default that the field cannot hold', value, cure: 'write a value that a client could send' }
}

function changeFault(name: string, field: FieldEntry, change: FieldChange, profile: InterfaceProfile): Fault | null {
  const { length, decimals, required, default: otherwise } = change
  if (length !== undefined) {
    // What the region changes for the element may be taken back for one field, to the length of the national text.
    const takesBack = Object.hasOwn(profile.elements, name)
    const fault = lengthFault(field, decimals === undefined ? { length } : { length, decimals }, takesBack)
    if (fault !== null) return fault
  }
  if (length === undefined && required === undefined && otherwise === undefined) {
    return { what: 'a field that nothing is said of', cure: 'write `length:` or `required:`, or leave the field out' }
  }
  if (required === true) {
    if (otherwise !== undefined) return { what: 'a default of a required field', cure: 'leave `default:` out' }
    return field.mark === 'required' ? superfluous('required: true') : null
  }
  if (required === undefined) {
    return otherwise === undefined
      ? null
      : { what: 'a default of a field that keeps its mark', cure: 'write `required: false` too' }
  }
  if (field.mark !== 'required') return superfluous('required: false')
  if (otherwise === undefined) {
    const cure = 'add `default:`, what is read when the field is empty'
    return { what: 'a required field that may be left out without a default', cure }
  }
  return defaultFault(changedField(name, field, change, profile), otherwise)
}

/** What stands at a dotted path of an input. */
function entryAt(table: Table, path: readonly string[]): Entry | null {
  const [name = '', ...rest] = path
  const entry = Object.hasOwn(table, name) ? table[name] : undefined
  if (entry === undefined || rest.length === 0) return entry ?? null
  return 'table' in entry ? entryAt(entry.table, rest) : null
}

function pathFault(path: string, input: Table, change: FieldChange, profile: InterfaceProfile): Fault | null {
  const parts = path.split('.')
  const entry = entryAt(input, parts)
  if (entry === null) {
    const cure = `name a field with its node: ${Object.keys(input).join(', ')}`
    return { what: 'no such field in the input', value: path, cure }
  }
  if (!('table' in entry)) return changeFault(parts.at(-1) ?? '', entry, change, profile)
  const onlyRequired = change.required === true && Object.keys(change).length === 1
  if (!onlyRequired)
    return { what: 'a node can only become required', cure: 'write `{ required: true }`, or name its fields' }
  return entry.mark === 'required' ? superfluous('required: true') : null
}

function everyField(table: Table): readonly FieldEntry[] {
  return Object.values(table).flatMap((entry) => ('table' in entry ? everyField(entry.table) : [entry]))
}

function codeFault(list: string, code: string, fields: readonly FieldEntry[]): Fault | null {
  const known: Readonly<Record<string, string>> = dictionaries[list as keyof typeof dictionaries].codes
  if (Object.hasOwn(known, code)) {
    return { what: 'a code of the national list', value: code, cure: 'leave it out: a profile holds what differs' }
  }
  const longest = Math.max(
    0,
    ...fields.flatMap((field) => (field.kind === 'code' && field.dictionary === list ? [field.length] : [])),
  )
  if (code.length <= longest) return null
  return {
    what: 'a code that no field can carry',
    value: code,
    cure: `write at most ${longest} characters, or lengthen the fields`,
  }
}

/**
 * Everything that is wrong with a profile: names that nothing has, differences that are none, a required field left out
 * without a default, a default that cannot be read.
 */
export function profileFaults(messages: AnyMessages, profile: InterfaceProfile): readonly ProfileFault[] {
  const faults: ProfileFault[] = []
  const note = (path: readonly string[], fault: Fault | null): void => {
    if (fault !== null) faults.push({ path, ...fault })
  }
  const served = (part: string, infno: string): boolean => {
    if (Object.hasOwn(messages, infno)) return true
    note([part, infno], {
      what: 'a message that is not served',
      value: infno,
      cure: 'name one of docs/generated/messages',
    })
    return false
  }
  const all: Readonly<Record<string, Field>> = elements
  for (const [name, change] of Object.entries(profile.elements)) {
    const element = Object.hasOwn(all, name) ? all[name] : undefined
    const unknown = { what: 'no such data element', value: name, cure: 'name a field of docs/generated/messages' }
    note(['elements', name], element === undefined ? unknown : lengthFault(element, change))
  }
  for (const list of Object.keys(profile.codes).filter((name) => !Object.hasOwn(dictionaries, name))) {
    note(['codes', list], {
      what: 'no such code list',
      value: list,
      cure: 'name one of docs/generated/dictionaries.md',
    })
  }
  for (const [infno, changes] of Object.entries(profile.messages)) {
    const input = served('messages', infno) ? messages[infno]?.input : undefined
    if (input === undefined) continue
    for (const [path, change] of Object.entries(changes)) {
      note(['messages', infno, path], pathFault(path, input, change, profile))
    }
  }
  for (const [infno, rows] of Object.entries(profile.rows)) {
    if (!served('rows', infno)) continue
    const lists = Object.values(messages[infno]?.input ?? {}).filter(({ kind }) => kind === 'many')
    if (lists.length === 0)
      note(['rows', infno], { what: 'a message without a list', value: infno, cure: 'leave it out' })
    else if (rows < 1 || rows > rowLimit) {
      note(['rows', infno], { what: 'no number of rows', value: String(rows), cure: `write 1 to ${rowLimit}` })
    }
  }
  for (const [infno, columns] of Object.entries(profile.columns)) {
    if (!served('columns', infno)) continue
    const fault = { what: 'a message without a file', value: infno, cure: 'name a catalogue message, 1301 and on' }
    note(['columns', infno], messages[infno]?.direction === 'download' ? null : fault)
    if (columns < 1)
      note(['columns', infno], { what: 'no number of columns', value: String(columns), cure: 'write 1 or more' })
  }
  if (faults.length > 0) return faults
  const fields = Object.values(applyProfile(messages, profile)).flatMap(({ input }) => everyField(input))
  for (const [list, codes] of Object.entries(profile.codes)) {
    for (const code of Object.keys(codes)) note(['codes', list, code], codeFault(list, code, fields))
  }
  return faults
}
