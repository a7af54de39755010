import type { Centre } from '../compose.ts'
import { errorCode } from '../store/database-error.ts'

/**
 * Starts to answer.
 *
 * @returns the address, `http://127.0.0.1:8080`
 * @throws Error with the cure when the port is taken or forbidden
 */
export async function listenOn(centre: Centre, host: string, port: number): Promise<string> {
  try {
    return await centre.listen(host, port)
  } catch (error) {
    throw portError(error, host, port)
  }
}

/** The cure for a port that is taken or forbidden; any other error as it is. */
export function portError(error: unknown, host: string, port: number): unknown {
  const fault = { EADDRINUSE: '已被占用 is in use', EACCES: '不允许本用户使用 is not allowed to this user' }[
    errorCode(error)
  ]
  if (fault === undefined) return error
  return new Error(`端口 port ${host}:${port} ${fault}：请换一个 choose another; --port 0 自动选择 takes a free one`, {
    cause: error,
  })
}
