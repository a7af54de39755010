import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('./support/audit-program.ts', import.meta.url))
const shipped = fileURLToPath(new URL('../../../policy/audit', import.meta.url))

interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function audit(...args: readonly string[]): Promise<Ran> {
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
  })
}

let folder = ''
const at = (...names: readonly string[]): string => join(folder, ...names)

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yibao-audit-'))
})
after(() => rm(folder, { recursive: true, force: true }))

describe('audit list', () => {
  it('says how many rules are covered, by what cases, and what is not covered and why', async () => {
    const { code, out } = await audit('list', '--json')
    assert.equal(code, 0)
    const { totals, rules, notCovered } = JSON.parse(out)
    assert.ok(totals.covered >= 150)
    assert.equal(totals.known, 176)
    assert.equal(totals.failed, 0)
    assert.equal(rules.length >= totals.covered, true)
    assert.ok(
      notCovered.every(({ reason }: { reason: { zh: string; en: string } }) => reason.zh !== '' && reason.en !== ''),
    )
  })
})

describe('audit show', () => {
  it('tells one rule in words with its cases', async () => {
    const { code, out } = await audit('show', 'm-c02', '--lang', 'en')
    assert.equal(code, 0)
    assert.match(out, /^M-C02 /)
    assert.match(out, /table: service-frequency/)
    assert.match(out, /✓ ● /)
  })

  it('refuses a rule that nobody wrote', async () => {
    const { code, err } = await audit('show', 'Z-99')
    assert.equal(code, 1)
    assert.match(err, /no rule Z-99/)
  })
})

describe('audit check and test', () => {
  it('name file, line and cure of everything that is wrong, and the case that fails', async () => {
    const broken = at('broken')
    await cp(shipped, broken, { recursive: true })
    const rule = join(broken, 'management', 'M-C02.yaml')
    const text = await readFile(rule, 'utf8')
    await writeFile(rule, text.replace('limit: point.limit', 'limit: point.limits'))
    await writeFile(
      join(broken, 'management', 'M-C02.2026-01-01.yaml'),
      text.replace(/^range:.*$/m, 'range: { from: 2026-01-01 }'),
    )
    await writeFile(
      join(broken, 'knowledge', 'service-frequency.tsv'),
      'point\tkey\tlimit\tbasis\n1\tA\t1\tx\n1\tA\t2\tx\n',
    )
    const { code, out } = await audit('check', '--folder', broken)
    assert.equal(code, 1)
    assert.match(out, /M-C02\.yaml:\d+: `point` has no field `limits` .*use one of: limit/)
    assert.match(
      out,
      /M-C02\.yaml:\d+: two versions of a rule whose dates overlap .*end the one in management\/M-C02\.2026-01-01\.yaml/,
    )
    assert.match(out, /service-frequency\.tsv:3: a point twice .*keep one of lines 2 and 3/)
    assert.match(out, /3 个问题 problems/)
  })

  it('find nothing in what ships, and every code of the starter tables that a catalogue lacks', async () => {
    const { code, out } = await audit('check', '--json')
    assert.equal(code, 0)
    assert.equal(JSON.parse(out).ok, true)
    await writeFile(at('catalogue.tsv'), 'code\nA001\n')
    const checked = await audit('check', '--catalogue', at('catalogue.tsv'))
    assert.equal(checked.code, 1)
    assert.match(checked.out, /a code that the catalogue does not know/)
  })

  it('fail with a case that comes out otherwise', async () => {
    const other = at('other')
    await cp(shipped, other, { recursive: true })
    const rule = join(other, 'management', 'M-C02.yaml')
    await writeFile(rule, (await readFile(rule, 'utf8')).replace('limit: point.limit', 'limit: point.limit + 100'))
    const { code, out } = await audit('test', 'M-C02', '--folder', other)
    assert.equal(code, 1)
    assert.match(out, /✗ M-C02 .*M-C02\.yaml:\d+\)\n {4}应命中而未命中：.* no finding/)
    assert.equal((await audit('test', 'M-C02', '--interpreted')).code, 0)
  })
})

describe('audit knowledge', () => {
  it('imports two versions of a published table and tells their difference', async () => {
    const points = (limit: string) => `知识点编号,通用名,限定内容\n1,甲片,${limit}\n`
    const codes = (...list: readonly string[]) =>
      `知识点编号,名称,序号,编码\n${list.map((code, index) => `1,甲片,${index},${code}\n`).join('')}`
    for (const [version, limit, list] of [
      ['old', '男', ['A1', 'A2']],
      ['new', '女', ['A2', 'A3']],
    ] as const) {
      await writeFile(at(`${version}-points.csv`), points(limit))
      await writeFile(at(`${version}-codes.csv`), codes(...list))
      const done = await audit(
        'knowledge',
        'import',
        at(`${version}-points.csv`),
        at(`${version}-codes.csv`),
        '--table',
        'drug-sex',
        '--out',
        at(version),
      )
      assert.equal(done.code, 0, done.err)
    }
    const files = [at('new-points.csv'), at('new-codes.csv')]
    const over = await audit('knowledge', 'import', ...files, '--table', 'drug-sex', '--out', at('old'))
    assert.equal(over.code, 1, 'what stands in the folder is not written over')
    assert.match(over.err, /there already drug-sex\.tsv；.*nothing was written/s)
    const { code, out } = await audit('knowledge', 'diff', at('old'), at('new'))
    assert.equal(code, 0)
    assert.match(out, /\+ A3 甲片: sex female/)
    assert.match(out, /- A1 甲片: sex male/)
    assert.match(out, /~ A2 甲片: sex male → sex female/)
  })

  it('writes nothing when something is wrong', async () => {
    await writeFile(at('lonely.csv'), '知识点编号,名称,序号,编码\n7,甲片,1,A1\n')
    const { code, err } = await audit('knowledge', 'import', at('lonely.csv'), '--out', at('nothing'))
    assert.equal(code, 1)
    assert.match(err, /nothing was written:\nlonely\.csv:2: a code of point 7/)
    assert.ok(!(await readdir(folder)).includes('nothing'))
  })

  it('shows what is known of a code', async () => {
    const { code, out } = await audit('knowledge', 'show', '001102000010300')
    assert.equal(code, 0)
    assert.match(out, /service-frequency/)
  })
})
