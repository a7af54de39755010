import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { checkScheme } from '@yibao/core/drg'
import { examineSchemeFolder, readSchemeFolder, SchemeRefused, schemeProblemText } from './scheme-folder.ts'
import { starterScheme } from './shipped.ts'

let scratch = ''
let count = 0
before(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'yibao-scheme-'))
})
after(() => rm(scratch, { recursive: true }))

async function copied(): Promise<string> {
  count += 1
  const folder = join(scratch, String(count))
  await cp(starterScheme, folder, { recursive: true })
  return folder
}

/** The starter scheme with one text of one file replaced. */
async function altered(file: string, from: string | RegExp, to: string): Promise<string> {
  const folder = await copied()
  const path = join(folder, file)
  const text = await readFile(path, 'utf8')
  const other = text.replace(from, to)
  assert.notEqual(other, text, `${file} holds ${from}`)
  await writeFile(path, other)
  return folder
}

/** What is told of such a scheme, a line for each problem. */
async function problemsOf(folder: string): Promise<string> {
  const read = await examineSchemeFolder(folder)
  assert.equal(read.ok, false, 'the scheme is refused')
  return read.ok ? '' : read.error.map(schemeProblemText).join('\n')
}

/** The starter scheme whose MDCA opens by another condition. */
async function withCondition(condition: unknown): Promise<string> {
  const folder = await copied()
  const path = join(folder, 'scheme.json')
  const scheme = JSON.parse(await readFile(path, 'utf8'))
  scheme.mdcs.MDCA.when = condition
  await writeFile(path, JSON.stringify(scheme, null, 1))
  return folder
}

describe('the starter scheme', () => {
  it('loads, and nothing is wrong or doubtful in it', async () => {
    const { scheme, notes, codeEdition } = await readSchemeFolder(starterScheme)
    assert.deepEqual(scheme.mdcOrder, ['MDCA', 'MDCP', 'MDCG', 'MDCH', 'MDCO'])
    assert.match(codeEdition ?? '', /ICD-10/)
    assert.deepEqual([notes, checkScheme(scheme)], [[], []])
  })

  it('has a digest that its order of codes, rows and keys does not change, and any other change does', async () => {
    const { digest } = await readSchemeFolder(starterScheme)
    assert.match(digest, /^[0-9a-f]{64}$/)
    const turned = await copied()
    for (const file of ['complications.tsv', 'exclusions.tsv']) {
      const [header, ...rows] = (await readFile(join(turned, file), 'utf8')).trimEnd().split('\n')
      await writeFile(join(turned, file), `${[header, ...rows.reverse()].join('\n')}\n`)
    }
    const lists = JSON.parse(await readFile(join(turned, 'lists.json'), 'utf8'))
    const reversed = Object.entries(lists).map(([id, codes]) => [id, [...(codes as string[])].reverse()])
    await writeFile(join(turned, 'lists.json'), JSON.stringify(Object.fromEntries(reversed.reverse())))
    assert.equal((await readSchemeFolder(turned)).digest, digest)
    const renamed = await altered('scheme.json', '阑尾切除术，伴并发症或合并症', '阑尾切除术，有并发症或合并症')
    assert.notEqual((await readSchemeFolder(renamed)).digest, digest)
  })

  it('reads a range and writes it into the scheme', async () => {
    const range = { from: '2025-01-01', until: '2026-01-01' }
    const folder = await altered('scheme.json', '"fallbacks"', `"range": ${JSON.stringify(range)}, "fallbacks"`)
    assert.deepEqual((await readSchemeFolder(folder)).scheme.range, range)
  })
})

describe('a scheme folder is refused with file, place, value and cure', () => {
  it('when a file or the folder is missing', async () => {
    const folder = await copied()
    await rm(join(folder, 'exclusions.tsv'))
    assert.match(await problemsOf(folder), /^exclusions\.tsv:1: .*no such file in .*a scheme folder holds scheme\.json/)
    assert.equal((await problemsOf(join(scratch, 'nowhere'))).split('\n').length, 4)
    await assert.rejects(readSchemeFolder(folder), SchemeRefused)
  })

  it('when a condition names a list that is not there', async () => {
    const folder = await altered('scheme.json', '"op1In": "GD.ops"', '"op1In": "GD.opz"')
    assert.match(
      await problemsOf(folder),
      /^scheme\.json:\d+ adrgs\.GD1\.when\.all\[1\]\.op1In: .*no such list \(found: GD\.opz\); .*add it to lists\.json/,
    )
  })

  it('when a list that is needed was taken out', async () => {
    const folder = await copied()
    const lists = JSON.parse(await readFile(join(folder, 'lists.json'), 'utf8'))
    delete lists['GS1.dx']
    await writeFile(join(folder, 'lists.json'), JSON.stringify(lists))
    assert.match(await problemsOf(folder), /adrgs\.GS1\.when\.dx1In: .*no such list/)
  })

  it('when JSON is broken, at its line', async () => {
    const broken = await altered('scheme.json', '"fallbacks": [],', '"fallbacks": [,')
    assert.match(await problemsOf(broken), /^scheme\.json:7 fallbacks\[0\]: .*not JSON from here on \(found: ,\)/)
    const cut = await altered('lists.json', /\n\}\n$/, '\n')
    assert.match(await problemsOf(cut), /^lists\.json:\d+.*not JSON/)
    const raw = await altered('scheme.json', '示例分组方案', '示例\n分组方案')
    assert.match(await problemsOf(raw), /^scheme\.json:4.*not JSON/)
  })

  it('when a key stands twice in one object', async () => {
    const twice = await altered('scheme.json', '"fallbacks": [],', '"fallbacks": [], "title": "x",')
    assert.match(await problemsOf(twice), /^scheme\.json:\d+ title: .*stands twice/)
  })

  it('when brackets are nested without end', async () => {
    const folder = await copied()
    await writeFile(join(folder, 'lists.json'), '['.repeat(200_000))
    assert.match(await problemsOf(folder), /^lists\.json:1 .*nested too deep/)
  })

  it('when keys or kinds of values are not known', async () => {
    const unknown = await altered('scheme.json', '"fallbacks"', '"falbacks"')
    assert.match(await problemsOf(unknown), /scheme\.json:\d+ falbacks: .*unknown key.*use one of: formatVersion/)
    const order = await altered('scheme.json', /"mdcOrder": \[[^\]]*\]/, '"mdcOrder": "MDCA"')
    assert.match(await problemsOf(order), /mdcOrder: .*of the wrong type \(found: MDCA\)/)
    const number = await altered('scheme.json', '"formatVersion": 1', '"formatVersion": 2')
    assert.match(await problemsOf(number), /formatVersion: .*not a known version \(found: 2\)/)
  })

  it('when a condition is none', async () => {
    const told = async (condition: unknown) => problemsOf(await withCondition(condition))
    assert.match(
      await told({ op1In: 'ops.valid', mcc: true }),
      /mdcs\.MDCA\.when: .*exactly one key \(found: op1In, mcc\)/,
    )
    assert.match(await told({}), /exactly one key/)
    assert.match(await told({ op3In: 'ops.valid' }), /mdcs\.MDCA\.when\.op3In: .*unknown condition/)
    assert.match(await told('mcc'), /of the wrong type/)
    assert.match(await told({ mcc: false }), /only true can stand here/)
    assert.match(await told({ gender: 1 }), /not a sex/)
    assert.match(await told({ any: [] }), /no condition/)
    assert.match(await told({ ageYears: {} }), /no bound/)
    assert.match(await told({ ageYears: { lt: '6' } }), /not a number/)
    assert.match(await told({ ageYears: { less: 6 } }), /unknown key/)
    assert.match(await told({ leavingType: [] }), /empty list/)
    assert.match(await told({ dept: ['ICU', 'ICU'] }), /dept\[1\]: .*stands twice/)
    const site = { name: 'head', dx: 'GS1.dx' }
    assert.match(await told({ traumaSites: { sites: [site], min: 2 } }), /it can never hold/)
    assert.match(
      await told(Array.from({ length: 40 }).reduce((inner) => ({ not: inner }), { mcc: true })),
      /nested deeper/,
    )
  })

  it('when a condition contradicts itself', async () => {
    assert.match(await problemsOf(await withCondition({ ageYears: { lt: 6, gt: 17 } })), /no value can satisfy it/)
    assert.match(await problemsOf(await withCondition({ ageDays: { gt: 24, lt: 25 } })), /no value can satisfy it/)
    assert.match(await problemsOf(await withCondition({ icuHours: { gte: 24, lt: 24 } })), /no value can satisfy it/)
    const partOfAnHour = await withCondition({ icuHours: { gt: 24, lt: 25 } })
    assert.ok((await examineSchemeFolder(partOfAnHour)).ok)
    const both = { all: [{ ageYears: { lt: 6 } }, { ageYears: { gt: 17 } }] }
    const told = await problemsOf(await withCondition(both))
    assert.match(told, /^scheme\.json:\d+ mdcs\.MDCA\.when: .*no case can satisfy it/)
  })

  it('when an MDC, a step or an order names what is not there', async () => {
    const step = await altered('scheme.json', '{ "adrg": "GG1" }', '{ "adrg": "GG7" }')
    assert.match(await problemsOf(step), /mdcs\.MDCG\.steps\[3\]\.adrg: .*no such ADRG \(found: GG7\)/)
    const order = await altered('scheme.json', '"MDCH", "MDCO"]', '"MDCH"]')
    assert.match(await problemsOf(order), /mdcOrder: .*never entered \(found: MDCO\)/)
  })

  it('when rows of tables are wrong, repeated or contradict each other', async () => {
    const level = await altered('complications.tsv', 'J18.900\tCC', 'J18.900\tCCC')
    assert.match(await problemsOf(level), /^complications\.tsv:5 level: .*not a level \(found: CCC\); .*MCC \/ CC/)
    const both = await altered('complications.tsv', /$/, 'J18.900\tMCC\tother\n')
    assert.match(await problemsOf(both), /level: .*contradicts line 5: CC \(found: J18\.900 MCC\)/)
    const again = await altered('exclusions.tsv', /$/, 'A41.900\tsepsis\n')
    assert.match(await problemsOf(again), /^exclusions\.tsv:\d+ principalDx: .*the same as line 2/)
    const header = await altered('exclusions.tsv', 'principalDx', 'dx')
    assert.match(await problemsOf(header), /^exclusions\.tsv:1 principalDx: the header lacks this column/)
    const cells = await altered('exclusions.tsv', 'A41.900\tsepsis', 'A41.900 sepsis')
    assert.match(await problemsOf(cells), /^exclusions\.tsv:2: 1 cells, the header has 2/)
  })

  it('with several tables for one diagnosis, which is allowed', async () => {
    const folder = await altered('complications.tsv', /$/, 'J18.900\tCC\theart\n')
    const { scheme } = await readSchemeFolder(folder)
    assert.equal(scheme.complications.filter(({ dx }) => dx === 'J18.900').length, 2)
  })

  it('with an invisible character in a code, which is kept and noted', async () => {
    const folder = await altered('complications.tsv', 'J18.900', '\uFEFFJ18.900')
    const { notes, scheme } = await readSchemeFolder(folder)
    assert.match(
      notes.map(schemeProblemText).join(),
      /^complications\.tsv:5 dx: .*invisible character.*\(found: \\uFEFFJ18\.900\)/,
    )
    assert.ok(scheme.complications.some(({ dx }) => dx === '\uFEFFJ18.900'))
  })

  it('with all its problems at once', async () => {
    const folder = await altered('scheme.json', /"GD\.ops"/g, '"GD.opz"')
    assert.equal((await problemsOf(folder)).split('\n').length, 2)
  })
})

describe('the reference schemes', () => {
  const reference = process.env.YIBAO_REFERENCE
  const skip = reference === undefined ? 'YIBAO_REFERENCE names no folder' : false
  const schemes = [
    'chs_drg_11',
    'chs_drg_10',
    'beijing_2022',
    'qingdao_2023',
    'wuxi_2022',
    'zhejiang_2022',
    'foshan_2022',
  ]
  for (const name of schemes) {
    it(`${name} loads`, { skip }, async () => {
      const { scheme, notes } = await readSchemeFolder(join(reference ?? '', 'reference/drg', name))
      assert.equal(scheme.scheme, name)
      assert.ok(Object.keys(scheme.drgNames).length > 500)
      assert.equal(notes.length, name === 'wuxi_2022' ? 1 : 0)
    })
  }
})
