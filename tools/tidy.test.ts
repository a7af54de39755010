import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { readCatalogueFile } from '../packages/server/src/files/catalogue-tsv.ts'
import { loadPolicyFolder } from '../packages/server/src/files/policy-yaml.ts'
import { personTables, tableGroups } from '../packages/server/src/store/distribution.ts'
import type { HotStatement } from '../packages/server/src/store/hot-statement.ts'
import { hotStatements } from '../packages/server/src/store/hot-statements.ts'
import * as reconciliationSql from '../packages/server/src/store/reconciliation-sql.ts'
import { insertsWithoutKey, primaryKeys, readsWithoutKey, readsWithoutValue } from './sql-keys.ts'
import { root } from './steps.ts'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const find = (...patterns: string[]): string[] =>
  globSync(patterns, { cwd: root, exclude: ['**/node_modules/**'] })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
const thisFile = 'tools/tidy.test.ts'
const rooms = find('packages/core/src/*/').map((path) => path.replace(/\/$/, ''))

describe('rooms', () => {
  it('every room of core has a door and a page', () => {
    assert.ok(rooms.length >= 7, `only ${rooms.length} rooms were found`)
    const missing = rooms
      .flatMap((room) => [`${room}/index.ts`, `${room}/README.md`])
      .filter((path) => !existsSync(join(root, path)))
    assert.deepEqual(missing, [])
  })

  it('every room of core stands in the table of looks and in the doors of the package', () => {
    const looks = read('.dependency-cruiser.cjs')
    const doors = read('packages/core/package.json')
    const names = rooms.map((room) => room.split('/').at(-1) ?? '')
    assert.deepEqual(
      names.filter((name) => !new RegExp(`^  '?${name}'?: \\[`, 'm').test(looks)),
      [],
    )
    assert.deepEqual(
      names.filter((name) => !doors.includes(`"./${name}"`)),
      [],
    )
  })

  it('every folder of the server and every package has a page', () => {
    const folders = [...find('packages/*/'), ...find('packages/server/src/{flows,http,national,store,lake,files,cli}/')]
    assert.deepEqual(
      folders.filter((folder) => !existsSync(join(root, folder, 'README.md'))),
      [],
    )
  })
})

describe('sources', () => {
  /** Longer because they are tables: the code lists of the national interface, and the words of every refusal. */
  const tables = ['packages/contract/src/national/dictionaries.ts', 'packages/server/src/national/refusal-words.ts']

  it('no file is longer than 400 lines, unless it is a table', () => {
    const long = find('packages/**/src/**/*.ts').filter(
      (path) => !tables.includes(path) && read(path).split('\n').length > 401,
    )
    assert.deepEqual(long, [])
  })

  it('nothing is left for later in a comment', () => {
    const files = find(
      'packages/**/*.{ts,sql,md,html,css}',
      'tools/*.ts',
      'policy/**/*.{yaml,md}',
      'docs/**/*.md',
      '*.md',
      'yibao',
    )
    assert.ok(files.length > 100, `only ${files.length} files were seen`)
    assert.deepEqual(
      files.filter((path) => path !== thisFile && /\b(?:TODO|FIXME)\b/.test(read(path))),
      [],
    )
  })
})

describe('law', () => {
  /** Every dated value below a piece of a pack. */
  function datedValues(node: unknown): readonly { readonly from: string; readonly source: string }[] {
    if (typeof node !== 'object' || node === null) return []
    if ('from' in node && 'source' in node && 'assumed' in node) {
      return [{ from: String(node.from), source: String(node.source) }]
    }
    return Object.values(node).flatMap(datedValues)
  }

  it('every policy value has a source', async () => {
    const packs = await loadPolicyFolder(join(root, 'policy'))
    assert.ok(packs.ok, 'the packs of policy/ load')
    const values = packs.value.flatMap(datedValues)
    assert.ok(values.length > 50, `only ${values.length} values were found`)
    assert.deepEqual(
      values.filter(({ source }) => source.trim() === '' || source.startsWith('（')),
      [],
    )
  })

  it('every item of the starter catalogue has a source', async () => {
    for (const path of find('policy/national/catalogue/{drugs,services,consumables}.tsv')) {
      const { items, problems } = await readCatalogueFile(join(root, path))
      assert.deepEqual(problems, [], path)
      assert.ok(items.length > 0, path)
      assert.deepEqual(
        items.filter((item) => item.source.trim() === ''),
        [],
        path,
      )
    }
  })
})

describe('store', () => {
  const keys = primaryKeys(find('packages/server/src/store/migrations/*.sql').map(read).join('\n'))

  it('every table has one place for the day when one machine is not enough', () => {
    assert.deepEqual([...keys.keys()].sort(), tableGroups.flatMap(({ tables }) => tables).sort())
    assert.deepEqual(
      tableGroups.filter(({ why }) => why.trim() === ''),
      [],
    )
  })

  it('every table of persons has the person first in its primary key', () => {
    assert.deepEqual(
      personTables.filter((table) => keys.get(table)?.[0] !== 'insured_id'),
      [],
    )
  })

  /** What the check finds in each statement, with the statement's name before it. */
  const found = (
    check: (sql: string, tables: readonly string[]) => readonly string[],
    sqlOf: (statement: HotStatement) => string,
  ): readonly string[] =>
    hotStatements.flatMap((statement) =>
      check(sqlOf(statement), personTables).map((place) => `${statement.name}: ${place}`),
    )

  it('every statement of the hot road is bound to its persons', () => {
    assert.ok(hotStatements.length >= 14, `only ${hotStatements.length} statements are listed`)
    assert.deepEqual(
      found(readsWithoutKey, ({ text }) => text),
      [],
    )
    assert.deepEqual(
      found(insertsWithoutKey, ({ text }) => text),
      [],
    )
  })

  it('every statement of the hot road has a form that one machine of several can answer alone', () => {
    assert.deepEqual(
      found(readsWithoutValue, ({ forOne }) => forOne),
      [],
    )
    assert.deepEqual(
      found(insertsWithoutKey, ({ forOne }) => forOne),
      [],
    )
  })

  it('what is asked across people is bound to one institution, and inside to the person of each row', () => {
    const asked = Object.entries(reconciliationSql)
    assert.deepEqual(asked.map(([name]) => name).sort(), ['namedSettlements', 'pageOfPeriod', 'sumsOfPeriod'])
    assert.deepEqual(
      asked.filter(([, sql]) => !sql.includes('t.provider_code = $1')).map(([name]) => name),
      [],
    )
    assert.deepEqual(
      asked.flatMap(([name, sql]) => readsWithoutKey(sql, personTables).map((place) => `${name}: ${place}`)),
      [],
    )
  })

  it('a statement that forgets the person is seen', () => {
    const forgets = 'select 1 from insured where insured_id = $1 and exists (select 1 from message where msgid = $2)'
    assert.deepEqual(readsWithoutKey(forgets, personTables), ['from message where msgid = $2'])
    const beside = `select (select p.amount from posting p where p.insured_id = t.insured_id) from settlement t
      where t.insured_id = $1`
    assert.deepEqual(readsWithoutKey(beside, personTables), [])
    assert.deepEqual(readsWithoutValue(beside, personTables), ['from posting p where p.insured_id = t.insured_id'])
    const inside = 'select 1 from visit where visit_id = (select visit_id from settlement where insured_id = $1)'
    assert.equal(readsWithoutValue(inside, personTables).length, 1)
    const joined = 'select 1 from visit v join filing f on f.insured_id = $1 where f.kind = $2'
    assert.deepEqual(readsWithoutValue(joined, personTables), [
      'from visit v join filing f on f.insured_id = $1 where f.kind = $2',
    ])
    const insert = 'with guard as (select 1) insert into posting (entry_id, insured_id) select $2, $1'
    assert.deepEqual(insertsWithoutKey(insert, personTables), [
      'insert into posting (entry_id, insured_id) select $2, $1',
    ])
  })
})

describe('documents', () => {
  const pages = find('*.md', 'docs/**/*.md', 'packages/**/*.md', 'policy/**/*.md')

  it('every decision is numbered once, without gaps', () => {
    const numbers = find('docs/adr/*.md').map((path) => /\/(\d{4})-[a-z0-9-]+\.md$/.exec(path)?.[1] ?? path)
    assert.ok(numbers.length > 0)
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => String(index + 1).padStart(4, '0')),
    )
  })

  it('every link to a file of the repository leads somewhere', () => {
    const broken = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(root, dirname(page), target)))
        .map((target) => `${page}: ${target}`),
    )
    assert.deepEqual(broken, [])
  })

  it('every identifier and national field of the glossary exists', () => {
    const code = find('packages/*/src/**/*.{ts,sql}').map(read).join('\n')
    const contract = find('packages/contract/src/national/*.ts').map(read).join('\n')
    const rows = read('GLOSSARY.md')
      .split('\n')
      .filter((line) => line.startsWith('| ') && !line.startsWith('| 中文'))
    assert.ok(rows.length >= 60, `only ${rows.length} rows`)
    const unknown = rows.flatMap((row) => {
      const [, , , identifiers = '', fields = ''] = row.split('|')
      const missing = (cell: string, text: string): string[] =>
        [...cell.matchAll(/`([^`]+)`/g)]
          .map(([, word = '']) => word)
          .filter((word) => !new RegExp(`\\b${word.replaceAll('.', '\\.')}\\b`).test(text))
      return [...missing(identifiers, code), ...missing(fields, contract)]
    })
    assert.deepEqual(unknown, [])
  })

  /** The names in the list of commands that `--help` prints. */
  function commandsOf(...path: string[]): readonly string[] {
    const main = join(root, 'packages/server/src/main.ts')
    const help = spawnSync(process.execPath, [main, ...path, '--help'], { encoding: 'utf8' }).stdout
    const list = help.split(/^Commands:$/m)[1] ?? ''
    return [...list.matchAll(/^ {2}([a-z][a-z0-9-]*)/gm)].map(([, name = '']) => name)
  }

  it('every command that a page tells the reader to type exists', () => {
    const typed = pages.flatMap((page) => [
      ...read(page).matchAll(/\.\/yibao ([a-z][a-z-]*)(?: ([a-z]+(?:-[a-z]+)*)\b(?![./-]))?/g),
    ])
    const launcher = [...read('yibao').matchAll(/^ {2}([a-z]+)\) shift;/gm)].map(([, name = '']) => name)
    const known = [...launcher, ...commandsOf()]
    assert.ok(known.length >= 3 && typed.length >= 3)
    const followed = new Set(typed.flatMap(([, name = '', second]) => (second === undefined ? [] : [name])))
    const below = new Map(
      known.map((name) => [name, launcher.includes(name) || !followed.has(name) ? [] : commandsOf(name)]),
    )
    const wrong = typed.filter(([, name = '', second]) => {
      const inner = below.get(name)
      return inner === undefined || (inner.length > 0 && second !== undefined && !inner.includes(second))
    })
    assert.deepEqual([...new Set(wrong.map(([words]) => words))], [])
  })
})

describe('lock file', () => {
  it('names every optional package of every platform, so that a clean install works on all of them', () => {
    const lock: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } = JSON.parse(
      read('package-lock.json'),
    )
    const known = (path: string, name: string): boolean =>
      `${path}/node_modules/${name}` in lock.packages || `node_modules/${name}` in lock.packages
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !known(path, name)),
    )
    assert.deepEqual(missing, [])
  })
})
