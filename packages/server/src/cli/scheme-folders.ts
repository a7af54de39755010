import { Option } from 'commander'
import { readSchemeFolder, type SchemeFolder, schemeProblemText } from '../files/scheme-folder.ts'
import { starterScheme } from '../files/shipped.ts'
import { note } from './options.ts'

/** Reads the scheme that somebody named, or the shipped one; what is odd in its files goes to standard error. */
export async function openSchemeFolder(folder: string | undefined): Promise<SchemeFolder> {
  if (folder === undefined) {
    note('方案 scheme：未指定目录，使用随附的示例方案 no folder given, the shipped starter scheme is used')
  }
  const read = await readSchemeFolder(folder ?? starterScheme)
  for (const problem of read.notes) note(`注意 note ${schemeProblemText(problem)}`)
  return read
}

/** In which language lines are told; both is Chinese first and English beneath, line by line. */
export function shownOption(usual: 'zh' | 'both'): Option {
  return new Option('--lang <language>', '语言 zh, en, or both line by line; names stay as they are')
    .choices(['zh', 'en', 'both'])
    .default(usual)
}
