/** A small generator of numbers below `bound`, the same in every run of one seed. */
export function seeded(seed: number): (bound: number) => number {
  let state = seed >>> 0
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

export type Random = ReturnType<typeof seeded>

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Where a value hangs, so that it can be replaced or taken out. */
interface Spot {
  readonly holder: Json[] | { [key: string]: Json }
  readonly key: string | number
}

function spotsOf(value: Json): Spot[] {
  if (typeof value !== 'object' || value === null) return []
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value)
  return [...keys].flatMap((key) => [{ holder: value, key }, ...spotsOf(read({ holder: value, key }))])
}

function read({ holder, key }: Spot): Json {
  return (holder as { [key: string]: Json })[key] ?? null
}

/** A spoiled object may have lost its own way to become text. */
const textOf = (value: Json): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))

function write({ holder, key }: Spot, value: Json): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true })
}

function drop({ holder, key }: Spot): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else delete holder[key]
}

/** Stands for nesting so deep that no JSON writer would get through it; it is put in as text. */
const abyss = '\u2620'

const oddTexts = [
  '',
  ' ',
  'null',
  'undefined',
  'NaN',
  '-0',
  '+1',
  '1e5',
  '00012.50',
  '0.001',
  '-1',
  '99999999999999.99',
  '0x10',
  '１２',
  "'; drop table settlement; --",
  '%00',
  '../../etc/passwd',
  '0000-00-00',
  '2023-02-30',
  '9999-12-31 23:59:59',
  '1000-01-01',
  '2023-11-13T09:00:00',
  '\u0000',
  'a\u0000b',
  '\u001f\u007f\r\n\t',
  '\ud800',
  'a\udc00b',
  '\u202e\ufeff\ufffd',
  '𠮷'.repeat(31),
  '[',
  '{"acct_pay":1}',
  '{"acct_pay":{}}',
]
const oddValues: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  0.1,
  1e21,
  1e300,
  -1e-7,
  2 ** 60,
  [],
  {},
  [[]],
  [{}],
  [null],
]
const oddKeys = ['__proto__', 'constructor', 'toString', '', 'psn_no ', '\u0000', 'data', 'x'.repeat(1_000)]

type Mutation = (spot: Spot, random: Random, pick: () => Spot) => void

const pickFrom = <T>(list: readonly T[], random: Random, otherwise: T): T => list[random(list.length)] ?? otherwise

/** A value that reads as well as the one it replaces and says something else: what gets as far as the decisions. */
const believable: Mutation = (spot, random) => {
  const value = read(spot)
  if (typeof value === 'number') return write(spot, [value + 1, value * 2, -value, value / 2][random(4)] ?? 0)
  if (typeof value !== 'string' || value === '') return
  const at = random(value.length)
  const other = /\d/.test(value.charAt(at)) ? String(random(10)) : 'x'
  write(spot, value.slice(0, at) + other + value.slice(at + 1))
}

const mutations: readonly Mutation[] = [
  ...Array<Mutation>(6).fill(believable),
  (spot) => drop(spot),
  (spot, random) => write(spot, structuredClone(pickFrom(oddValues, random, null))),
  (spot, random) => write(spot, pickFrom(oddTexts, random, '')),
  (spot, random) => write(spot, pickFrom(oddTexts, random, '')),
  (spot) => write(spot, textOf(read(spot))),
  (spot) => write(spot, JSON.stringify(read(spot))),
  (spot) => write(spot, [read(spot)]),
  (spot) => write(spot, { inner: read(spot) }),
  (spot, random) => write(spot, pickFrom(['x', '长', '\u0001', '"'], random, 'x').repeat(random(10_000))),
  (spot) => write(spot, abyss),
  (spot, random) => write(spot, Array<Json>([0, 2, 3, 501][random(4)] ?? 0).fill(read(spot))),
  (spot, _, pick) => write(spot, structuredClone(read(pick()))),
  (spot, random) => {
    if (Array.isArray(spot.holder)) return
    write({ holder: spot.holder, key: pickFrom(oddKeys, random, '') }, read(spot))
  },
  (spot, random) => {
    const text = textOf(read(spot))
    write(
      spot,
      text.slice(0, random(text.length + 1)) + pickFrom(oddTexts, random, '') + text.slice(random(text.length + 1)),
    )
  },
]

function nested(random: Random): string {
  const depth = 1 + random(10_000)
  return random(2) === 0 ? '['.repeat(depth) + ']'.repeat(depth) : `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
}

/** A copy of an envelope with one or two things wrong, as JSON text. */
export function mutated(envelope: unknown, random: Random): string {
  const copy = structuredClone(envelope) as Json
  for (let times = 1 + random(2); times > 0; times -= 1) {
    // Most blows fall on the input: behind a broken envelope nobody looks at it.
    const input = read({ holder: copy as { [key: string]: Json }, key: 'input' })
    const spots = spotsOf(random(6) === 0 ? copy : input)
    const pick = (): Spot => pickFrom(spots, random, { holder: [copy], key: 0 })
    pickFrom(mutations, random, drop)(pick(), random, pick)
  }
  return JSON.stringify(copy).replaceAll(`"${abyss}"`, () => nested(random))
}

const encodings: readonly ((body: Buffer, random: Random) => Buffer)[] = [
  (body, random) => body.subarray(0, random(body.length)),
  (body) => Buffer.from(body.toString(), 'utf16le'),
  (body) => Buffer.from(body.toString(), 'latin1'),
  (body) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]),
  (body) => Buffer.concat([Buffer.from([0xff, 0xfe]), body]),
  (body, random) => {
    const copy = Buffer.from(body)
    for (let times = random(4); times >= 0; times -= 1) copy[random(copy.length)] = random(256)
    return copy
  },
  (body, random) => {
    const at = random(body.length)
    return Buffer.concat([body.subarray(0, at), Buffer.from([0xb2, 0xe2, 0xca, 0xd4]), body.subarray(at)])
  },
  (body) => Buffer.concat([body, body]),
  () => Buffer.alloc(0),
]

/** The bytes of a body, one time in eight spoiled on their way. */
export function transmitted(body: string, random: Random): Buffer {
  const bytes = Buffer.from(body)
  if (random(8) !== 0 || bytes.length === 0) return bytes
  return pickFrom(encodings, random, (same) => same)(bytes, random)
}
