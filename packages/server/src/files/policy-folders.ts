import type { Dirent } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type AuthorProblem, closedSheet, openSheet, type Spot } from './policy-sheet.ts'

const guide = 'README.md'
const ofCases = 'cases'

function isYaml(entry: Dirent): boolean {
  return entry.isFile() && entry.name.endsWith('.yaml')
}

/** What nobody reads would be law that is silently left out; hidden files are those of editors and systems. */
function checkRead(
  folder: string,
  entries: readonly Dirent[],
  isRead: (entry: Dirent) => boolean,
  problems: AuthorProblem[],
): void {
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === guide || isRead(entry)) continue
    const [what, cure] = entry.isDirectory()
      ? ['a folder that nobody reads', `put rules beside region.yaml and cases into ${ofCases}/`]
      : [
          'a file that nobody reads',
          `keep rules and cases of a region in its folder as \`.yaml\`, and notes in ${guide}`,
        ]
    problems.push({ file: `${basename(folder)}/${entry.name}`, line: 1, what, cure })
  }
}

async function entriesIn(folder: string, problems: AuthorProblem[]): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')))
      throw error
    problems.push({ file: folder, line: 1, what: 'no such folder', cure: 'name a folder that exists' })
    return []
  }
}

function sorted(entries: readonly Dirent[]): string[] {
  return entries.map(({ name }) => name).sort()
}

/**
 * The YAML files and folders of a region or of its cases, sorted; a folder that is not there is the author's problem,
 * and so is what nobody reads: other files, and folders other than that of the cases.
 */
export async function listFolder(
  folder: string,
  problems: AuthorProblem[],
): Promise<{ files: string[]; folders: string[] }> {
  const entries = await entriesIn(folder, problems)
  const mayHoldCases = basename(folder) !== ofCases
  const isRead = (entry: Dirent) => isYaml(entry) || (mayHoldCases && entry.isDirectory() && entry.name === ofCases)
  checkRead(folder, entries, isRead, problems)
  return { files: sorted(entries.filter(isYaml)), folders: sorted(entries.filter((entry) => entry.isDirectory())) }
}

/** The text of UTF-8 bytes; null when they are none. */
function textOfBytes(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** Opens `<folder>/<file>`; its places name it as `<last part of folder>/<file>`, the same on every machine. */
export async function openFile(folder: string, file: string, problems: AuthorProblem[]): Promise<Spot> {
  const name = `${basename(folder)}/${file}`
  const text = textOfBytes(await readFile(join(folder, file)))
  if (text !== null) return openSheet(name, text, problems)
  return closedSheet({ file: name, line: 1, what: 'the file is not UTF-8', cure: 'save it as UTF-8' }, problems)
}

/** The region folders of a policy folder, as paths. */
export async function regionFolders(policyFolder: string, problems: AuthorProblem[]): Promise<readonly string[]> {
  const regions = join(policyFolder, 'regions')
  const entries = (await entriesIn(regions, problems)).filter(({ name }) => !name.startsWith('.'))
  checkRead(regions, entries, (entry) => entry.isDirectory(), problems)
  return sorted(entries.filter((entry) => entry.isDirectory())).map((name) => join(regions, name))
}
