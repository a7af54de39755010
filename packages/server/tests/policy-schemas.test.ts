import assert from 'node:assert/strict'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { parse } from 'yaml'

const policy = join(import.meta.dirname, '../../../policy')
const schemas = join(policy, 'schema')
const read = (path: string): string => readFileSync(join(policy, path), 'utf8')

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, strict: true, strictRequired: false })
for (const file of readdirSync(schemas)) {
  ajv.addSchema(JSON.parse(readFileSync(join(schemas, file), 'utf8')), file)
}

const validators = new Map<string, ValidateFunction>()

function validatorOf(kind: string): ValidateFunction {
  const known = validators.get(kind)
  if (known !== undefined) return known
  const fresh = ajv.getSchema(`${kind}.schema.json`)
  assert.ok(fresh !== undefined, `there is a schema for ${kind}`)
  validators.set(kind, fresh)
  return fresh
}

function complaintsAbout(kind: string, text: string): readonly string[] {
  const validate = validatorOf(kind)
  if (validate(parse(text))) return []
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}

/** What an editor takes a file for: by its folder, its name, or the first key, as the loader does. */
function kindOf(path: string, text: string): string {
  if (path.startsWith('interface/')) return 'interface'
  if (path.startsWith('dip/')) return 'dip'
  if (path.startsWith('payment/')) {
    if (path.includes('/cases/')) return 'payment-cases'
    return Object.keys(parse(text))[0] === 'table' ? 'payment-table' : 'payment'
  }
  if (path.includes('/cases/')) return 'cases'
  if (path.endsWith('/region.yaml')) return 'region'
  return Object.keys(parse(text))[0] ?? ''
}

describe('editors accept every file of the policy folder', () => {
  for (const path of globSync('{regions/**,interface,payment/**,dip/**}/*.yaml', { cwd: policy }).sort()) {
    test(path, () => {
      const text = read(path)
      assert.deepEqual(complaintsAbout(kindOf(path, text), text), [])
    })
  }
})

test('a file that names its schema names the one of its kind', () => {
  for (const path of globSync('{regions/**,interface,payment/**,dip/**}/*.yaml', { cwd: policy })) {
    const text = read(path)
    const named = /^# yaml-language-server: \$schema=(\S+)/.exec(text)?.[1]
    if (named === undefined) continue
    const up = path.includes('/cases/') ? '../../../' : path.startsWith('interface/') ? '../' : '../../'
    assert.equal(named, `${up}schema/${kindOf(path, text)}.schema.json`, path)
  }
})

describe('an editor marks', () => {
  const plan = read('regions/321182-yangzhong/resident-inpatient.yaml')
  const region = read('regions/321182-yangzhong/region.yaml')
  const cases = read('regions/321182-yangzhong/cases/items.yaml')
  const dip = read('dip/example/rules.yaml')
  for (const [what, kind, text, from, to] of [
    ['an unknown key', 'plan', plan, 'labelEn:', 'labelFr:'],
    ['a limit without its side', 'dip', dip, 'low: { times: 0.5, at: normal }', 'low: { times: 0.5 }'],
    ['a section without a source', 'dip', dip, '      source: 公开分组服务 [3]：主要诊断取亚目，含小数点五位\n', ''],
    ['an amount without its unit', 'plan', plan, 'value: 30000 yuan', 'value: -1'],
    [
      'a value without a source',
      'plan',
      plan,
      ', source: 《医保结算管理办法精选（九篇）》第2篇（扬中市）市级医院，起始日期为推定',
      '',
    ],
    ['a step of a key too many', 'plan', plan, 'amount: deductible }', 'amount: deductible, rate: x }'],
    ['a table without its front', 'plan', plan, ', startsAt: { used: ipt_elig }, front: inside', ''],
    ['care without its scheme', 'plan', plan, "scheme: '390'\n", ''],
    ['a division of five digits', 'region', region, "'321182'", "'32118'"],
    ['a class that no line has', 'cases', cases, 'class: A', 'class: D'],
  ] as const) {
    test(what, () => {
      assert.ok(text.includes(from), `${from} occurs`)
      assert.notDeepEqual(
        complaintsAbout(
          kind,
          text.replace(from, () => to),
        ),
        [],
      )
    })
  }
})
