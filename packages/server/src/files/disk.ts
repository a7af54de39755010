import { statfs } from 'node:fs/promises'

/** Room on the disk on which a folder lies, in bytes; what is kept for the system's own is not free. */
export async function diskOf(path: string): Promise<{ path: string; freeBytes: number; totalBytes: number }> {
  const { bavail, blocks, bsize } = await statfs(path)
  return { path, freeBytes: bavail * bsize, totalBytes: blocks * bsize }
}
