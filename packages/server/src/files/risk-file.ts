import { rename, rm, writeFile } from 'node:fs/promises'

/** Writes a file beside its place first, so that nobody reads half of it. @throws the file system's error */
export async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.part`
  try {
    await writeFile(draft, text)
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}
