/** A JSON object whose fields are signed: an envelope or an answer as it goes over the wire. */
export type SignedFields = Readonly<Record<string, unknown>>

/** The signature itself, and the data, which the collected text leaves out on either side. */
const unsigned: ReadonlySet<string> = new Set(['cainfo', 'input', 'output'])

const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '')

function entriesOf(fields: SignedFields): readonly (readonly [string, string])[] {
  return Object.entries(fields)
    .filter(([name]) => !unsigned.has(name))
    .map(([name, value]) => [name, textOf(value)] as const)
    .sort(([left], [right]) => (left < right ? -1 : 1))
}

const joined = (entries: readonly (readonly [string, string])[]): string =>
  entries.map(([name, value]) => `${name}=${value}`).join('&')

/**
 * The text that `cainfo` signs: every field except `cainfo` and the data (`input`, `output`), sorted by the ASCII
 * codes of their names, as `name=value` joined with `&`. A field that is there but empty or null counts as `name=`; a
 * number or truth value as JSON writes it.
 *
 * The data is NOT covered: only the gateway, the encryption and TLS protect it.
 *
 * @source national interface specification, Hubei edition V1.2.02 chapter 3: envelope without `cainfo` and `input`,
 *         sorted, joined. It does not say what becomes of an empty field; it is read as an envelope with all its fields.
 */
export function signedText(fields: SignedFields): string {
  return joined(entriesOf(fields))
}

/**
 * The texts that a sender may have signed: `signedText`, and the same without the empty fields, as common signature
 * libraries write it. Whether an empty field stands there changes nothing of what an envelope says.
 */
export function signedTexts(fields: SignedFields): readonly string[] {
  const filled = entriesOf(fields).filter(([, value]) => value !== '')
  return [...new Set([signedText(fields), joined(filled)])]
}

/**
 * The first field that makes the signed text say two things: an object, a name with `=` or `&`, or a value that reads
 * like a further field (`…&opter=…`), so that one signature would fit another envelope.
 *
 * @returns null when there is none
 */
export function ambiguousField(fields: SignedFields): string | null {
  const found = Object.entries(fields)
    .filter(([name]) => !unsigned.has(name))
    .find(([name, value]) => /[=&]/.test(name) || typeof (value ?? '') === 'object' || /&[^&=]*=/.test(textOf(value)))
  return found?.[0] ?? null
}
