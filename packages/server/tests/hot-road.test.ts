import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { localDateTime } from '@yibao/core/kernel'
import { runBusyHour } from '../sim/busy-hour.ts'
import { plantTown } from '../sim/plant-town.ts'
import { townOf } from '../sim/town.ts'
import { hourOf } from '../sim/visits.ts'
import { shiftedClock } from '../src/clock.ts'
import { openCentre } from '../src/compose.ts'
import { loadPacks, policyFolder } from '../src/files/shipped.ts'
import { readStarter } from '../src/files/starter.ts'
import type { Database } from '../src/store/database.ts'
import { personTables } from '../src/store/distribution.ts'
import { acrossPersons, hotStatements } from '../src/store/hot-statements.ts'
import { openSecretBox } from '../src/store/secret-box.ts'
import { playEverything } from './support/hot-play.ts'
import { type Asked, whileNoting } from './support/statements.ts'
import { withTestDatabase } from './support/test-database.ts'
import { openWorld } from './support/world.ts'

const ofPersons = new RegExp(`\\b(?:from|join|into|update|using)\\s+(?:${personTables.join('|')})\\b`)

/** The names of the statements that touch rows of persons; the text of one without a name. */
const touching = (asked: readonly Asked[]): ReadonlySet<string> =>
  new Set(asked.filter(({ text }) => ofPersons.test(text)).map(({ name, text }) => name || text))

async function playHour(database: Database): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'yibao-hot-'))
  const secretBox = await openSecretBox(folder)
  const starter = await readStarter(policyFolder)
  const town = townOf(11, { insured: 300 })
  await plantTown({ pool: database.pool, secretBox, town, starter })
  const clock = shiftedClock(localDateTime(`${town.on} 09:00:00`))
  const packs = await loadPacks(policyFolder)
  const centre = await openCentre({ database, secretBox, clock, packs, log: assert.fail })
  try {
    const url = await centre.listen('127.0.0.1', 0)
    const summary = await runBusyHour({ url, town, episodes: hourOf(11, town, starter.catalog, { visits: 40 }) })
    assert.deepEqual(summary.findings, [])
  } finally {
    await centre.close()
    await rm(folder, { recursive: true })
  }
}

/** Statements of imports and of the tests themselves, beside the road. */
const besides =
  /^(?:import-|verify|person-histories|msgids-of|family-mismatches|stray-|count-persons|packages-sold|days-)/

describe('the list of statements of the hot road', () => {
  const listed = new Set([...hotStatements.map(({ name }) => name), ...Object.keys(acrossPersons)])
  const strange = (asked: readonly Asked[]): readonly string[] =>
    [...touching(asked)].filter((name) => !listed.has(name) && !besides.test(name))

  it('names everything that messages run, and nothing that none of them runs', async () => {
    const played = await withTestDatabase(async (database) => {
      const world = await openWorld(database)
      try {
        return await whileNoting(() => playEverything(world), false)
      } finally {
        await world.close()
      }
    })
    assert.deepEqual(strange(played), [])
    const run = touching(played)
    // Asked once, when a centre is opened.
    const never = [...listed].filter((name) => !run.has(name) && name !== 'read-nonces')
    assert.deepEqual(never, [])
    const texts = new Map(hotStatements.map(({ name, text }) => [name, text]))
    const other = played.filter(({ name, text }) => texts.has(name) && texts.get(name) !== text)
    assert.deepEqual(other, [], 'a statement is run with another text than the listed one')
  })

  it('names everything that a busy hour runs', async () => {
    await withTestDatabase(async (database) => {
      const played = await whileNoting(() => playHour(database), false)
      assert.ok(touching(played).size >= 4)
      assert.deepEqual(strange(played), [])
    })
  })

  it('has forms for one person that do the same', async () => {
    await withTestDatabase(async (database) => {
      const world = await openWorld(database)
      try {
        await whileNoting(() => playEverything(world), true)
      } finally {
        await world.close()
      }
    })
  })
})
