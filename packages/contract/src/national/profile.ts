import { type DivisionCode, isWithin } from '@yibao/core/kernel'
import { elements } from './elements.ts'
import type { Field } from './field.ts'
import type { Message } from './message.ts'
import type { Entry, Table } from './table.ts'

/** How long a data element is in a region: characters or digits, and of a number with decimals how many those are. */
export interface LengthChange {
  readonly length: number
  readonly decimals?: number
}

/** How one field of one message differs in a region. */
export interface FieldChange extends Partial<LengthChange> {
  readonly required?: boolean
  /** What is read where the region lets a required field be empty. */
  readonly default?: string
}

/**
 * What one region writes differently from the national text. Only requests are read by it: an answer is written in the
 * national form everywhere, because a client reads a shorter or a filled field all the same.
 */
export interface InterfaceProfile {
  readonly division: DivisionCode
  readonly name: string
  /** Where all of this was read. */
  readonly source: string
  /** By data element, in every message that takes the element as it is. */
  readonly elements: Readonly<Record<string, LengthChange>>
  /** By message, then by the path of the field in its input: `mdtrtinfo.insuplc_admdvs`. */
  readonly messages: Readonly<Record<string, Readonly<Record<string, FieldChange>>>>
  /** Further codes by code list, each with its meaning. */
  readonly codes: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** By message: how many rows one list of it may have. */
  readonly rows: Readonly<Record<string, number>>
  /** By catalogue message: how many columns its file has. */
  readonly columns: Readonly<Record<string, number>>
}

export type AnyMessages = Readonly<Record<string, Message>>

type FieldEntry = Exclude<Entry, { readonly table: Table }>

/** Whether a field of a message takes the data element of its name as it is, and so changes with it. */
function takesElement(name: string, field: FieldEntry): boolean {
  const element: Field | undefined = Object.hasOwn(elements, name)
    ? (elements as Readonly<Record<string, Field>>)[name]
    : undefined
  if (element === undefined) return false
  const { mark: _, ...own } = field
  return JSON.stringify(own) === JSON.stringify(element)
}

/** A field with another length; dates have none. */
function withLength<F extends Field>(field: F, { length, decimals }: LengthChange): F {
  if ('length' in field) return { ...field, length }
  if ('total' in field) return { ...field, total: length, decimals: decimals ?? field.decimals }
  return field
}

/** The field as the region has it; the checker of profiles asks the same. */
export function changedField(
  name: string,
  field: FieldEntry,
  change: FieldChange,
  profile: InterfaceProfile,
): FieldEntry {
  const element = Object.hasOwn(profile.elements, name) ? profile.elements[name] : undefined
  const { length, decimals, required, default: otherwise } = change
  const own = length === undefined ? undefined : { length, ...(decimals === undefined ? {} : { decimals }) }
  const sized = own ?? (element !== undefined && takesElement(name, field) ? element : undefined)
  const long = sized === undefined ? field : withLength(field, sized)
  const more = long.kind === 'code' ? profile.codes[long.dictionary] : undefined
  const coded: FieldEntry = long.kind === 'code' && more !== undefined ? { ...long, more } : long
  // A field that may be left out stays required to whoever reads it: its default stands in.
  const marked: FieldEntry = required === true ? { ...coded, mark: 'required' } : coded
  return otherwise === undefined ? marked : { ...marked, otherwise }
}

function changedTable(table: Table, path: string, infno: string, profile: InterfaceProfile): Table {
  const changes = profile.messages[infno] ?? {}
  const rows = profile.rows[infno]
  const entries = Object.entries(table).map(([name, entry]): readonly [string, Entry] => {
    const here = path === '' ? name : `${path}.${name}`
    const change = Object.hasOwn(changes, here) ? (changes[here] ?? {}) : {}
    if (!('table' in entry)) return [name, changedField(name, entry, change, profile)]
    const inner = changedTable(entry.table, here, infno, profile)
    const mark = change.required === true ? 'required' : entry.mark
    // The limit is that of the message's own lists: what hangs on a row is counted by nobody.
    const limit = rows === undefined || path !== '' || entry.kind === 'one' ? {} : { rows }
    return [name, { ...entry, table: inner, mark, ...limit }]
  })
  return Object.fromEntries(entries)
}

/**
 * The messages as one region takes them: lengths, marks, codes and row limits of its profile, everything else as the
 * national text has it. The names of the fields and the types a handler sees stay the same.
 *
 * @param profile one without faults, see `profileFaults`
 */
export function applyProfile<M extends AnyMessages>(messages: M, profile: InterfaceProfile): M {
  const entries = Object.entries(messages).map(([infno, message]) => [
    infno,
    { ...message, input: changedTable(message.input, '', infno, profile) },
  ])
  // Only lengths, marks and limits differ, and a field stays required to its reader: the types are those of `messages`.
  return Object.fromEntries(entries) as M
}

/** How many digits of a division say which region it is: two of a province, four of a prefecture, six of a county. */
const digitsOf = ({ division }: InterfaceProfile): number => division.replace(/(?:00){1,2}$/, '').length

/**
 * The profile for a place: that of the smallest region with one in which the place lies.
 *
 * @returns null when the national text holds there as it is
 */
export function profileFor(profiles: readonly InterfaceProfile[], place: DivisionCode): InterfaceProfile | null {
  return profiles
    .filter(({ division }) => isWithin(place, division))
    .reduce<InterfaceProfile | null>(
      (best, one) => (best === null || digitsOf(one) > digitsOf(best) ? one : best),
      null,
    )
}

/**
 * Finds the messages for a place, each region's computed once.
 *
 * @param profiles ones without faults, at most one of each division
 */
export function regionalMessages<M extends AnyMessages>(
  messages: M,
  profiles: readonly InterfaceProfile[],
): (place: DivisionCode) => M {
  const applied = new Map(profiles.map((profile) => [profile, applyProfile(messages, profile)]))
  return (place) => {
    const profile = profileFor(profiles, place)
    return (profile === null ? undefined : applied.get(profile)) ?? messages
  }
}
