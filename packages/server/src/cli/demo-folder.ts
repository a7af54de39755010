import { access, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defaultDataDir } from '../store/data-folder.ts'

/** A file in a demo's data folder that says it may be emptied. */
export const demoMark = 'DEMO'

/** Where the demo keeps its data unless told. */
export const demoDataDir = `${defaultDataDir()}-demo`

/** What lies there beside the database, made from what it held. */
const derivedFolders = ['lake', 'supervision']

/** The demo empties its folder at the start, so it never touches one that it did not make. @throws Error with the cure when it did not */
export async function makeDemoFolder(dataDir: string): Promise<string> {
  const exists = (path: string): Promise<boolean> =>
    access(path).then(
      () => true,
      () => false,
    )
  if ((await exists(dataDir)) && !(await exists(join(dataDir, demoMark)))) {
    throw new Error(
      `${dataDir} 已存在且不是演示目录，演示会清空它 exists and is no demo's folder; the demo would empty it.\n请换一个 name another one: ./yibao demo --data-dir ./my-demo`,
    )
  }
  await mkdir(dataDir, { recursive: true, mode: 0o755 })
  await writeFile(join(dataDir, demoMark), 'This folder belongs to ./yibao demo, which empties it at every start.\n')
  for (const folder of derivedFolders) await rm(join(dataDir, folder), { recursive: true, force: true })
  return dataDir
}
