import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Infno, Messages, OutputOf } from '@yibao/contract/national'
import type { CatalogItem } from '@yibao/core/catalog'
import type { Enrolment, Provider } from '@yibao/core/encounter'
import {
  divisionCode,
  type Fen,
  fen,
  type IsoDate,
  identityCheckDigit,
  isoDate,
  localDateTime,
  ppm,
  unitPriceFromFen,
} from '@yibao/core/kernel'
import { shiftedClock } from '../../src/clock.ts'
import { type Centre, type CentreOptions, openCentre } from '../../src/compose.ts'
import { localCrypto } from '../../src/crypto/local-crypto.ts'
import { loadPacks, policyFolder } from '../../src/files/shipped.ts'
import { tifSignature } from '../../src/national/gateway/tif.ts'
import type { Database } from '../../src/store/database.ts'
import { importWriters } from '../../src/store/import-store.ts'
import type { SecretBox } from '../../src/store/secret-box.ts'

/** The day on which the test world lives: a Monday. */
export const today = '2023-11-13'

const provider = (providerCode: string, kind: Provider['kind'], division = '990200'): Provider => ({
  providerCode,
  name: `测试机构${providerCode.slice(-2)}`,
  kind,
  level: kind === 'hospital' ? 'tertiary' : 'ungraded',
  levelCode: kind === 'hospital' ? '02' : '11',
  division: divisionCode(division),
  range: { from: isoDate('2020-01-01'), until: null },
})

export const hospital = provider('H99020000001', 'hospital')
export const otherHospital = provider('H99020000002', 'hospital')
export const pharmacy = provider('P99020000001', 'pharmacy')
/** A hospital of the second level, from which people are sent on. */
export const countyHospital: Provider = {
  ...provider('H99020000003', 'hospital'),
  level: 'secondary',
  levelCode: '05',
}

const item = (code: string, rest: Partial<CatalogItem>): CatalogItem => ({
  code,
  kind: 'drug',
  name: `测试药品${code.slice(-1)}`,
  class: 'A',
  preCoinsurance: null,
  ceilings: {},
  restricted: false,
  restriction: '',
  chargeType: '09',
  form: '片剂',
  unit: '盒',
  referencePrice: null,
  range: { from: isoDate('2020-01-01'), until: null },
  source: '测试目录',
  assumed: false,
  ...rest,
})

export const items = {
  /** The captured line: class B with a share of 5 %. */
  shared: item('TEST-B', { class: 'B', preCoinsurance: ppm(50_000) }),
  whole: item('TEST-A', {}),
  own: item('TEST-C', { class: 'C' }),
  restricted: item('TEST-R', { restricted: true, restriction: '限二线用药' }),
  ceiling: item('TEST-L', { ceilings: { tertiary: unitPriceFromFen(fen(3000)) } }),
  expired: item('TEST-X', { range: { from: isoDate('2020-01-01'), until: isoDate('2023-06-30') } }),
  coming: item('TEST-Y', { range: { from: isoDate('2024-01-01'), until: null } }),
} as const

export interface TestPerson {
  readonly insuredId: string
  readonly certificateNumber: string
  readonly division: string
}

/** A person's numbers; the identity number lies in an unassigned division. */
export function person(number: number, division = '990200'): TestPerson {
  const first17 = `990000198001${String(10 + (number % 18)).padStart(2, '0')}${String(number % 1000).padStart(3, '0')}`
  const certificateNumber = first17 + identityCheckDigit(first17)
  return { insuredId: `99020000000000000000${String(number).padStart(6, '0')}`, certificateNumber, division }
}

export interface PlantedPerson {
  readonly person: TestPerson
  readonly balance: Fen
  readonly birth?: IsoDate
  readonly enrolment?: Partial<Enrolment>
}

/** Seals nothing: the tests' secrets are made up on the spot. */
export const openBox: SecretBox = {
  seal: (text) => Buffer.from(text),
  open: (sealed) => Buffer.from(sealed).toString(),
}

export const testPolicy = fileURLToPath(new URL('./policy', import.meta.url))

export interface World {
  /** The centre that answers now; another one after a restart. */
  readonly centre: Centre
  readonly database: Database
  /** Plants people before their first message. */
  plant(people: readonly PlantedPerson[]): Promise<void>
  /** A till of one institution. */
  till(institution: Provider): Till
  /** Stops the centre and starts another one on the same database, at another time if told. */
  restart(at?: string): Promise<void>
  /** @throws Error when the centre reported faults of its own meanwhile */
  close(): Promise<void>
}

/** A value as it comes over the wire: amounts are numbers, dates are text. */
type Wire<V> = V extends number
  ? number
  : V extends string
    ? string
    : V extends readonly (infer Row)[]
      ? readonly Wire<Row>[]
      : { readonly [Name in keyof V]: Wire<V[Name]> }

export interface Answer<Output = unknown> {
  readonly infcode: number
  readonly err_msg: string
  readonly output: Output
}

/** The output of a message as its client reads it. */
export type OutputOn<N extends string> = N extends Infno ? Wire<OutputOf<Messages[N]>> : unknown

export interface Sent {
  readonly msgid: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A request as it goes over the wire, well-formed or not. */
interface Posted {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
}

export interface Till {
  readonly institution: Provider
  /** Builds and signs a message. */
  sign(infno: string, who: TestPerson | null, input: unknown, more?: Envelope): Sent
  send<N extends string>(sent: Posted, path?: string): Promise<Answer<OutputOn<N>>>
  /** Builds, signs and sends a message. */
  ask<N extends string>(
    infno: N,
    who: TestPerson | null,
    input: unknown,
    more?: Envelope,
  ): Promise<Answer<OutputOn<N>> & { readonly msgid: string }>
}

export type Envelope = Readonly<Record<string, unknown>>

let sequence = 0

function msgidOf(institution: Provider): string {
  sequence += 1
  const [second, ofSecond] = [Math.floor(sequence / 10_000), sequence % 10_000]
  return `${institution.providerCode}202311130900${String(second).padStart(2, '0')}${String(ofSecond).padStart(4, '0')}`
}

function tillOf(world: Pick<World, 'centre'>, institution: Provider, secret: string): Till {
  const sign: Till['sign'] = (infno, who, input, more = {}) => {
    const msgid = typeof more.msgid === 'string' ? more.msgid : msgidOf(institution)
    const body = JSON.stringify({
      infno,
      msgid,
      mdtrtarea_admvs: institution.division,
      insuplc_admdvs: who?.division ?? '',
      recer_sys_code: 'YIBAO',
      infver: 'V1.0',
      opter_type: '1',
      opter: '001',
      opter_name: '测试员',
      inf_time: `${today} 09:00:00`,
      fixmedins_code: institution.providerCode,
      fixmedins_name: institution.name,
      input,
      ...more,
    })
    return { msgid, body, headers: signedHeaders(institution.providerCode, secret) }
  }
  const send: Till['send'] = async ({ headers, body }, path = '/fsi/api/rsfComIfsService/callService') => {
    const answer = await world.centre.app.inject({ method: 'POST', url: path, headers, payload: body })
    if (answer.statusCode !== 200) throw new Error(`status ${answer.statusCode}: ${answer.body}`)
    return answer.json()
  }
  return {
    institution,
    sign,
    send,
    async ask<N extends string>(infno: N, who: TestPerson | null, input: unknown, more?: Envelope) {
      const sent = sign(infno, who, input, more)
      return { ...(await send<N>(sent)), msgid: sent.msgid }
    },
  }
}

export function signedHeaders(account: string, secret: string, more: Envelope = {}): Record<string, string> {
  const timestamp = typeof more.timestamp === 'string' ? more.timestamp : String(Math.floor(Date.now() / 1000))
  const nonce = typeof more.nonce === 'string' ? more.nonce : randomUUID()
  return {
    'content-type': 'text/plain',
    'x-tif-paasid': account,
    'x-tif-timestamp': timestamp,
    'x-tif-nonce': nonce,
    'x-tif-signature': tifSignature(localCrypto, { timestamp, secret, nonce }),
  }
}

/** The secret of an institution's only key in the test world. */
export function secretOf(institution: Provider): string {
  return createHash('sha256').update(`secret of ${institution.providerCode}`).digest('hex')
}

/** Plants three institutions with one operator each, and the test items; no people. */
async function plantReference(database: Database) {
  const institutions = [hospital, otherHospital, pharmacy, countyHospital]
  const at = localDateTime(`${today} 08:00:00`)
  const writers = importWriters(database.pool)
  await writers.writeProviders(institutions)
  await writers.writeOperators(
    institutions.map(({ providerCode }) => ({ providerCode, operatorNumber: '001', name: '测试员' })),
  )
  await writers.writeProviderKeys(
    institutions.map((institution) => ({
      account: institution.providerCode,
      providerCode: institution.providerCode,
      sealedSecret: openBox.seal(secretOf(institution)),
      createdAt: at,
    })),
  )
  await writers.writeCatalogItems(Object.values(items))
  return { plant: (people: readonly PlantedPerson[]) => writers.writeMembers(people.map(memberOf), at) }
}

/** Opens a centre on a fresh database with what every test needs. */
export async function openWorld(
  database: Database,
  more: Partial<Pick<CentreOptions, 'profiles' | 'operations' | 'log' | 'dataDir'>> = {},
): Promise<World> {
  const { plant } = await plantReference(database)
  const packs = [...(await loadPacks(testPolicy)), ...(await loadPacks(policyFolder))]
  let clock = shiftedClock(localDateTime(`${today} 09:00:00`))
  const faults: string[] = []
  const log = (line: string): void => {
    faults.push(line)
  }
  const open = (): Promise<Centre> => openCentre({ database, secretBox: openBox, clock, packs, log, ...more })
  let centre = await open()
  const world: World = {
    get centre() {
      return centre
    },
    database,
    plant,
    till: (institution) => tillOf(world, institution, secretOf(institution)),
    async restart(at) {
      await centre.close()
      if (at !== undefined) clock = shiftedClock(localDateTime(at))
      centre = await open()
    },
    async close() {
      await centre.close()
      if (faults.length > 0) throw new Error(`the centre reported faults:\n${faults.join('\n')}`)
    },
  }
  return world
}

function memberOf({ person: { insuredId, certificateNumber, division }, balance, enrolment, birth }: PlantedPerson) {
  return {
    insured: {
      insuredId,
      name: `测试${randomBytes(1).toString('hex')}`,
      certificateType: '01',
      certificateNumber,
      gender: 'male' as const,
      birth: birth ?? isoDate('1980-01-10'),
    },
    cardNumber: null,
    enrolment: {
      scheme: '310' as const,
      division: divisionCode(division),
      status: 'active' as const,
      personType: '1101',
      range: { from: isoDate('2020-01-01'), until: null },
      civilServant: false,
      consecutiveYears: 4,
      employer: '测试单位',
      traits: {},
      ...enrolment,
    },
    openingBalance: balance,
  }
}
