import { invariant } from '@yibao/core/kernel'
import { type Role, roles, roleTerms, type Scope, wholeRegion } from '@yibao/core/office'
import type pg from 'pg'
import { atConsole, type OperationSource, operationOf } from '../src/flows/operation-log.ts'
import type { SignInHint, SignInHints } from '../src/flows/sign-in-hints.ts'
import { officeDesk } from '../src/office-desk.ts'
import { type Town, townDivision } from './town.ts'

/** What there is to try, by role; the daily work first, as the sign-in page shows it. */
const work: Readonly<Record<Role, SignInHint['work']>> = {
  cashier: {
    zh: '识别、录入、结算、退费、出入院、结班',
    en: 'identify, enter, settle, refund, admit, close the shift',
  },
  'institution-office': {
    zh: '查本院结算、答复疑点、看月结算',
    en: 'settlements of the hospital, answers to findings, months',
  },
  clerk: { zh: '参保、目录、定点、导入、月结算', en: 'people, catalogues, institutions, imports, months' },
  auditor: { zh: '疑点、指标、规则、初审与复审', en: 'findings, indicators, rules, first and second review' },
  'supervision-lead': { zh: '指派、审批、举报', en: 'assign, approve, tips' },
  'legal-reviewer': { zh: '案件法制审核', en: 'legal review of matters' },
  'evidence-keeper': { zh: '证据出入库与盘点', en: 'evidence out and in, stock-take' },
  leader: { zh: '大屏与各项汇总', en: 'the wall and every sum behind it' },
  'policy-maker': { zh: '政策参数、试算、测算', en: 'parameters, what-if bills, methods compared' },
  'system-admin': { zh: '建账号、看运行', en: 'accounts, health' },
  'security-admin': { zh: '授予角色、解锁', en: 'roles, unlocking' },
  'audit-admin': { zh: '操作日志', en: 'the operation log' },
}

interface DemoPerson {
  readonly userId: string
  readonly role: Role
  readonly scope: Scope
  readonly place: SignInHint['place']
  readonly work: SignInHint['work']
}

export const demoUser = (role: Role): string => `demo.${role}`

/** Nobody reviews alone. */
export const secondAuditor = 'demo.auditor2'

const order = Object.keys(work)
const rank = (role: Role): number => order.indexOf(role)

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
      place: { zh: `宁波市 ${townDivision}`, en: `Ningbo ${townDivision}` },
    },
    institution: {
      scope: { kind: 'institution', providerCode: hospital.providerCode },
      place: { zh: hospital.name, en: hospital.name },
    },
  } as const
  const everyRole = roles.map(
    (role): DemoPerson => ({
      userId: demoUser(role),
      role,
      work: work[role],
      ...places[roleTerms(role).fits],
    }),
  )
  const people: readonly DemoPerson[] = [
    ...everyRole,
    { userId: secondAuditor, role: 'auditor', work: work.auditor, ...places.region },
    {
      userId: 'demo.pharmacy',
      role: 'cashier',
      scope: { kind: 'institution', providerCode: pharmacy.providerCode },
      place: { zh: pharmacy.name, en: pharmacy.name },
      work: { zh: '识别、售药、结算、退费、结班', en: 'identify, sell, settle, refund, close the shift' },
    },
  ]
  return people.toSorted((one, other) => rank(one.role) - rank(other.role))
}

/**
 * Makes the accounts of a demo, each with a password of its own that need not be changed. Only the process that made them
 * knows the passwords: the database has their hashes, as of anybody's.
 *
 * @throws Error when one could not be made
 */
export async function plantDemoPeople(pool: pg.Pool, source: OperationSource, town: Town): Promise<SignInHints> {
  const somebody = town.members.findLast(({ enrolment }) => enrolment.status === 'active')
  invariant(somebody !== undefined, 'a town has people who work')
  const desk = officeDesk(pool, source)
  const accounts = await Promise.all(
    peopleOf(town).map(async ({ userId, role, scope, place, work }) => {
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
      return { userId, password, role, place, work }
    }),
  )
  return { accounts, somebody: somebody.insured.certificateNumber }
}
