import { invariant } from '@yibao/core/kernel'
import { type Role, roles, roleTerms, type Scope, wholeRegion } from '@yibao/core/office'
import type pg from 'pg'
import { atConsole, type OperationSource, operationOf } from '../src/flows/operation-log.ts'
import type { SignInHint } from '../src/flows/sign-in-hints.ts'
import { officeDesk } from '../src/office-desk.ts'
import { type Town, townDivision } from './town.ts'

interface DemoPerson {
  readonly userId: string
  readonly role: Role
  readonly scope: Scope
  readonly place: SignInHint['place']
}

export const demoUser = (role: Role): string => `demo.${role}`

/** Nobody reviews alone. */
export const secondAuditor = 'demo.auditor2'

/** One of every role, where it is used; a second auditor, and the till of a pharmacy. */
function peopleOf({ institutions }: Town): readonly DemoPerson[] {
  const hospital = institutions.find(({ provider }) => provider.kind === 'hospital')?.provider
  const pharmacy = institutions.find(({ provider }) => provider.kind === 'pharmacy')?.provider
  invariant(hospital !== undefined && pharmacy !== undefined, 'a town has a hospital and a pharmacy')
  const places = {
    whole: {
      scope: { kind: 'region', division: wholeRegion },
      place: { zh: '全部', en: 'everywhere' },
    },
    region: {
      scope: { kind: 'region', division: townDivision },
      place: { zh: `统筹区 ${townDivision}`, en: `region ${townDivision}` },
    },
    institution: {
      scope: { kind: 'institution', providerCode: hospital.providerCode },
      place: { zh: hospital.name, en: hospital.providerCode },
    },
  } as const
  const everyRole = roles.map((role): DemoPerson => ({ userId: demoUser(role), role, ...places[roleTerms(role).fits] }))
  return [
    ...everyRole,
    { userId: secondAuditor, role: 'auditor', ...places.region },
    {
      userId: 'demo.pharmacy',
      role: 'cashier',
      scope: { kind: 'institution', providerCode: pharmacy.providerCode },
      place: { zh: pharmacy.name, en: pharmacy.providerCode },
    },
  ]
}

/**
 * Makes the accounts of a demo, each with a password of its own that need not be changed. Only the process that made them
 * knows the passwords: the database has their hashes, as of anybody's.
 *
 * @throws Error when one could not be made
 */
export async function plantDemoPeople(
  pool: pg.Pool,
  source: OperationSource,
  town: Town,
): Promise<readonly SignInHint[]> {
  const desk = officeDesk(pool, source)
  return Promise.all(
    peopleOf(town).map(async ({ userId, role, scope, place }) => {
      const password = desk.hasher.makePassword()
      const hash = await desk.hasher.hash(password)
      invariant(hash !== null, 'no more accounts are made than may wait for their hash')
      const [name] = roleTerms(role).name
      const account = {
        userId,
        name: `演示${name}`,
        staffNumber: userId.toUpperCase(),
        grants: [{ role, scope }],
        grantIds: [`G${desk.newId()}`],
        password: { hash, setAt: desk.now(), mustChange: false },
      }
      const made = await desk.users.add(account, operationOf(desk, atConsole, { action: 'users.add', target: userId }))
      if (!made.ok) throw new Error(`${userId}: ${made.error.code}`)
      return { userId, password, role, place }
    }),
  )
}
