import { isIP } from 'node:net'
import { type RestError, type Route, restErrors } from '@yibao/contract/rest'
import { ok, parseDivisionCode, type Result, refuse } from '@yibao/core/kernel'
import {
  type Circumstances,
  nowhere,
  type Reach,
  type Right,
  reachesAnything,
  reachOf,
  reachWithin,
} from '@yibao/core/office'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { lastChange, type OperationLog, type OperationSource, operationOf } from '../../flows/operation-log.ts'
import type { SignedIn } from '../../flows/sessions-ports.ts'
import type { OpenContext, SignedInContext } from './handler.ts'

/** Who is behind a token. */
interface RestSessions {
  /** Null when the token stands for no session, or may not be used from there. */
  userOf(token: string, from: Circumstances): Promise<SignedIn | null>
}

export interface AdmitOptions {
  readonly sessions: RestSessions
  readonly log: OperationLog
  readonly source: OperationSource
}

const sessionCookie = 'yibao_session'

const agentAtMost = 200

const headerOf = ({ headers }: FastifyRequest, name: string): string => {
  const value = headers[name]
  return typeof value === 'string' ? value : ''
}

/** A proxy may pass on anything as an address; what is none is left out, and the next nearer one counts. */
function addressOf({ ip, ips }: FastifyRequest): string {
  return ips?.findLast((one) => isIP(one) !== 0) ?? ip
}

function circumstancesOf(request: FastifyRequest): Circumstances {
  return { address: addressOf(request), agent: headerOf(request, 'user-agent').slice(0, agentAtMost).toWellFormed() }
}

/** The token of a request, and whether a browser added it by itself. */
function tokenOf(request: FastifyRequest): { readonly token: string; readonly byBrowser: boolean } | null {
  const bearer = /^Bearer +(\S{1,200})$/i.exec(headerOf(request, 'authorization'))?.[1]
  if (bearer !== undefined) return { token: bearer, byBrowser: false }
  const kept = request.cookies[sessionCookie]
  return kept === undefined || kept === '' ? null : { token: kept.slice(0, 200), byBrowser: true }
}

/**
 * Whether a page of another site may have sent this request with our cookie. Our own pages say so in a header that
 * other sites cannot send; old browsers are known by where the request comes from.
 */
function isForeign(request: FastifyRequest, byBrowser: boolean): boolean {
  if (request.method === 'GET' || headerOf(request, 'x-yibao-csrf') !== '') return false
  const origin = headerOf(request, 'origin')
  if (!byBrowser && origin === '') return false
  const site = headerOf(request, 'sec-fetch-site')
  if (site !== '') return site !== 'same-origin'
  return !URL.canParse(origin) || new URL(origin).host !== headerOf(request, 'host')
}

function openContext(request: FastifyRequest, reply: FastifyReply): Omit<OpenContext, 'signedIn'> {
  // Over TLS, also when a proxy that we believe ended it, the cookie never travels without.
  const secure = request.protocol === 'https'
  const settings = { path: '/api', httpOnly: true, sameSite: 'strict', secure } as const
  return {
    from: circumstancesOf(request),
    cookie: {
      set: (token) => void reply.setCookie(sessionCookie, token, settings),
      clear: () => void reply.clearCookie(sessionCookie, settings),
    },
  }
}

/**
 * The one place in which rights are enforced: who asks, whether the route is open to him, and how far he reaches.
 *
 * @returns the context of the handler, or the shared error to answer
 */
export async function admit(
  { sessions, log, source }: AdmitOptions,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Result<OpenContext | SignedInContext, RestError>> {
  const found = tokenOf(request)
  const open = openContext(request, reply)
  if (isForeign(request, found?.byBrowser ?? false)) return refuse(restErrors.foreignOrigin)
  const signedIn = found === null ? null : await sessions.userOf(found.token, open.from)
  if (route.right === 'anyone') return ok({ ...open, signedIn })
  if (signedIn === null) return refuse(restErrors.noSession)
  const { user, sessionId, mustChangePassword } = signedIn
  const actor = { hand: { kind: 'user', user }, sessionId, from: open.from } as const
  const noteRefused = (reason: string, target: string | null): Promise<void> =>
    log.note(operationOf(source, actor, { action: route.name, target, outcome: 'refused', reason }))
  const looksAt = headerOf(request, 'x-yibao-region')
  const region = looksAt === '' ? null : parseDivisionCode(looksAt)
  if (region?.ok === false) return refuse(restErrors.badRegion)
  const reachFor = (right: Right): Reach => {
    const whole = reachOf(user, right)
    return region === null ? whole : reachWithin(whole, region.value)
  }
  const reach = route.right === 'signed-in' ? nowhere : reachFor(route.right)
  if (route.right !== 'signed-in') {
    if (mustChangePassword) return refuse(restErrors.passwordFirst)
    if (!reachesAnything(reach)) {
      await noteRefused(restErrors.noRight.code, null)
      return refuse(restErrors.noRight)
    }
  }
  const beyondReach = (target: string): Promise<void> => noteRefused('rest.beyond-reach', target)
  const changed: SignedInContext['changed'] = async (room, target) => ({
    changed: (await lastChange(log, room, target)) ?? { by: null, at: null },
  })
  return ok({ ...open, signedIn, user, reach, reachFor, actor, beyondReach, changed })
}
