import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { LakeFile, LakeManifest } from '../flows/lake-ports.ts'
import { lakeTableNames } from './tables.ts'

/** SHA-256 of a file, read in pieces. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** SHA-256 over texts, each in its own line. */
export const digestOf = (texts: readonly string[]): string =>
  createHash('sha256')
    .update(texts.map((text) => `${text}\n`).join(''))
    .digest('hex')

const manifestName = 'lake.json'

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

const orNull = (error: unknown): null => {
  if (isMissing(error)) return null
  throw error
}

const monthForm = /^\d{4}-(0[1-9]|1[0-2])$/

/** @throws Error when the file is there and is no manifest */
export async function readManifest(folder: string): Promise<LakeManifest | null> {
  const path = join(folder, manifestName)
  const text = await readFile(path, 'utf8').catch(orNull)
  if (text === null) return null
  const { schema, files, months } = JSON.parse(text) as Partial<LakeManifest>
  const isOne = typeof schema === 'number' && Array.isArray(files) && months?.every((month) => monthForm.test(month))
  if (isOne === true) return JSON.parse(text) as LakeManifest
  throw new Error(
    `${path} 不是数据湖清单 is no manifest of a lake: ./yibao lake export --out DIR 换一个目录 another folder`,
  )
}

/** Whether a file is what its lake says. @throws Error with the cure when it is missing, shorter or longer, or has other bytes */
export async function checkFile(folder: string, { path, bytes, digest }: LakeFile): Promise<void> {
  const whole = join(folder, path)
  const found = await stat(whole).catch(orNull)
  const what =
    found === null
      ? '缺失 is missing'
      : found.size !== bytes
        ? `有 ${found.size} 字节，应为 has ${found.size} bytes instead of ${bytes}`
        : (await fileDigest(whole)) === digest
          ? null
          : '内容已被改动 was changed'
  if (what !== null) throw new Error(`${whole} ${what}：请重新导出 export again: ./yibao lake export`)
}

/**
 * Writes `lake.json` aside and renames it: from then on the lake is what it names. Files that neither it nor the manifest before it
 * names go; whoever reads the lake as it was still finds its files.
 */
export async function writeManifest(folder: string, manifest: LakeManifest): Promise<void> {
  const path = join(folder, manifestName)
  const earlier = await readManifest(folder)
  const named = new Set([...manifest.files, ...(earlier?.files ?? [])].map((file) => file.path))
  await writeFile(`${path}.new`, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
  await rename(`${path}.new`, path)
  for (const table of lakeTableNames) {
    const names = (await readdir(join(folder, table)).catch(orNull)) ?? []
    const left = names.filter((name) => /\.parquet(\.new)?$/.test(name) && !named.has(`${table}/${name}`))
    for (const name of left) await rm(join(folder, table, name), { force: true })
  }
}
