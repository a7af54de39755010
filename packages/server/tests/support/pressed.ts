import { type Operations, plainOperations } from '../../src/operations.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import type { Patience } from '../../src/store/pool.ts'
import { withTestDatabase } from './test-database.ts'
import { openWire, type Wire } from './wire.ts'
import { openWorld, type World } from './world.ts'

/** A world whose database lies behind a wire that the test holds in its hand. */
export interface Pressed {
  readonly world: World
  readonly wire: Wire
  /** The database itself, past the wire. */
  readonly direct: Database
  /** What the centre told its operator. */
  readonly told: readonly string[]
}

interface PressedOptions {
  readonly operations?: Partial<Operations>
  readonly patience?: Patience
}

const shortPatience: Patience = { connectionMs: 500, statementMs: 1_500 }

/** Runs `work` in such a world and puts everything away. */
export async function pressed(options: PressedOptions, work: (pressed: Pressed) => Promise<void>): Promise<void> {
  await withTestDatabase(async (direct) => {
    const wire = await openWire(direct.url)
    const database = await openDatabase({ databaseUrl: wire.url, patience: options.patience ?? shortPatience })
    const told: string[] = []
    const log = (line: string): void => {
      told.push(line)
    }
    try {
      const operations = { ...plainOperations, ...options.operations }
      const world = await openWorld(database, { operations, log })
      try {
        await work({ world, wire, direct, told })
      } finally {
        await world.close()
      }
    } finally {
      await database.close()
      await wire.close()
    }
  })
}
