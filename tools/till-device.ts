import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'

/** A card as the till's page understands it; docs/till-devices.md describes the interface. */
interface Card {
  readonly certificateType: string
  readonly certificateNumber: string
}

interface DeviceOptions {
  /** The only console that may read: `http://127.0.0.1:8080`. */
  readonly origin: string
  /** Read in turn, again and again. */
  readonly cards: readonly Card[]
  /** 0 takes a free one. */
  readonly port: number
}

/**
 * Stands in for the card reader of a till: every reading gives the next card. Answers only the console of its origin, for any
 * page that is open in the same browser could ask, and only under its own address, so that no other name leads here.
 */
export async function openTillDevice({ origin, cards, port }: DeviceOptions) {
  let turn = 0
  const server = createServer((request, response) => {
    const { port: own } = server.address() as AddressInfo
    const answer = (status: number, body: object): void => {
      response.writeHead(status, {
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        vary: 'origin',
        ...(request.headers.origin === origin
          ? { 'access-control-allow-origin': origin, 'access-control-allow-private-network': 'true' }
          : {}),
      })
      response.end(JSON.stringify(body))
    }
    if (request.headers.host !== `127.0.0.1:${own}`) return answer(421, { error: 'wrong-host' })
    if (request.headers.origin !== origin) return answer(403, { error: 'other-origin' })
    if (request.method === 'OPTIONS') return answer(200, {})
    if (request.method !== 'GET' || request.url !== '/read') return answer(404, { error: 'unknown' })
    const card = cards[turn % cards.length]
    turn += 1
    return card === undefined ? answer(409, { error: 'no-card' }) : answer(200, card)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: async (): Promise<void> => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function cardOf(text: string): Card {
  const [certificateType = '', certificateNumber = ''] = text.split(':')
  if (certificateType === '' || certificateNumber === '') {
    throw new Error(`--card ${text}：写成 02:证件号码 / write it as 02:NUMBER, kind and number of the certificate`)
  }
  return { certificateType, certificateNumber }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      origin: { type: 'string', default: 'http://127.0.0.1:8080' },
      port: { type: 'string', default: '18300' },
      card: { type: 'string', multiple: true, default: [] },
    },
  })
  const device = await openTillDevice({
    origin: values.origin,
    port: Number(values.port),
    cards: values.card.map(cardOf),
  })
  console.log(`模拟读卡器 a card reader for ${values.origin}: http://127.0.0.1:${device.port}/read`)
}
