import type { Parcel, Reply } from '../transport.ts'
import { openWire, type Wire } from '../wire.ts'

/** Many kept-alive connections to one centre; a message takes one that is free. */
export interface Line {
  /** @throws Error when the connection breaks before the answer is whole */
  post(parcel: Parcel): Promise<Reply>
  /** Breaks what is still open: whoever waits hears that the line is closed. */
  close(): void
}

function requestOf(host: string, { path, headers, body }: Parcel): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `POST ${path} HTTP/1.1\r\nhost: ${host}\r\n${lines.join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

/** Opens so many connections. A message that finds none free waits; one that broke is opened anew when it is needed. */
export async function openLine(url: string, connections: number): Promise<Line> {
  const { hostname, port, host } = new URL(url)
  const all = new Set<Wire>()
  const free: Wire[] = []
  const waiting: ((wire: Wire | null) => void)[] = []
  let closed = false

  const open = async (): Promise<Wire> => {
    const wire = await openWire(hostname, Number(port))
    all.add(wire)
    return wire
  }
  const take = async (): Promise<Wire> => {
    if (closed) throw new Error('the line is closed')
    const ready = free.pop()
    if (ready !== undefined) return ready
    const wire = all.size < connections ? null : await new Promise<Wire | null>((resolve) => waiting.push(resolve))
    if (closed) throw new Error('the line is closed')
    return wire ?? (await open())
  }
  /** Hands a connection on, or the right to open one. */
  const give = (wire: Wire | null): void => {
    const next = waiting.shift()
    if (next !== undefined) next(wire)
    else if (wire !== null) free.push(wire)
  }

  for (let opened = 0; opened < connections; opened += 1) free.push(await open())
  return {
    async post(parcel) {
      const wire = await take()
      try {
        const { status, body } = await wire.post(requestOf(host, parcel))
        give(wire)
        return { status, text: body.toString('utf8') }
      } catch (error) {
        wire.close()
        all.delete(wire)
        give(null)
        throw error
      }
    },
    close() {
      closed = true
      for (const next of waiting.splice(0)) next(null)
      for (const wire of all) wire.close()
    },
  }
}
