import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { openDatabase } from '../../src/store/database.ts'

/**
 * Makes a data folder with an empty database of this version, for all processes of one test run: making one takes
 * seconds, copying it a fraction of one.
 */
export async function makeSharedCluster(dataDir: string): Promise<void> {
  const database = await openDatabase({ dataDir })
  await database.close()
}

/** Copies the run's data folder to a place where none is yet; without a run, whoever opens the place makes its own. */
export async function copySharedCluster(dataDir: string): Promise<void> {
  const shared = process.env.YIBAO_TEST_CLUSTER
  if (shared !== undefined) await promisify(execFile)('cp', ['-a', shared, dataDir])
}
