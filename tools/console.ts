import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { root } from './steps.ts'

/** Where the console stands once it is built. */
export const consoleFolder = join(root, 'packages/web/dist')

const stamp = join(consoleFolder, '.built')

/** Everything that the console is made from. */
const sources = [
  'package-lock.json',
  'packages/web/{index.html,vite.config.ts,package.json}',
  'packages/{web,core,contract}/src/**/*',
]

function digestOfSources(): string {
  const digest = createHash('sha256')
  for (const file of globSync(sources, { cwd: root }).sort()) {
    const path = join(root, file)
    if (/\.(test|prop\.test)\.ts$/.test(file) || !/\.\w+$/.test(file)) continue
    digest.update(`${file}\n`).update(readFileSync(path))
  }
  return digest.digest('hex')
}

/** What is sent compressed; pictures are so already. */
const compressible = '**/*.{js,css,html,svg,json}'

/**
 * Builds the console unless it stands built from the same sources.
 *
 * @returns whether it was built now
 */
export async function buildConsole(): Promise<boolean> {
  const digest = digestOfSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return false
  await build({ configFile: join(root, 'packages/web/vite.config.ts'), logLevel: 'error' })
  for (const file of globSync(compressible, { cwd: consoleFolder })) {
    const path = join(consoleFolder, file)
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }))
  }
  writeFileSync(stamp, digest)
  return true
}

if (import.meta.main) {
  const begin = performance.now()
  if (await buildConsole()) {
    console.error(`控制台已构建 the console was built (${((performance.now() - begin) / 1000).toFixed(1)} s)`)
  }
}
