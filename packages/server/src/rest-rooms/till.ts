import { type Infno, messages } from '@yibao/contract/national'
import { spellingOf } from '../files/pinyin.ts'
import type { TillLine } from '../flows/till.ts'
import { diagnosisSearch, itemSearch, registerSearch } from '../flows/till-items.ts'
import { tillHandlers } from '../http/rest/till.ts'
import { answer, type Door } from '../national/answer.ts'
import { peopleNamedIn } from '../national/handler.ts'
import { sessionGateway } from '../national/session-gateway.ts'
import { peopleStore } from '../store/rest-people.ts'
import { tillBooks, tillReads } from '../store/till-store.ts'
import type { RoomGround } from './ground.ts'

const isInfno = (text: string): text is Infno => Object.hasOwn(messages, text)

/** The national door, entered by a session instead of a signature. */
function lineTo(door: Door): TillLine {
  return {
    send: ({ providerCode, userId }, body) =>
      answer({ ...door, gateway: sessionGateway(providerCode, `till:${userId}`) }, {}, body),
    directionOf: (infno) => {
      const direction = isInfno(infno) ? messages[infno].direction : 'compute'
      return direction === 'write' || direction === 'query' ? direction : 'compute'
    },
    peopleNamed: peopleNamedIn,
  }
}

/** The room of the till. */
export function tillRoom({ reads: pool, database, source, log, registry, door }: RoomGround) {
  const reads = tillReads(pool)
  return tillHandlers({
    ...source,
    providerOf: (providerCode) => registry.provider(providerCode),
    line: lineTo(door),
    books: tillBooks(database.pool),
    log,
    ports: door.ports,
    people: peopleStore(pool),
    reads,
    items: itemSearch(spellingOf),
    diagnoses: diagnosisSearch(reads, spellingOf),
    register: registerSearch(reads, spellingOf),
  })
}
