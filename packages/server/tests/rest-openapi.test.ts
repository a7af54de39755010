import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorsOf, inputReader, openApiDocument, type Route, routes } from '@yibao/contract/rest'
import { rights } from '@yibao/core/office'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { type SampleFacts, samples } from './support/rest-samples.ts'

const table: readonly Route[] = routes
const document = openApiDocument(routes, '0.0.0')

const words = { type: 'string', minLength: 1 }
const schemaIn = { type: 'object' }
const content = {
  type: 'object',
  minProperties: 1,
  additionalProperties: { type: 'object', required: ['schema'], properties: { schema: schemaIn } },
}
const operation = {
  type: 'object',
  required: ['operationId', 'tags', 'summary', 'description', 'responses', 'x-right'],
  additionalProperties: false,
  properties: {
    operationId: { type: 'string', pattern: '^[a-z]+\\.[a-zA-Z]+$' },
    tags: { type: 'array', items: words, minItems: 1 },
    summary: words,
    description: words,
    'x-right': { enum: [...rights, 'signed-in', 'anyone'] },
    security: { type: 'array', maxItems: 0 },
    parameters: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'in', 'required', 'schema'],
        additionalProperties: false,
        properties: {
          name: words,
          in: { enum: ['path', 'query'] },
          required: { type: 'boolean' },
          description: words,
          schema: schemaIn,
        },
      },
    },
    requestBody: {
      type: 'object',
      required: ['content', 'required'],
      properties: { required: { const: true }, content },
    },
    responses: {
      type: 'object',
      required: ['200', '500'],
      patternProperties: {
        '^[2-5]\\d\\d$': {
          type: 'object',
          required: ['description', 'content'],
          properties: { description: words, content },
        },
      },
      additionalProperties: false,
    },
  },
}

/** As much of the form of an OpenAPI 3.1 document as this one uses. */
const openApi31 = {
  type: 'object',
  required: ['openapi', 'info', 'paths', 'components'],
  properties: {
    openapi: { const: '3.1.0' },
    info: { type: 'object', required: ['title', 'version'] },
    paths: {
      type: 'object',
      patternProperties: {
        '^/api/': {
          type: 'object',
          minProperties: 1,
          propertyNames: { enum: ['get', 'post', 'put', 'delete'] },
          additionalProperties: operation,
        },
      },
      additionalProperties: false,
    },
    components: { type: 'object', required: ['schemas', 'securitySchemes'] },
  },
}

test('the document has the form of OpenAPI 3.1', () => {
  const ajv = new Ajv2020({ allErrors: true })
  const isDocument = ajv.compile(openApi31)
  assert.ok(isDocument(document), JSON.stringify(isDocument.errors, null, 2))
})

test('every schema of the document is one of JSON Schema 2020-12, and every reference leads somewhere', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema({ $id: 'https://yibao.example/openapi', ...document })
  const found: object[] = []
  const collect = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    if ('schema' in node && typeof node.schema === 'object' && node.schema !== null) found.push(node.schema)
    for (const child of Object.values(node)) collect(child)
  }
  collect(document)
  assert.ok(found.length > routes.length * 3)
  for (const schema of found) {
    const text = JSON.stringify(schema).replaceAll('"#/components', '"https://yibao.example/openapi#/components')
    assert.doesNotThrow(() => ajv.compile(JSON.parse(text)), text.slice(0, 300))
  }
})

test('every path parameter of an address is described, and no two routes share a name or an address', () => {
  for (const { name, path, params, query, body } of table) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
    assert.deepEqual(Object.keys(params?.properties ?? {}).sort(), named.sort(), name)
    const fields = [params, query, body].flatMap((part) => Object.keys(part?.properties ?? {}))
    assert.equal(new Set(fields).size, fields.length, `${name}: the parts of an input have fields of different names`)
  }
  assert.equal(new Set(table.map(({ name }) => name)).size, table.length)
  assert.equal(new Set(table.map(({ method, path }) => `${method} ${path}`)).size, table.length)
})

test('every route says in both languages what it does, whom it is for, and what to do about each error', () => {
  const errors = new Map<string, object>()
  for (const route of table) {
    const { name, summary, description, right } = route
    for (const { zh, en } of [summary, ...(description === undefined ? [] : [description])]) {
      assert.match(zh, /\p{Script=Han}/u, name)
      assert.match(en, /^[A-Za-z][^\p{Script=Han}]+$/u, name)
    }
    assert.ok(right === 'anyone' || right === 'signed-in' || rights.includes(right), name)
    const codes = errorsOf(route).map(({ code }) => code)
    assert.equal(new Set(codes).size, codes.length, name)
    for (const error of errorsOf(route)) {
      const known = errors.get(error.code)
      assert.ok(known === undefined || known === error || JSON.stringify(known) === JSON.stringify(error), error.code)
      errors.set(error.code, error)
      for (const { zh, en } of [error.message, error.cure]) {
        assert.match(zh, /\p{Script=Han}/u, error.code)
        assert.match(en, /^[A-Za-z`]/, error.code)
      }
    }
  }
})

test('every input is bounded: unknown fields, texts, lists and numbers without end are refused', () => {
  const unbounded: string[] = []
  const look = (schema: unknown, place: string): void => {
    if (typeof schema !== 'object' || schema === null) return
    const { type, anyOf, items, properties, additionalProperties, enum: values } = schema as Record<string, unknown>
    const says = (field: string): boolean => field in schema
    if (values !== undefined || 'const' in schema) return
    if (Array.isArray(anyOf)) for (const one of anyOf) look(one, place)
    if (type === 'string' && !says('maxLength') && !says('pattern')) unbounded.push(place)
    if (type === 'array' && !says('maxItems')) unbounded.push(place)
    if ((type === 'integer' || type === 'number') && !(says('minimum') && says('maximum'))) unbounded.push(place)
    if (type === 'object' && additionalProperties !== false) unbounded.push(place)
    look(items, `${place}[]`)
    for (const [name, property] of Object.entries(properties ?? {})) look(property, `${place}.${name}`)
  }
  for (const { name, params, query, body } of table) for (const part of [params, query, body]) look(part, name)
  assert.deepEqual(unbounded, [])
})

test('money in answers is whole fen, and identity numbers stand in no address', () => {
  for (const { name, path, query } of table) {
    const inAddress = [...path.matchAll(/\{\w+\}/g), ...Object.keys(query?.properties ?? {})].join(' ')
    assert.doesNotMatch(inAddress, /certificate|identity|reason|password/i, name)
  }
  const amounts = JSON.stringify(document).match(/"[^"]*（分）[^"]*"/g) ?? []
  assert.ok(amounts.length > 50)
})

const facts: SampleFacts = {
  insuredId: '99020000000000000000000001',
  visitId: 'V1',
  settlementId: 'S1',
  messageId: 'M1',
  planId: 'ningbo-employee-inpatient',
  userId: 'sample.user',
  sessionId: 'S2',
  providerCode: 'H99020000001',
  day: '2023-11-13',
  runId: 'R1',
  caseId: 'S1',
}

test('every route takes its sample, and refuses it with one field more', () => {
  assert.deepEqual(Object.keys(samples).sort(), table.map(({ name }) => name).sort())
  for (const route of routes) {
    const input: Readonly<Record<string, unknown>> = { ...samples[route.name](facts) }
    const { params, query, body }: Route = route
    const part = (schema: Route['params']) =>
      Object.fromEntries(
        Object.keys(schema?.properties ?? {}).flatMap((name) => (name in input ? [[name, input[name]]] : [])),
      )
    const read = inputReader(route)
    const raw = { params: part(params), query: part(query), body: part(body) }
    assert.deepEqual(read(raw), { ok: true, value: input }, route.name)
    assert.equal(read({ ...raw, query: { ...raw.query, surplus: '1' } }).ok, false, route.name)
    if (body !== undefined) assert.equal(read({ ...raw, body: { ...raw.body, surplus: '1' } }).ok, false, route.name)
  }
})
