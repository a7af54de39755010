import { access, constants, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '../store/database-error.ts'

/**
 * Looks whether a file can be made, before the work whose outcome it is to hold.
 *
 * @throws Error when it exists, or its folder does not
 */
export async function requireNewFile(path: string): Promise<void> {
  const folder = dirname(path)
  const place = await stat(folder).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null
    throw error
  })
  if (place === null || !place.isDirectory())
    throw new Error(`${folder}：没有这个目录，请先建立 no such folder: make it first`)
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw new Error(`${folder}：不可写，请核对权限 cannot be written to: check its permissions`, { cause: error })
  })
  const found = await stat(path).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  })
  if (found !== null)
    throw new Error(`${path}：文件已存在，请换名或先移走 exists already: choose another name, or move it away`)
}
