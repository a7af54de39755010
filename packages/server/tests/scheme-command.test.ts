import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { starterScheme } from '../src/files/shipped.ts'
import type { Ran } from './support/scheme-main.ts'

const main = join(import.meta.dirname, 'support/scheme-main.ts')

function typed(input: string, ...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, 'scheme', ...args], { timeout: 60_000 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err })
    })
    child.stdin?.end(input)
  })
}

const yibao = (...args: readonly string[]): Promise<Ran> => typed('', ...args)

let scratch = ''
before(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'yibao-scheme-command-'))
})
after(async () => {
  await rm(scratch, { recursive: true })
})

/** The shipped scheme with one text of `scheme.json` replaced. */
async function altered(name: string, from: string, to: string): Promise<string> {
  const folder = join(scratch, name)
  await cp(starterScheme, folder, { recursive: true })
  const path = join(folder, 'scheme.json')
  const text = await readFile(path, 'utf8')
  assert.ok(text.includes(from), from)
  await writeFile(path, text.replace(from, to))
  return folder
}

describe('scheme check', () => {
  test('finds nothing wrong with the shipped scheme, even strictly', async () => {
    const { code, out } = await yibao('check', '--strict')
    assert.equal(code, 0)
    assert.match(out, /没有问题 no problem\n$/)
  })

  test('refuses a contradiction with file, line and cure', async () => {
    const folder = await altered(
      'contradiction',
      '{ "op1In": "HC1.ops" }',
      '{ "all": [{ "ageYears": { "lt": 6 } }, { "ageYears": { "gt": 17 } }] }',
    )
    const { code, out } = await yibao('check', folder)
    assert.equal(code, 1)
    assert.match(out, /拒绝 refuse scheme\.json:\d+ adrgs\.HC1\.when: .*contradictory/)
  })

  test('warns of a group that is never reached; only --strict makes that a failure', async () => {
    const folder = await altered('shadowed', '{ "op1In": "HC1.ops" }', '{ "const": true }')
    const lenient = await yibao('check', folder, '--json')
    assert.equal(lenient.code, 0)
    const report = JSON.parse(lenient.out) as {
      ok: boolean
      schemes: { findings: { severity: string; code: string; zh: string; en: string }[] }[]
    }
    assert.equal(report.ok, true)
    const findings = report.schemes[0]?.findings ?? []
    assert.ok(findings.some(({ code }) => code === 'scheme.adrg-shadowed'))
    assert.ok(findings.every(({ severity, zh, en }) => severity === 'warn' && zh !== '' && en !== ''))
    assert.equal((await yibao('check', folder, '--strict')).code, 1)
  })

  test('goes on to the next folder when one is no scheme', async () => {
    const { code, out } = await yibao('check', scratch, starterScheme)
    assert.equal(code, 1)
    assert.match(out, /拒绝 refuse scheme\.json/)
    assert.match(out, /没有问题 no problem\n$/)
  })

  test('looks codes up in a code book when one is given', async () => {
    const book = join(scratch, 'operations.csv')
    await writeFile(book, 'code,name\n47.0100,腹腔镜下阑尾切除术\n')
    const { code, out } = await yibao('check', '--operations', book, '--lang', 'en', '--strict')
    assert.equal(code, 1)
    assert.match(out, /warn lists\.GD\.ops: \d+ codes are in no catalogue/)
  })
})

describe('scheme show', () => {
  test('shows the tree, or one group of it', async () => {
    const tree = await yibao('show', starterScheme)
    assert.equal(tree.code, 0)
    assert.match(tree.out, /MDCG 消化系统疾病及功能障碍：主要诊断在 MDCG\.dx/)
    const one = await yibao('show', starterScheme, 'GD23', '--lang', 'en')
    assert.match(one.out, /GD23 .*: an MCC counts or a CC counts/)
  })

  test('says so when a code is nowhere in it', async () => {
    const { code, out, err } = await yibao('show', starterScheme, 'Q99')
    assert.equal(code, 1)
    assert.equal(out, '')
    assert.match(err, /没有 Q99 is not in this scheme/)
  })
})

describe('scheme explain', () => {
  const cases = join(starterScheme, 'cases.jsonl')

  test('tells the road of one case of a file, and what is near', async () => {
    const { code, out } = await yibao('explain', '--cases', cases, '--case', 's063', '--lang', 'zh')
    assert.equal(code, 0)
    assert.match(out, /^结果：歧义病例 HQY/)
    assert.match(out, /核对：主要手术是否应为 96\.7201（现排第 2）/)
  })

  test('takes a record that somebody types in, and tells machines the same', async () => {
    const record = '{"gender":"1","ageYears":45,"dx":["K35.800x001"],\n"ops":["47.0100"]}'
    const { code, out } = await typed(record, 'explain', '--json')
    assert.equal(code, 0)
    const told = JSON.parse(out) as {
      grouping: { drg: string }
      trace: { walks: unknown[] }
      nearest: { drg: string; missing: { kind: string; zh: string }[] }[]
    }
    assert.equal(told.grouping.drg, 'GD25')
    assert.equal(told.trace.walks.length, 1)
    assert.ok(told.nearest.length > 0)
    assert.ok(told.nearest.every(({ missing }) => missing.every(({ zh }) => zh !== '')))
  })

  test('refuses a record with a fault, a case that is not there, half of a pair of options', async () => {
    const faulty = join(scratch, 'faulty.jsonl')
    await writeFile(faulty, '{"id":"x1","in":{"gender":"1","ageYears":"old","dx":["K35.800x001"]}}\n')
    const refused = await yibao('explain', '--cases', faulty, '--case', 'x1')
    assert.equal(refused.code, 1)
    assert.match(refused.err, /病例有误 the case has a fault: ageYears old/)
    const absent = await yibao('explain', '--cases', cases, '--case', 's999')
    assert.match(absent.err, /没有病例 s999 no such case/)
    const half = await yibao('explain', '--case', 's001')
    assert.match(half.err, /--case 与 --cases 须一起写/)
    assert.equal(half.code, 1)
  })
})
