import pg from 'pg'

/** The channel on which imports and set-up commands say that providers, keys or catalogue changed. */
export const registryChannel = 'registry_changed'

export interface ChangeNotice {
  close(): Promise<void>
}

/** Waits before connecting again after the database went away. */
const pauseMs = 2_000

/**
 * Calls `changed` whenever somebody announces a change, and once after each new connection, because an announcement
 * made while there was none is lost.
 */
export async function listenForChanges(
  url: string,
  changed: () => void,
  log: (line: string) => void,
): Promise<ChangeNotice> {
  let closed = false
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined

  const again = (): void => {
    if (closed) return
    timer = setTimeout(() => {
      connect().then(changed, (error: Error) => {
        log(`变更通知中断 change notices broke: ${error.message}`)
        again()
      })
    }, pauseMs)
  }
  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: url,
      application_name: 'yibao notices',
      connectionTimeoutMillis: 30_000,
      // Nothing is ever sent here unasked: without probes a connection that a firewall dropped would look alive for ever.
      keepAlive: true,
      keepAliveInitialDelayMillis: 30_000,
    })
    fresh.on('error', (error) => log(`变更通知中断 change notices broke: ${error.message}`))
    fresh.on('notification', changed)
    client = fresh
    await fresh.connect()
    try {
      await fresh.query(`listen ${registryChannel}`)
    } catch (error) {
      // Whoever tries again opens another one.
      await fresh.end()
      throw error
    }
    // Only a connection that stood is made again when it ends; one that failed has its caller to try again.
    fresh.on('end', again)
  }
  await connect()
  return {
    async close() {
      closed = true
      clearTimeout(timer)
      await client?.end()
    },
  }
}
