import { BlockList, isIP, isIPv6 } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'

export interface Health {
  readonly healthy: boolean
  readonly database: string
  readonly businessTime: string
  readonly catalogItems: number
  readonly institutions: number
  readonly regions: readonly string[]
}

export interface ProbeOptions {
  /** Whether the centre can do its work now; what the health page shows. */
  readonly health: () => Health
  readonly version: string
  /** Why no new message should be sent here, in a word for machines; null when one may. */
  readonly unready: () => string | null
  /** For Prometheus. */
  readonly metricsText: () => Promise<string>
  /** Who besides this machine may ask for readiness and metrics. */
  readonly probeFrom: BlockList
}

/**
 * Addresses and networks, `10.1.2.3` or `10.0.0.0/8`, separated by commas.
 *
 * @throws RangeError that names the one which is neither
 */
export function addressList(text: string): BlockList {
  const list = new BlockList()
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue
    const [address = '', bits, ...rest] = part.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    const longest = family === 'ipv6' ? 128 : 32
    const length = bits === undefined ? longest : Number(bits)
    if (isIP(address) === 0 || rest.length > 0 || !/^\d{0,3}$/.test(bits ?? '') || bits === '' || length > longest) {
      throw new RangeError(`「${part}」 is no address and no network`)
    }
    list.addSubnet(address, length, family)
  }
  return list
}

/** Whether an address is on a list, an IPv4 address written as IPv6 too; what is no address is on none. */
export function isListed(list: BlockList, address: string): boolean {
  const plain = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address
  if (isIP(plain) === 0) return false
  return list.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')
}

const thisMachine = addressList('127.0.0.0/8,::1')

/** What a proxy adds to a request of somebody else. */
const forwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-proto', 'x-real-ip', 'via'] as const

/** Whether the request was sent by one of them, and not passed on by a proxy on this machine. */
function isFrom(lists: readonly BlockList[], { ip, headers }: FastifyRequest): boolean {
  if (forwarded.some((name) => headers[name] !== undefined)) return false
  return lists.some((list) => isListed(list, ip))
}

/** What machines ask: whether the centre is up, whether it may be sent messages, and what it has counted. */
export async function probes(app: FastifyInstance, options: ProbeOptions): Promise<void> {
  const { health, version, unready, metricsText, probeFrom } = options
  const lists = [thisMachine, probeFrom]

  app.get('/health', async (_request, reply) => {
    const state = health()
    return reply.code(state.healthy ? 200 : 503).send({ ...state, version })
  })

  app.register(async (inner) => {
    // To others these pages are not there: how busy a bureau is concerns nobody.
    inner.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'no-store')
      if (!isFrom(lists, request)) return reply.callNotFound()
    })
    inner.get('/ready', async (_request, reply) => {
      const reason = unready()
      return reply.code(reason === null ? 200 : 503).send({ ready: reason === null, reason })
    })
    inner.get('/metrics', async (_request, reply) =>
      reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metricsText()),
    )
  })
}
