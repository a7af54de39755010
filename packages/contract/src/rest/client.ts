import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { Changed } from './errors.ts'
import { fileTypeOf, type RestFile, type Route, type Words } from './route.ts'
import { type Answer, type Input, type RouteName, routes } from './routes.ts'
import { namesIn } from './schemas.ts'

/** Why a call has no answer: what the centre refused it with, or what kept it from reaching the centre. */
export interface RestFailure {
  /** A code of the route, a shared one (`rest.…`), or `client.unreachable`, `client.unreadable`. */
  readonly code: string
  readonly status: number | null
  readonly message: Words
  readonly cure: Words
  readonly field?: string
  readonly value?: string
  readonly expected?: Words
  readonly reference?: string
  readonly retryAfterSeconds?: number
  /** Who was faster, where somebody else changed what one looked at. */
  readonly changed?: Changed
}

/** As much of `AbortSignal` as is needed; the contract knows no environment. */
interface Signal {
  throwIfAborted(): void
}

interface Sending {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly credentials: 'same-origin'
  readonly body?: string
  readonly signal?: Signal
}

/** As much of `Response` as is needed. */
interface Received {
  readonly ok: boolean
  readonly status: number
  readonly headers: { get(name: string): string | null }
  text(): Promise<string>
  arrayBuffer(): Promise<ArrayBuffer>
}

/** As much of `fetch` as is needed. */
export type Send = (url: string, init: Sending) => Promise<Received>

/** The `fetch` that browsers and Node have. */
const ownFetch = (): Send | undefined => Reflect.get(globalThis, 'fetch') as unknown as Send | undefined

const ownSend: Send = (url, init) => {
  const send = ownFetch()
  return send === undefined ? Promise.reject(new Error('no fetch here: give one')) : send(url, init)
}

interface CallOptions {
  readonly signal?: Signal
}

export interface RestClientOptions {
  /** `http://127.0.0.1:8080`; empty in a page of the centre itself, whose cookie then holds the session. */
  readonly url: string
  /** A bearer token; without one the cookie of a browser counts. */
  readonly token?: string
  readonly fetch?: Send
}

type CallArguments<Name extends RouteName> =
  Record<never, never> extends Input<Name>
    ? [input?: Input<Name>, options?: CallOptions]
    : [input: Input<Name>, options?: CallOptions]

export interface RestClient {
  /** Calls a route; a refusal is a value. @throws nothing but what `signal` is aborted with */
  call<Name extends RouteName>(name: Name, ...given: CallArguments<Name>): Promise<Result<Answer<Name>, RestFailure>>
  /** The same client with a session's token. */
  withToken(token: string): RestClient
}

const byName: ReadonlyMap<string, Route> = new Map(routes.map((one) => [one.name, one]))

/** The address and body of a call. What the route does not know goes along as well, so that the centre refuses it. */
function requestOf({ method, path, params, query, body }: Route, input: Readonly<Record<string, unknown>>) {
  const given = Object.entries(input).filter(([, value]) => value !== undefined)
  const inPath = new Set(namesIn(params))
  const inQuery = new Set(namesIn(query))
  const rest = given.filter(([name]) => !inPath.has(name))
  const asked = rest.filter(([name]) => body === undefined || inQuery.has(name))
  const told = rest.filter(([name]) => body !== undefined && !inQuery.has(name))
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name] ?? '')))
  const search = asked
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&')
  return {
    method,
    address: search === '' ? address : `${address}?${search}`,
    body: body === undefined ? null : JSON.stringify(Object.fromEntries(told)),
  }
}

const failure = (code: string, status: number | null, zh: string, en: string): RestFailure => ({
  code,
  status,
  message: { zh, en },
  cure: { zh: '请检查网络和地址后再试', en: 'check the network and the address, then try again' },
})

function failureOf(status: number, body: unknown): RestFailure {
  const error: unknown = typeof body === 'object' && body !== null && 'error' in body ? body.error : null
  if (typeof error !== 'object' || error === null || !('code' in error)) {
    return failure('client.unreadable', status, `应答无法读取（${status}）`, `the answer cannot be read (${status})`)
  }
  // What a centre of this contract answers has the shape of `errorAnswer`.
  return { ...(error as Omit<RestFailure, 'status'>), status }
}

function filenameOf(disposition: string | null): string {
  const coded = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1]
  return coded === undefined ? '' : decodeURIComponent(coded)
}

async function answerOf(route: Route, response: Received): Promise<Result<unknown, RestFailure>> {
  const isFile = fileTypeOf(route) !== null
  if (response.ok && isFile) {
    const content = new Uint8Array(await response.arrayBuffer())
    const file: RestFile = { filename: filenameOf(response.headers.get('content-disposition')), content }
    return ok(file)
  }
  const text = await response.text()
  try {
    const body: unknown = JSON.parse(text)
    return response.ok ? ok(body) : refuse(failureOf(response.status, body))
  } catch {
    return refuse(failureOf(response.status, null))
  }
}

/** A client of the REST interface whose calls are typed by the table of routes. */
export function openRestClient({ url, token, fetch: send = ownSend }: RestClientOptions): RestClient {
  const call = async (
    name: RouteName,
    input: Readonly<Record<string, unknown>> = {},
    { signal }: CallOptions = {},
  ): Promise<Result<unknown, RestFailure>> => {
    const route = byName.get(name)
    if (route === undefined) throw new RangeError(`no route ${name}`)
    const { method, address, body } = requestOf(route, input)
    const headers = {
      accept: fileTypeOf(route) ?? 'application/json',
      'x-yibao-csrf': '1',
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    }
    const sending: Sending = {
      method,
      headers,
      credentials: 'same-origin',
      ...(body === null ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    }
    try {
      return await answerOf(route, await send(url + address, sending))
    } catch (error) {
      signal?.throwIfAborted()
      const told = error instanceof Error ? error.message : String(error)
      return refuse(failure('client.unreachable', null, `无法连接 ${url}：${told}`, `cannot reach ${url}: ${told}`))
    }
  }
  return {
    // What a centre answers has the shape of the route's own schema.
    call: call as RestClient['call'],
    withToken: (other) => openRestClient({ url, token: other, fetch: send }),
  }
}
