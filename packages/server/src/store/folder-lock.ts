import { DatabaseSync } from 'node:sqlite'
import { DatabaseError } from './database-error.ts'

export interface FolderLock {
  release(): void
}

const SQLITE_BUSY = 5

/**
 * Takes the lock of a data folder, or returns null when another process (or this one) holds it.
 *
 * It must be a lock that the system drops by itself when its holder is killed, and Node offers none. SQLite does:
 * an exclusive transaction on an empty file is a file lock and nothing else; no data ever goes in.
 *
 * @throws DatabaseError when the file cannot be opened
 */
export function tryLockFolder(file: string): FolderLock | null {
  let connection: DatabaseSync | undefined
  try {
    connection = new DatabaseSync(file)
    connection.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    connection?.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return null
    throw new DatabaseError(
      `锁文件 ${file} 无法使用 cannot be used.`,
      '请检查写权限，磁盘须为本地且未满 Check that this user may write there and that the disk is local and not full.',
      error,
    )
  }
  const held = connection
  return { release: () => held.close() }
}
