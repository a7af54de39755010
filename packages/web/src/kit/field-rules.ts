import { type RouteName, routes, type Words } from '@yibao/contract/rest'
import type { TSchema } from 'typebox'
import Schema from 'typebox/schema'
import { Locale } from 'typebox/system'

interface FieldRule {
  readonly validator: (rule: unknown, value: unknown) => Promise<void>
}

function schemaOf(name: RouteName, field: string): TSchema | null {
  const found = routes.find((route) => route.name === name)
  if (found === undefined) return null
  const parts = [
    'params' in found ? found.params : undefined,
    'query' in found ? found.query : undefined,
    'body' in found ? found.body : undefined,
  ]
  for (const part of parts) {
    const properties: Readonly<Record<string, TSchema>> = part?.properties ?? {}
    const schema = properties[field]
    if (schema !== undefined) return schema
  }
  return null
}

function described(schema: TSchema): Words {
  const text = 'description' in schema && typeof schema.description === 'string' ? schema.description : ''
  const [zh = '', en = zh] = text.split(' · ')
  return { zh, en }
}

/** As few characters as a field takes, from the schema of its route. */
export function leastLength(name: RouteName, field: string): number {
  const schema = schemaOf(name, field)
  return schema !== null && 'minLength' in schema && typeof schema.minLength === 'number' ? schema.minLength : 0
}

/**
 * Rules of an antd form field, from the schema of the route that will take it: what is wrong is said at the field, in the
 * reader's language, before anything is sent. An empty value is left to `required`.
 */
export function fieldRules(name: RouteName, field: string, say: (words: Words) => string): readonly FieldRule[] {
  const schema = schemaOf(name, field)
  if (schema === null) throw new Error(`${name} has no field ${field}`)
  return [
    {
      validator: async (_rule, value) => {
        if (value === undefined || value === null || value === '' || Schema.Check(schema, value)) return
        const [, [fault]] = Schema.Errors(schema, value)
        const words = described(schema)
        const found = fault === undefined ? { zh: '', en: '' } : { zh: Locale.zh_Hans(fault), en: Locale.en_US(fault) }
        // The form of a pattern is what the description says; nobody reads the pattern itself.
        if (fault?.keyword === 'pattern' && words.zh !== '') throw new Error(say(words))
        throw new Error(say({ zh: `${words.zh}（${found.zh}）`, en: `${words.en} (${found.en})` }))
      },
    },
  ]
}
