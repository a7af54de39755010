import http from 'node:http'
import type { Answer, OutputOn, Sent } from './world.ts'

/** What came back, and from which process. */
interface Reply {
  readonly process: number
  readonly status: number
  readonly text: string
}

/** One connection that stays open, and so stays with one process. */
export interface Line {
  get(path: string): Promise<Reply>
  send<N extends string>(sent: Sent): Promise<Answer<OutputOn<N>> & { readonly process: number }>
  close(): void
}

export function openLine(url: string): Line {
  const { hostname, port } = new URL(url)
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const ask = (method: string, path: string, headers: Readonly<Record<string, string>>, body: string): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const sent = http.request({ agent, hostname, port, method, path, headers }, (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          text += chunk
        })
        answer.on('error', reject)
        answer.on('end', () =>
          resolve({ process: Number(answer.headers['x-process']), status: answer.statusCode ?? 0, text }),
        )
      })
      sent.on('error', reject)
      sent.end(body)
    })
  return {
    get: (path) => ask('GET', path, {}, ''),
    async send({ headers, body }) {
      const length = { 'content-length': String(Buffer.byteLength(body)) }
      const { process, status, text } = await ask('POST', '/2201', { ...headers, ...length }, body)
      if (status !== 200) throw new Error(`status ${status}: ${text}`)
      return { ...JSON.parse(text), process }
    },
    close: () => agent.destroy(),
  }
}
