import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import ExcelJS from 'exceljs'
import { dipSample } from '../sim/dip-sample.ts'
import { pricedLine } from '../src/files/priced-case.ts'

const program = fileURLToPath(new URL('./support/dip-program.ts', import.meta.url))
const jining = fileURLToPath(new URL('../../../policy/dip/jining-form/rules.yaml', import.meta.url))

interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function dip(args: readonly string[], input = ''): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args])
    const parts = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      parts.out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      parts.err += text
    })
    child.on('error', reject).on('close', (code) => resolve({ code, ...parts }))
    // A command that refuses its options reads nothing.
    child.stdin.on('error', () => undefined).end(input)
  })
}

let folder = ''
const at = (name: string): string => join(folder, name)
const lines = [...dipSample({ seed: 7, cases: 4000, year: 2025 })].map(pricedLine)
/** Every third first, then the others, and those backwards: another order of the same. */
const shuffled = [
  ...lines.filter((_, index) => index % 3 === 0),
  ...lines.filter((_, index) => index % 3 !== 0).reverse(),
]
const ofThisYear = lines.map((line) => line.replace(/"(admitted|discharged)":"20\d\d-\d\d-\d\d"/g, '"$1":"2025-06-01"'))

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yibao-dip-'))
  await writeFile(at('cases.jsonl'), lines.join(''))
  await writeFile(at('shuffled.jsonl'), shuffled.join(''))
  const built = await dip(['build', at('cases.jsonl'), '--out', at('a.json'), '--xlsx', at('a.xlsx'), '--json'])
  assert.equal(built.code, 0, built.err)
})
after(() => rm(folder, { recursive: true, force: true }))

describe('dip build', () => {
  it('gives the same bytes from the same cases in another order, from a file or from standard input', async () => {
    const again = await dip(['build', at('shuffled.jsonl'), '--out', at('b.json')])
    assert.equal(again.code, 0, again.err)
    const piped = await dip(['build'], shuffled.join(''))
    const [a, b] = [await readFile(at('a.json'), 'utf8'), await readFile(at('b.json'), 'utf8')]
    assert.equal(b, a)
    assert.equal(piped.out, a)
  })

  it('runs out of the box on made-up cases and shows the largest groups', async () => {
    const { code, out } = await dip(['build', '--sample', '1500'])
    assert.equal(code, 0)
    assert.match(out, /病例 cases 1500（2022–2024）/)
    assert.match(out, /病种 group .*分值 score/)
  })

  it('writes a workbook with groups, levels, notes and sources', async () => {
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.readFile(at('a.xlsx'))
    assert.deepEqual(
      workbook.worksheets.map(({ name }) => name),
      ['病种 groups', '按级别 levels', '注意 notes', '说明 about'],
    )
    assert.ok((workbook.worksheets[0]?.rowCount ?? 0) > 40)
  })

  it('keeps bad rows and cases left out apart, tells them by line, and does not pass for success', async () => {
    const bad = ['{"id":', lines[0]?.replace(/"cost":"[^"]+"/, '"cost":"0"').trim() ?? '', '']
    const errors = at('errors.csv')
    const ran = await dip(
      ['build', '--out', at('c.json'), '--errors', errors],
      bad.join('\n') + lines.slice(1).join(''),
    )
    assert.equal(ran.code, 1)
    assert.match(ran.err, /第 1 行 line 1: 不是合法的 JSON/)
    assert.match(ran.err, /第 2 行 line 2: 总费用 0\.00 元不大于零/)
    assert.match(ran.out, /未计入 left out 1/)
    assert.equal((await readFile(errors, 'utf8')).trim().split('\r\n').length, 3)
  })

  it('does not write bad rows over its own input', async () => {
    const own = at('own.jsonl')
    await writeFile(own, lines.join(''))
    const ran = await dip(['build', own, '--out', at('e.json'), '--errors', own])
    assert.equal(ran.code, 1)
    assert.match(ran.err, /与输入 .*own\.jsonl 是同一文件/)
    assert.equal(await readFile(own, 'utf8'), lines.join(''))
  })

  it('refuses empty data, data of other years, and rules that are wrong, with the cure', async () => {
    const empty = await dip(['build'], '')
    assert.equal(empty.code, 1)
    assert.match(empty.err, /没有可用的病例，编不出目录（0 例未计入）/)
    const old = await dip(['build'], lines[0]?.replace(/"year":\d+/, '"year":2010'))
    assert.match(old.err, /2010 年不在目录所用年份 2022、2023、2024 内/)
    assert.equal(old.code, 1)
    await writeFile(at('rules.yaml'), 'dip: x\ntitle: x\nversions: []\n')
    const rules = await dip(['check', at('rules.yaml')])
    assert.equal(rules.code, 1)
    assert.match(rules.out, /no version/)
  })
})

describe('dip group', () => {
  it('gives every case a group with score, coefficients and deviation, by the directory', async () => {
    const { code, out, err } = await dip(
      ['group', '--directory', at('a.json'), '--point-value', '8'],
      ofThisYear.join(''),
    )
    assert.equal(code, 0, err)
    const rows = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.equal(rows.length, 4000)
    assert.ok(
      rows.every(({ status, group, score }) => status === 'grouped' && group !== null && /^\d+\.\d{4}/.test(score)),
    )
    assert.ok(new Set(rows.map(({ deviation }) => deviation)).size >= 3)
  })

  it('says why a discharge of another year has no group', async () => {
    const { out } = await dip(['group', '--directory', at('a.json')], lines[0])
    const row = JSON.parse(out)
    assert.deepEqual([row.status, row.group, row.problem], ['invalid', null, 'dip.outside-directory'])
  })

  it('tells the candidates and why each lost', async () => {
    const record = { gender: '1', ageYears: 30, dx: ['K35.800x001'], ops: ['54.5900', '47.0100'] }
    const beside = {
      cost: '16000',
      drugs: '1',
      consumables: '1',
      provider: 'H',
      level: 'tertiary',
      admitted: '2025-01-02',
    }
    const line = JSON.stringify({ id: 't', in: record, ...beside, discharged: '2025-01-05' })
    const told = await dip(['group', '--directory', at('a.json'), '--trace', 'text'], line)
    assert.match(told.out, /^t {2}grouped {2}K35\.8:47\.0100\+54\.5900 {2}[\d.]+\n {2}.*\n[\s\S]*\n {2}.*不含主要操作/)
    const { out } = await dip(['group', '--directory', at('a.json'), '--trace', 'text', '--json'], line)
    const { group, trace, deviation, deviationReason } = JSON.parse(out)
    assert.equal(group, 'K35.8:47.0100+54.5900')
    assert.match(trace, /✓ K35\.8:47\.0100\+54\.5900/)
    assert.match(trace, /✗ K35\.8:47\.0100 不含主要操作/)
    assert.deepEqual([deviation, deviationReason], [null, 'dip.no-point-value'])
  })

  it('refuses a directory that was changed by hand', async () => {
    const text = await readFile(at('a.json'), 'utf8')
    await writeFile(at('changed.json'), text.replace('"cases":4000', '"cases":4001'))
    const ran = await dip(['group', '--directory', at('changed.json')], lines[0])
    assert.equal(ran.code, 1)
    assert.match(ran.err, /生成后被改动 was changed after it was made/)
    await writeFile(at('odd.json'), '{}')
    assert.match((await dip(['show', at('odd.json')])).err, /不是 DIP 目录文件/)
  })
})

describe('dip show and dip diff', () => {
  it('one group is shown with its years and levels, an unknown one with what is near', async () => {
    const { code, out } = await dip(['show', at('a.json'), '--group', 'K35.8:47.0100'])
    assert.equal(code, 0)
    assert.match(out, /分值 score \d+\.\d{4}/)
    assert.match(out, /tertiary/)
    const unknown = await dip(['show', at('a.json'), '--group', 'K35.8'])
    assert.deepEqual([unknown.code, /相近 near it: K35\.8/.test(unknown.err)], [1, true])
  })

  it('two directories differ by rules, groups, scores, and the cases that move', async () => {
    const built = await dip(['build', at('cases.jsonl'), '--rules', jining, '--out', at('jining.json'), '--json'])
    assert.equal(built.code, 0, built.err)
    const ran = await dip(['diff', at('a.json'), at('jining.json'), '--cases', at('cases.jsonl'), '--json'])
    assert.equal(ran.code, 0, ran.err)
    const { rules, scoreChanged, moves } = JSON.parse(ran.out)
    assert.ok(rules.includes('matching') && scoreChanged.length > 0)
    assert.equal(moves.cases, 4000)
    assert.ok(moves.moved > 0)
    const same = await dip(['diff', at('a.json'), at('a.json')])
    assert.match(same.out, /两份目录相同/)
  })
})
