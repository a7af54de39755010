import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { localDateTime } from '@yibao/core/kernel'
import { factRows } from '../src/files/audit-facts-file.ts'
import type { SideTable } from '../src/files/audit-tables-yaml.ts'
import { importFacts } from '../src/flows/audit-facts.ts'
import { auditFactStore, storedFacts } from '../src/store/audit-fact-store.ts'
import { audit, releaseOf, settleVisits, withoutGate } from './support/audit-archive.ts'
import { withTestDatabase } from './support/test-database.ts'
import { openWorld, person } from './support/world.ts'

const gateLog: SideTable = {
  name: 'gateLog',
  zh: '门禁记录',
  en: 'gate log',
  keys: ['insured'],
  columns: [
    { name: 'at', type: 'time', optional: false },
    { name: 'direction', type: 'text', optional: false },
  ],
  message: false,
}

test('facts that no bill carries: a file with one bad row brings nothing; a good one is read by the rules', () =>
  withTestDatabase(async (database) => {
    const world = await openWorld(database)
    const folder = await mkdtemp(join(tmpdir(), 'audit-facts-'))
    try {
      await settleVisits(world, [
        [1, [2]],
        [2, [1]],
      ])
      const release = releaseOf(withoutGate)
      const unknown = await audit(database, [release], { dry: true })
      assert.deepEqual(unknown.counts.rules, {}, 'what nobody brought is not known')
      assert.deepEqual(Object.keys(unknown.counts.notEvaluated), ['T-GATE'])

      const bring = async (name: string, text: string, dryRun = false) => {
        const path = join(folder, name)
        await writeFile(path, text)
        const order = { source: name, at: localDateTime('2023-11-14 08:00:00'), dryRun }
        return importFacts(auditFactStore(database.pool), factRows(path, gateLog), order)
      }
      const first = `人员编号,at,direction\n${person(1).insuredId},2023-11-13 08:30,in\n`
      const bad = await bring('bad.csv', `${first}${person(2).insuredId},13/11/2023,in\n99,2023-11-13 08:30:00,in\n`)
      assert.deepEqual([bad.stands, bad.rows, bad.added, bad.bad], [false, 3, 0, 2])
      assert.deepEqual(bad.problems.map(({ line, column }) => [line, column]).sort(), [
        [3, 'at'],
        [4, '人员编号'],
      ])
      assert.match(
        bad.problems.map(({ cure }) => cure).join(),
        /write it as that.*import it first|import it first.*write it as that/,
      )
      assert.deepEqual(await storedFacts(database.pool), [])
      assert.equal((await bring('good.csv', first, true)).stands, false)
      assert.deepEqual(await storedFacts(database.pool), [])

      const good = await bring('good.csv', first)
      assert.deepEqual([good.stands, good.added, good.unchanged], [true, 1, 0])
      const again = await bring('good.csv', first)
      assert.deepEqual([again.added, again.unchanged], [0, 1])
      assert.deepEqual(await storedFacts(database.pool), [
        { table: 'gateLog', key: 'insured', rows: 1, from: '2023-11-13', through: '2023-11-13' },
      ])
      const known = await audit(database, [release], { dry: true })
      assert.deepEqual(known.counts.notEvaluated, {})
      assert.equal(known.counts.rules['T-GATE']?.hits, 1, 'the one whom the gate did not see')
    } finally {
      await world.close()
      await rm(folder, { recursive: true, force: true })
    }
  }))
