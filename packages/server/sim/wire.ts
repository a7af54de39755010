import { connect, type Socket } from 'node:net'
import { invariant } from '@yibao/core/kernel'

/** An answer: its status and the bytes of its body. */
interface Reply {
  readonly status: number
  readonly body: Buffer
}

/** One kept-alive connection that carries one request after another. */
export interface Wire {
  /** @throws Error when the connection ends before the whole answer is there */
  post(request: string): Promise<Reply>
  close(): void
}

interface Waiting {
  resolve(reply: Reply): void
  reject(error: Error): void
}

const headerEnd = Buffer.from('\r\n\r\n')
const lengthHeader = /\r\ncontent-length: *(\d+)/i

/** The answer at the beginning of the bytes; null while some of it is missing. */
function replyIn(bytes: Buffer): { reply: Reply; rest: Buffer } | null {
  const end = bytes.indexOf(headerEnd)
  if (end === -1) return null
  const header = bytes.toString('latin1', 0, end)
  const length = lengthHeader.exec(header)?.[1]
  invariant(length !== undefined, 'the centre says how long its answers are')
  const from = end + headerEnd.length
  const until = from + Number(length)
  if (bytes.length < until) return null
  return {
    reply: { status: Number(header.slice(9, 12)), body: bytes.subarray(from, until) },
    rest: bytes.subarray(until),
  }
}

/**
 * Opens one connection and writes HTTP/1.1 by hand: a client that shares the cores with what it measures must cost
 * little (see README.md for what others cost).
 */
export function openWire(host: string, port: number): Promise<Wire> {
  return new Promise((opened, failed) => {
    const socket: Socket = connect({ host, port, noDelay: true, keepAlive: true })
    let waiting: Waiting | null = null
    let received: Buffer | null = null
    const fail = (error: Error): void => {
      const failing = waiting
      waiting = null
      failing?.reject(error)
    }
    socket.on('data', (chunk: Buffer) => {
      received = received === null ? chunk : Buffer.concat([received, chunk])
      const whole = replyIn(received)
      if (whole === null) return
      received = whole.rest.length === 0 ? null : whole.rest
      const answered = waiting
      waiting = null
      answered?.resolve(whole.reply)
    })
    socket.once('error', failed)
    socket.once('connect', () => {
      socket.off('error', failed)
      socket.on('error', fail)
      socket.on('close', () => fail(new Error('the connection ended before the answer')))
      opened({
        post: (request) =>
          new Promise((resolve, reject) => {
            if (socket.destroyed) return reject(new Error('the connection has ended'))
            waiting = { resolve, reject }
            socket.write(request, 'utf8')
          }),
        close: () => socket.destroy(),
      })
    })
  })
}
