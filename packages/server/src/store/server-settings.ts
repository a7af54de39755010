import { statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { errorCode } from './database-error.ts'
import { clusterTag } from './postmaster.ts'

/** A port of 127.0.0.1 that nobody listens on now; somebody may take it before the server does. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

/** Connections that the embedded server takes, its own three for emergencies among them. */
export const embeddedConnections = 96

/**
 * Megabytes of PostgreSQL's own buffers: an eighth of the memory. A page that is not in them is read again, and whoever needs its
 * place writes another one out first.
 */
export const sharedBuffers = (memoryBytes: number): number =>
  Math.min(2048, Math.max(128, Math.floor(memoryBytes / 8 / 2 ** 20)))

/** Bytes that this process may use: those of the machine, or of the container it is in. */
const memory = (): number => Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)

/** What the embedded server is told at each start, so that an upgrade of this program can change it. */
export async function serverSettings(pgData: string, port: number): Promise<readonly string[]> {
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    `cluster_name=${clusterTag(pgData)}`,
    `max_connections=${embeddedConnections}`,
    `shared_buffers=${sharedBuffers(memory())}MB`,
    'fsync=on',
    'synchronous_commit=on',
    'wal_compression=pglz',
    // After a checkpoint every page goes into the log whole when it is touched first; people come in no order, so that is most pages.
    'max_wal_size=8GB',
    'checkpoint_timeout=15min',
    'random_page_cost=1.1',
    'timezone=Asia/Shanghai',
    'log_timezone=Asia/Shanghai',
    'log_line_prefix=%m [%p] ',
  ]
  // Containers often give /dev/shm 64 MB, too little for a parallel query.
  if (await hasSmallSharedMemory()) settings.push('dynamic_shared_memory_type=sysv')
  return settings
}

async function hasSmallSharedMemory(): Promise<boolean> {
  if (process.platform !== 'linux') return false
  try {
    const { bsize, blocks } = await statfs('/dev/shm')
    return bsize * blocks < 256_000_000
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return true
    throw error
  }
}
