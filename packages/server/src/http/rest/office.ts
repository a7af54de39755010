import { type Answer, type ErrorFacts, type RouteName, routes } from '@yibao/contract/rest'
import { divisionCode, InvariantError, type LocalDateTime, ok, type Refused, type Result } from '@yibao/core/kernel'
import {
  type Grant,
  momentOf,
  type PasswordFault,
  reachesAnything,
  reachOf,
  rightNames,
  rights,
  rightsOf,
  roles,
  roleTerms,
  secondsOf,
} from '@yibao/core/office'
import { type BegunSession, signOut } from '../../flows/sessions.ts'
import type { SignedIn } from '../../flows/sessions-ports.ts'
import { changePassword, type SignInDesk, signIn } from '../../flows/sessions-sign-in.ts'
import { noHints, type SignInHints } from '../../flows/sign-in-hints.ts'
import {
  addUser,
  disableUser,
  enableUser,
  grantTo,
  listUsers,
  resetPassword,
  revokeFrom,
  unlockUser,
} from '../../flows/users.ts'
import type { Account } from '../../flows/users-ports.ts'
import { passwordFaultWords } from '../../text/office-words.ts'
import type { HandlersOf, OpenContext, RefusalOf, SignedInContext } from './handler.ts'

/** What an institution is called; null where nobody registered it. */
type NameOfInstitution = (providerCode: string) => string | null

const institutionsAtMost = 20

/** A refusal of a flow as one that the route lists. */
export function refusedBy<Name extends RouteName>(
  name: Name,
  { code }: { readonly code: string },
  facts: ErrorFacts = {},
): Refused<RefusalOf<Name>> {
  const listed = routes.find((route) => route.name === name)?.errors.some((error) => error.code === code)
  if (listed !== true) throw new InvariantError(`${name} does not list ${code}`)
  return { ok: false, error: { ...facts, code: code as RefusalOf<Name>['code'] } }
}

const defaultPage = 50

/** The grants of an answer or an order; a division of the wire has its form already. */
type WireGrant = Answer<'session.get'>['grants'][number]

const grantOf = ({ role, scope }: WireGrant): Grant => ({
  role,
  scope: scope.kind === 'region' ? { kind: 'region', division: divisionCode(scope.division) } : scope,
})

const wireGrant = ({ role, scope }: Grant): WireGrant => ({ role, scope: { ...scope } })

function personOf({ user, sessionId, mustChangePassword }: SignedIn, newsSince: LocalDateTime): Answer<'session.get'> {
  const reached = rights.map((right) => ({ right, reach: reachOf(user, right) }))
  return {
    userId: user.userId,
    name: user.name,
    grants: user.grants.map(wireGrant),
    rights: reached
      .filter(({ reach }) => reachesAnything(reach))
      .map(({ right, reach }) => ({ right, regions: [...reach.regions], institutions: [...reach.institutions] })),
    sessionId,
    mustChangePassword,
    newsSince,
  }
}

/** The first answer of a session; its token goes into the cookie, or to a program that keeps it itself. */
function begunAnswer(
  { cookie }: OpenContext,
  signedIn: SignedIn,
  { token, session, since }: BegunSession,
  keep: 'cookie' | 'token' | undefined,
): Answer<'session.signIn'> {
  if (keep !== 'token') cookie.set(token)
  return {
    ...personOf(signedIn, since.lastSignIn?.at ?? session.startedAt),
    since: { ...since, usedElsewhere: [...since.usedElsewhere] },
    token: keep === 'token' ? token : null,
  }
}

function faultWords(faults: readonly PasswordFault[]): ErrorFacts {
  const words = faults.map(passwordFaultWords)
  return {
    field: 'next',
    expected: { zh: words.map(([zh]) => zh).join('；'), en: words.map(([, en]) => en).join('; ') },
  }
}

function sessionHandlers(desk: SignInDesk, hints: SignInHints): HandlersOf<'session'> {
  return {
    async 'session.hints'() {
      const accounts = hints.accounts.map((hint) => {
        const [zh, en] = roleTerms(hint.role).name
        return { ...hint, label: { zh, en } }
      })
      return ok({ accounts, somebody: hints.somebody })
    },

    async 'session.signIn'(context, { userId, password, keep }) {
      const outcome = await signIn(desk, { userId, password, from: context.from, held: context.signedIn })
      if (!outcome.ok) return refusedBy('session.signIn', outcome.error)
      return ok(begunAnswer(context, outcome.value.signedIn, outcome.value, keep))
    },

    async 'session.get'(context) {
      const { signedIn } = context
      return ok(personOf(signedIn, await desk.sessions.newsSince(signedIn.sessionId)))
    },

    async 'session.signOut'(context) {
      await signOut(desk, context.signedIn)
      context.cookie.clear()
      return ok({ signedOut: true })
    },

    async 'session.changePassword'(context, { current, next, keep }) {
      const { signedIn } = context
      const outcome = await changePassword(desk, signedIn, { current, next })
      if (!outcome.ok) {
        const { error } = outcome
        const facts = error.code === 'office.bad-password' ? faultWords(error.faults) : {}
        return refusedBy('session.changePassword', error, facts)
      }
      const { sessionId } = outcome.value.session
      return ok(begunAnswer(context, { ...signedIn, sessionId, mustChangePassword: false }, outcome.value, keep))
    },
  }
}

function userHandlers(desk: SignInDesk, nameOf: NameOfInstitution): HandlersOf<'users' | 'roles'> {
  const userRow = (account: Account): Answer<'users.enable'> => ({
    userId: account.userId,
    name: account.name,
    staffNumber: account.staffNumber,
    grants: account.grants.map((grant) => ({
      ...wireGrant(grant),
      institution: grant.scope.kind === 'institution' ? nameOf(grant.scope.providerCode) : null,
    })),
    createdAt: account.createdAt,
    disabledAt: account.disabledAt,
    lockedUntil: account.lockedUntil > secondsOf(desk.now()) ? momentOf(account.lockedUntil) : null,
    held: account.held,
    mustChangePassword: account.mustChangePassword,
    version: account.version,
  })
  type Touching = 'users.disable' | 'users.enable' | 'users.unlock' | 'users.grant' | 'users.revoke'
  const facts = async ({ changed }: SignedInContext, userId: string, { code }: { readonly code: string }) =>
    code === 'office.changed' ? changed('users', userId) : {}
  const told = async <Name extends Touching>(
    name: Name,
    context: SignedInContext,
    userId: string,
    outcome: Result<Account, { readonly code: string }>,
  ) =>
    outcome.ok
      ? ok(userRow(outcome.value))
      : refusedBy(name, outcome.error, await facts(context, userId, outcome.error))

  return {
    async 'users.list'(_context, { text, after, limit }) {
      const query = { text: text ?? null, after: after ?? null, limit: limit ?? defaultPage }
      const { rows, next } = await listUsers(desk.users, query)
      return ok({ rows: rows.map(userRow), next })
    },

    async 'users.add'({ actor }, { userId, name, staffNumber }) {
      const outcome = await addUser(desk, actor, { userId, name, staffNumber, grants: [] })
      if (!outcome.ok) return refusedBy('users.add', outcome.error)
      return ok({ user: userRow(outcome.value.account), firstPassword: outcome.value.firstPassword })
    },

    'users.disable': async (context, { userId, seen }) =>
      told('users.disable', context, userId, await disableUser(desk, context.actor, userId, seen)),
    'users.enable': async (context, { userId, seen }) =>
      told('users.enable', context, userId, await enableUser(desk, context.actor, userId, seen)),
    'users.unlock': async (context, { userId, seen }) =>
      told('users.unlock', context, userId, await unlockUser(desk, context.actor, userId, seen)),

    async 'users.resetPassword'(context, { userId, seen }) {
      const outcome = await resetPassword(desk, context.actor, userId, seen)
      if (!outcome.ok) {
        return refusedBy('users.resetPassword', outcome.error, await facts(context, userId, outcome.error))
      }
      return ok({ user: userRow(outcome.value.account), firstPassword: outcome.value.firstPassword })
    },

    'users.grant': async (context, { userId, role, scope, seen }) =>
      told('users.grant', context, userId, await grantTo(desk, context.actor, userId, grantOf({ role, scope }), seen)),
    'users.revoke': async (context, { userId, role, scope, seen }) =>
      told(
        'users.revoke',
        context,
        userId,
        await revokeFrom(desk, context.actor, userId, grantOf({ role, scope }), seen),
      ),

    async 'roles.institutions'(_context, { search }) {
      const found = await desk.users.institutions(search.trim(), institutionsAtMost)
      return ok({ institutions: found.map(({ providerCode, name }) => ({ providerCode, name })) })
    },

    async 'roles.list'() {
      const wordsOf = ([zh, en]: readonly [string, string]) => ({ zh, en })
      return ok({
        roles: roles.map((role) => ({
          role,
          label: wordsOf(roleTerms(role).name),
          fits: roleTerms(role).fits,
          rights: rightsOf(role).map((right) => ({ right, label: wordsOf(rightNames[right]) })),
        })),
      })
    },
  }
}

/** Signing in and out, accounts and roles. */
export const officeHandlers = (
  desk: SignInDesk,
  nameOf: NameOfInstitution,
  hints: SignInHints = noHints,
): HandlersOf<'session' | 'users' | 'roles'> => ({
  ...sessionHandlers(desk, hints),
  ...userHandlers(desk, nameOf),
})
