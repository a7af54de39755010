import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type AuthorProblem, openSheet, type Spot } from './policy-sheet.ts'

/** The YAML files and folders of a folder, sorted; a folder that is not there is the author's problem. */
export async function listFolder(
  folder: string,
  problems: AuthorProblem[],
): Promise<{ files: string[]; folders: string[] }> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.yaml')).map((entry) => entry.name)
    const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
    return { files: files.sort(), folders: folders.sort() }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')))
      throw error
    problems.push({ file: folder, line: 1, what: 'no such folder', cure: 'name a folder that exists' })
    return { files: [], folders: [] }
  }
}

/** Opens `<folder>/<file>`; its places name it as `<last part of folder>/<file>`, the same on every machine. */
export async function openFile(folder: string, file: string, problems: AuthorProblem[]): Promise<Spot> {
  const text = await readFile(join(folder, file), 'utf8')
  return openSheet(`${basename(folder)}/${file}`, text, problems)
}

/** The region folders of a policy folder, as paths. */
export async function regionFolders(policyFolder: string, problems: AuthorProblem[]): Promise<readonly string[]> {
  const { folders } = await listFolder(join(policyFolder, 'regions'), problems)
  return folders.map((name) => join(policyFolder, 'regions', name))
}
