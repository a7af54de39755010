import type { BlockList } from 'node:net'
import fastify, { type FastifyInstance } from 'fastify'
import type { Door } from '../national/answer.ts'
import { consoleDoor } from './console.ts'
import { nationalDoor } from './national.ts'
import { type BodyMeter, type ServerLimits, timeouts } from './pressure.ts'
import { isListed, type ProbeOptions, probes } from './probes.ts'
import { type RestOptions, restDoor } from './rest.ts'

export interface HttpOptions {
  readonly door: Door
  readonly rest: RestOptions
  readonly probes: ProbeOptions
  readonly bodies: BodyMeter
  readonly limits: ServerLimits
  /** The proxies whose word counts for who asks and whether he asks over TLS. */
  readonly proxyFrom: BlockList
  /** Whether this process is about to end: then no connection is kept for another message. */
  readonly ending: () => boolean
}

/** Whether a host to listen on stands for all addresses of the machine, so that none of them is its address. */
export const isEverywhere = (host: string): boolean => host === '0.0.0.0' || host === '::'

/** Whether what listens on a host can be reached from another machine. */
export const isOpenToOthers = (host: string): boolean => !/^(?:127\.|::1$|localhost$)/.test(host)

/** Builds the HTTP door: the national interface, the REST interface, probes for machines, and the console. */
export function httpServer(options: HttpOptions): FastifyInstance {
  const app = fastify({
    logger: false,
    ...timeouts(options.limits),
    forceCloseConnections: 'idle',
    // A message on a kept connection is answered as any other; its client would take 503 for a lost connection.
    return503OnClosing: false,
    exposeHeadRoutes: false,
    trustProxy: (address) => isListed(options.proxyFrom, address),
  })
  app.server.maxConnections = options.limits.connections

  // Without a promise: it runs for every message.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    reply.header('x-content-type-options', 'nosniff')
    if (options.ending()) reply.header('connection', 'close')
    if (!reply.hasHeader('content-security-policy')) {
      reply.header('content-security-policy', "default-src 'self'; frame-ancestors 'none'")
    }
    done()
  })
  app.register(nationalDoor, { door: options.door, bodies: options.bodies })
  app.register(probes, options.probes)
  app.register(consoleDoor)
  app.register(restDoor, options.rest)
  return app
}
