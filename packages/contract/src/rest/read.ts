import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { TObject, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Locale } from 'typebox/system'
import type { ErrorFacts } from './errors.ts'
import { fileTypeOf, type Route, type Words } from './route.ts'
import { fields, wordsOf } from './schemas.ts'

/** The parts of a request as they came: parameters and query as text. */
export interface RawInput {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
}

/** What is wrong with an input: the field, what came, and what was expected. */
export type BadInput = Required<Pick<ErrorFacts, 'field' | 'expected'>> & Pick<ErrorFacts, 'value'>

/** As much of a wrong value as is told back. */
const toldBack = 100

function typeOf(schema: unknown): unknown {
  return typeof schema === 'object' && schema !== null && 'type' in schema ? schema.type : undefined
}

/** Text of an address as the value that its schema asks for; text that is none stays text, and is refused as such. */
function valueFrom(schema: unknown, text: unknown): unknown {
  if (typeof text !== 'string') return text
  const type = typeOf(schema)
  if (type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

function fromAddress(schema: TObject, part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part).map(([name, text]) => [name, valueFrom(schema.properties[name], text)]),
  )
}

/** What a field should be, in the words of its schema. */
function descriptionOf(schema: TObject, field: string): string {
  const property: unknown = Object.hasOwn(schema.properties, field) ? schema.properties[field] : undefined
  const told =
    typeof property === 'object' && property !== null && 'description' in property ? property.description : ''
  return typeof told === 'string' ? told : ''
}

interface Fault {
  readonly instancePath: string
  readonly keyword: string
  readonly params: object
}

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])

/** The field that a fault is about; of a field that is missing or unknown, its name. */
function fieldOf({ instancePath, params }: Fault): string {
  const inside: readonly string[] =
    'requiredProperties' in params
      ? listOf(params.requiredProperties)
      : 'additionalProperties' in params
        ? listOf(params.additionalProperties)
        : []
  return [...instancePath.split('/').filter((part) => part !== ''), ...inside.slice(0, 1)].join('.').slice(0, toldBack)
}

/** Whether nobody knows the field: one beyond the schema is checked against a schema that nothing satisfies. */
const isUnknown = ({ keyword }: Fault): boolean => keyword === 'additionalProperties' || keyword === 'boolean'

function expectedOf(schema: TObject, fault: Fault, words: Words): Words {
  if (isUnknown(fault)) {
    const names = Object.keys(schema.properties).join(', ')
    return { zh: `没有这个字段，可用：${names}`, en: `there is no such field; use: ${names}` }
  }
  const told = descriptionOf(schema, fieldOf(fault).split('.')[0] ?? '')
  if (told === '' || fault.keyword === 'required') return told === '' ? words : wordsOf(told)
  const { zh, en } = wordsOf(told)
  return { zh: `${zh}（${words.zh}）`, en: `${en} (${words.en})` }
}

/**
 * The wrong value as it is told back. Of a secret nothing is told, nor of a field that nobody knows: it may be a secret
 * under a wrong name.
 */
function toldValue(schema: TObject, fault: Fault, field: string, part: unknown): Pick<BadInput, 'value'> {
  const property: object = Object(schema.properties[field])
  if (isUnknown(fault) || 'writeOnly' in property) return {}
  const came: unknown = Object(part)[field]
  return typeof came === 'string' || typeof came === 'number' ? { value: String(came).slice(0, toldBack) } : {}
}

function partReader(schema: TObject | undefined, isAddress: boolean): (part: unknown) => Result<object, BadInput> {
  if (schema === undefined) return () => ok({})
  const validator = Compile(schema)
  return (part) => {
    const value = isAddress ? fromAddress(schema, part) : part
    if (validator.Check(value)) return ok(value)
    const [fault] = validator.Errors(value)
    if (fault === undefined) return refuse({ field: '', expected: { zh: '对象', en: 'an object' } })
    const field = fieldOf(fault)
    const words = { zh: Locale.zh_Hans(fault), en: Locale.en_US(fault) }
    return refuse({
      field,
      expected: expectedOf(schema, fault, words),
      ...toldValue(schema, fault, field, value),
    })
  }
}

/**
 * Makes the reader of a route's input: parameters, query and body are checked by their schemas and become one object.
 * Fields that the route does not know are refused, for a filter that is misspelled and ignored would show everything.
 */
export function inputReader(route: Route): (raw: RawInput) => Result<object, BadInput> {
  const params = partReader(route.params, true)
  const query = partReader(route.query ?? fields({}), true)
  const body = partReader(route.body, false)
  return (raw) => {
    const parts = [params(raw.params), query(raw.query), body(raw.body)]
    const values: object[] = []
    for (const part of parts) {
      if (!part.ok) return part
      values.push(part.value)
    }
    return ok(Object.assign({}, ...values))
  }
}

/** An answer that is not as its schema says: a fault of ours. */
class AnswerFault extends Error {}

/**
 * Makes the writer of a route's answer: whatever the schema does not name is left out, so that nothing else leaks.
 *
 * @throws AnswerFault of the writer when a named field is missing or of another kind
 */
export function answerWriter(route: Pick<Route, 'name' | 'answer'>): (answer: unknown) => string {
  if (fileTypeOf(route) !== null) return () => ''
  const schema: TSchema = route.answer
  const validator = Compile(schema)
  return (answer) => {
    const clean = validator.Clean(JSON.parse(JSON.stringify(answer)))
    if (validator.Check(clean)) return JSON.stringify(clean)
    const [fault] = validator.Errors(clean)
    throw new AnswerFault(`the answer of ${route.name} at ${fault?.instancePath ?? ''}: ${fault?.message ?? ''}`)
  }
}
