import http from 'node:http'
import https from 'node:https'

export interface Reply {
  readonly status: number
  readonly text: string
}

/** What is sent, kept whole so that a retry repeats it byte for byte. */
export interface Parcel {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Transport {
  /** @throws Error when no whole reply came in time */
  post(parcel: Parcel): Promise<Reply>
  /** Ends the kept-alive connections. */
  close(): void
}

export interface TransportOptions {
  /** Where the centre listens, `http://127.0.0.1:8080`; its path, if any, goes before each message's own. */
  readonly url: string
  readonly connections: number
  readonly timeoutMs?: number
}

/** Connections to one centre over node:http, which spends less on a small message than fetch does. */
export function openTransport(options: TransportOptions): Transport {
  const base = new URL(options.url)
  const secure = base.protocol === 'https:'
  const { request } = secure ? https : http
  const agent = new (secure ? https : http).Agent({ keepAlive: true, maxSockets: options.connections })
  const prefix = base.pathname.replace(/\/$/, '')
  const timeout = options.timeoutMs ?? 30_000
  const { hostname, port, protocol } = base
  const target = { protocol, hostname: hostname.replace(/^\[|\]$/g, ''), port, agent, timeout, method: 'POST' }

  return {
    post: ({ path, headers, body }) =>
      new Promise((resolve, reject) => {
        const length = String(Buffer.byteLength(body))
        const sent = request(
          { ...target, path: prefix + path, headers: { ...headers, 'content-length': length } },
          (answer) => {
            const chunks: Buffer[] = []
            answer.on('data', (chunk: Buffer) => chunks.push(chunk))
            answer.on('error', reject)
            answer.on('end', () => {
              resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') })
            })
          },
        )
        sent.on('timeout', () => sent.destroy(new Error(`no answer within ${timeout} ms`)))
        sent.on('error', reject)
        sent.end(body)
      }),
    close: () => agent.destroy(),
  }
}
