import { openRestClient, type RestClient, type Send } from '@yibao/contract/rest'
import { divisionCode } from '@yibao/core/kernel'
import type { Grant, Role } from '@yibao/core/office'
import { atConsole, operationOf } from '../../src/flows/operation-log.ts'
import { idSource } from '../../src/ids.ts'
import { officeDesk } from '../../src/office-desk.ts'
import type { World } from './world.ts'

/** `fetch` that goes into the centre without a socket. */
function sendInto(world: Pick<World, 'centre'>): Send {
  return async (url, { method, headers, body }) => {
    const answer = await world.centre.app.inject({
      method: method as 'GET',
      url,
      headers,
      ...(body === undefined ? {} : { payload: body }),
    })
    return {
      ok: answer.statusCode < 400,
      status: answer.statusCode,
      headers: { get: (name) => (answer.headers[name] === undefined ? null : String(answer.headers[name])) },
      text: async () => answer.body,
      arrayBuffer: async () => new Uint8Array(answer.rawPayload).buffer,
    }
  }
}

export const region = (role: Role, division = '000000'): Grant => ({
  role,
  scope: { kind: 'region', division: divisionCode(division) },
})

export const institution = (role: Role, providerCode: string): Grant => ({
  role,
  scope: { kind: 'institution', providerCode },
})

/** The password of every colleague. */
export const colleaguePassword = 'Correct-horse-battery-9'
let count = 0

/** Somebody with these roles, signed in. */
export interface Colleague {
  readonly userId: string
  readonly token: string
  readonly client: RestClient
}

/** Makes an account with roles, as if its owner had changed the first password, and signs in. */
export async function colleague(world: World, ...grants: readonly Grant[]): Promise<Colleague> {
  count += 1
  const [userId, staffNumber, name] = [`colleague${count}`, `S${count}`, `同事${count}`]
  const now = world.centre.ports.clock.now
  const desk = officeDesk(world.database.pool, { newId: idSource(), now })
  const hash = await desk.hasher.hash(colleaguePassword)
  if (hash === null) throw new Error('the hasher is busy')
  const account = { userId, name, staffNumber, grants, grantIds: grants.map(() => `G${desk.newId()}`) }
  const added = await desk.users.add(
    { ...account, password: { hash, setAt: now(), mustChange: false } },
    operationOf(desk, atConsole, { action: 'users.add', target: userId }),
  )
  if (!added.ok) throw new Error(added.error.code)
  const client = openRestClient({ url: '', fetch: sendInto(world) })
  const signedIn = await client.call('session.signIn', { userId, password: colleaguePassword, keep: 'token' })
  if (!signedIn.ok || signedIn.value.token === null) throw new Error(JSON.stringify(signedIn))
  const { token } = signedIn.value
  return { userId, token, client: client.withToken(token) }
}

/** Somebody whom nobody signed in. */
export const stranger = (world: Pick<World, 'centre'>): RestClient =>
  openRestClient({ url: '', fetch: sendInto(world) })

/** The same person, looking at one region only. */
export function lookingAt(world: Pick<World, 'centre'>, { token }: Colleague, division: string): RestClient {
  const send = sendInto(world)
  return openRestClient({
    url: '',
    token,
    fetch: (url, { headers, ...rest }) => send(url, { ...rest, headers: { ...headers, 'x-yibao-region': division } }),
  })
}

/** The answer of a call. @throws Error with the refusal */
export async function answered<T>(
  call: Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: object }>,
): Promise<T> {
  const outcome = await call
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error))
  return outcome.value
}

/** The code with which a call was refused, with its status; `200` when it was answered. */
export async function codeOf(
  call: Promise<{ readonly ok: boolean; readonly error?: { readonly code: string; readonly status: number | null } }>,
): Promise<string> {
  const { error } = await call
  return error === undefined ? '200' : `${error.status} ${error.code}`
}
