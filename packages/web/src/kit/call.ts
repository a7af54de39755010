import {
  type Answer,
  type Input,
  openRestClient,
  type RestFailure,
  type RouteName,
  routes,
  type Send,
  type Words,
} from '@yibao/contract/rest'
import type { Result } from '@yibao/core/kernel'

/** A call that was refused, or did not reach the centre: what happened, and what to do about it. */
export class CallFailure extends Error {
  readonly failure: RestFailure

  constructor(failure: RestFailure) {
    super(failure.message.en)
    this.name = 'CallFailure'
    this.failure = failure
  }
}

/** Whether the outcome of a change is not known, for it may have reached the centre. */
export const isUnknown = ({ failure: { status, code } }: CallFailure): boolean =>
  code.startsWith('client.') || (status !== null && status >= 500 && code !== 'rest.unavailable')

const retry: Words = {
  zh: '请检查网络；平台恢复后可重试',
  en: 'check the network; try again when the centre is back',
}

/** What did not only look may have been done although its answer was lost. */
const lookFirst: Words = {
  zh: `${retry.zh}。没有收到应答的办理可能已经生效，请先刷新核对`,
  en: `${retry.en}. What was asked to be changed may have been: reload and look first`,
}

const onlyLooks = (name: RouteName): boolean => routes.some((one) => one.name === name && one.method === 'GET')

/** Words of the console for a centre that did not answer. */
const unreachable = (failure: RestFailure, cure: Words): CallFailure =>
  new CallFailure({ ...failure, message: { zh: '无法连接平台', en: 'The centre cannot be reached' }, cure })

let region: string | null = null

/** Narrows every later call to a region; null for all that one reaches. */
export function lookOnlyAt(division: string | null): void {
  region = division
}

const send: Send = (url, { headers, ...rest }) =>
  fetch(url, {
    ...rest,
    headers: region === null ? { ...headers } : { ...headers, 'x-yibao-region': region },
  } as RequestInit)

interface CallOptions {
  readonly signal?: AbortSignal
}

const client = openRestClient({ url: '', fetch: send })

/** The client lets the input away where all of it is optional; here it is always given. */
const ask = client.call as <Name extends RouteName>(
  name: Name,
  input: Input<Name>,
  options: CallOptions,
) => Promise<Result<Answer<Name>, RestFailure>>

/** Asks for a sign-in and resolves when there is a session again. */
type SignInAgain = () => Promise<void>

let signInAgain: SignInAgain | null = null
let signingIn: Promise<void> | null = null

/** Says who asks for a sign-in when a session has ended under a page. */
export function whenSessionEnds(ask: SignInAgain | null): void {
  signInAgain = ask
  signingIn = null
}

/** Routes of signing in and out tell of no session by themselves. */
const ofSession = (name: RouteName): boolean => name.startsWith('session.')

/**
 * Calls a route of the centre. When the session has ended, the shell asks to sign in again and the call goes on: what
 * was typed into a page stays.
 *
 * @throws CallFailure
 */
export async function call<Name extends RouteName>(
  name: Name,
  input: Input<Name>,
  options: CallOptions = {},
): Promise<Answer<Name>> {
  const answer = await ask(name, input, options)
  if (answer.ok) return answer.value
  const { error } = answer
  if (error.code === 'rest.no-session' && signInAgain !== null && !ofSession(name)) {
    signingIn ??= signInAgain().finally(() => {
      signingIn = null
    })
    await signingIn
    return await call(name, input, options)
  }
  if (error.code === 'client.unreachable') throw unreachable(error, onlyLooks(name) ? retry : lookFirst)
  throw new CallFailure(error)
}
