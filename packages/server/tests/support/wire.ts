import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** A wire to the database that can be held, cut and taken away. */
export interface Wire {
  /** The same database through the wire. */
  readonly url: string
  /** Nothing passes any more, in either direction; connections stay open, as with a server that stands still. */
  hold(): void
  /** What was held passes. */
  letGo(): void
  /** Cuts every connection; new ones are taken. */
  cut(): void
  /** Cuts every connection and takes no new one. */
  refuse(): Promise<void>
  /** Takes connections again. */
  accept(): Promise<void>
  close(): Promise<void>
}

interface Pair {
  readonly near: Socket
  readonly far: Socket
}

/** Opens a wire to the database of a URL. */
export async function openWire(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl)
  const wires = new Set<Pair>()
  let held = false
  const ends = (): Socket[] => [...wires].flatMap(({ near, far }) => [near, far])

  const join = (near: Socket): void => {
    const far = connect(Number(target.port), target.hostname)
    const wire = { near, far }
    wires.add(wire)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (chunk) => to.write(chunk))
      from.on('error', () => to.destroy())
      from.on('close', () => {
        wires.delete(wire)
        to.destroy()
      })
      if (held) from.pause()
    }
  }
  const listen = async (port: number): Promise<Server> => {
    const server = createServer(join)
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return server
  }
  let server = await listen(0)
  const { port } = server.address() as AddressInfo
  const url = new URL(databaseUrl)
  url.hostname = '127.0.0.1'
  url.port = String(port)

  const cut = (): void => {
    for (const end of ends()) end.destroy()
  }
  const refuse = async (): Promise<void> => {
    const closed = once(server, 'close')
    server.close()
    cut()
    await closed
  }
  return {
    url: url.href,
    hold() {
      held = true
      for (const end of ends()) end.pause()
    },
    letGo() {
      held = false
      for (const end of ends()) end.resume()
    },
    cut,
    refuse,
    async accept() {
      server = await listen(port)
    },
    close: refuse,
  }
}
