import type { Input, RouteName } from '@yibao/contract/rest'
import { first } from './desk.ts'
import { hospital, today } from './world.ts'

/** What the probes look for: the settlement, visit and message of one person at one hospital. */
export interface Ground {
  readonly settlementId: string
  readonly visitId: string
  readonly messageId: string
}

interface Probe<Name extends RouteName> {
  readonly input: Input<Name>
  /** Whether an answer shows anything of the ground; of a file nobody can tell by its bytes. */
  readonly shows: (answer: unknown) => boolean
}

type Office =
  `${'session' | 'search' | 'todo' | 'notices' | 'users' | 'roles' | 'sessions' | 'log' | 'jobs' | 'filters' | 'keys' | 'seals' | 'centre'}.${string}`
/** Of these catalogue-rest, mapping-review, import-rest, provider-rest, till-rest, workbench-rest, payment-rest, tips-rest and casework-rest.test.ts look whom they reach: what they show has to be planted first. */
type Payer =
  `${'till' | 'catalogues' | 'mappings' | 'providers' | 'imports' | 'workbench' | 'papers' | 'payments' | 'grouping' | 'lists' | 'matters' | 'files' | 'credit' | 'evidence' | 'tips' | 'findings' | 'indicators' | 'rules'}.${string}`
/** Routes whose answers are of persons and institutions, so that it matters where the asker's role is used. */
export type ScopedRoute = Exclude<
  RouteName,
  | Office
  | Payer
  | `${'plans' | 'regions' | 'policies' | 'measures'}.${string}`
  | 'wall.warnings'
  | 'wall.income'
  | 'messages.transactions'
>

const { insuredId, certificateNumber } = first
const range = { from: today, until: today }

function rowsOf(answer: unknown): readonly unknown[] {
  return typeof answer === 'object' && answer !== null && 'rows' in answer && Array.isArray(answer.rows)
    ? answer.rows
    : []
}

const anyRow = (answer: unknown): boolean => rowsOf(answer).length > 0
const ofPerson = (answer: unknown): boolean => JSON.stringify(answer ?? '').includes(insuredId)
const counts = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'messages' in answer && answer.messages !== 0

/** One question for each route; a new route does not compile without its own. */
export const probesOn = ({
  settlementId,
  visitId,
  messageId,
}: Ground): {
  readonly [Name in Exclude<
    ScopedRoute,
    'reports.export' | 'settlements.export' | 'receipts.print' | 'receipts.mark' | 'receipts.why'
  >]: Probe<Name>
} => ({
  'people.find': { input: { certificateNumber }, shows: anyRow },
  'people.get': { input: { insuredId }, shows: ofPerson },
  'people.unmask': { input: { insuredId, reason: '核对身份' }, shows: ofPerson },
  'visits.find': { input: { insuredId }, shows: anyRow },
  'visits.get': { input: { insuredId, visitId }, shows: ofPerson },
  'settlements.find': { input: { providerCode: hospital.providerCode, ...range }, shows: anyRow },
  'settlements.count': {
    input: { providerCode: hospital.providerCode, ...range },
    shows: (answer) => !/"count":0\b/.test(JSON.stringify(answer)),
  },
  'receipts.get': { input: { insuredId, settlementId }, shows: ofPerson },
  'settlements.get': { input: { insuredId, settlementId }, shows: ofPerson },
  'settlements.timeline': { input: { insuredId, settlementId }, shows: ofPerson },
  'messages.find': { input: { providerCode: hospital.providerCode }, shows: anyRow },
  'messages.get': { input: { messageId }, shows: ofPerson },
  'messages.unmask': { input: { messageId, reason: '核对身份' }, shows: ofPerson },
  'messages.rerun': { input: { insuredId, on: today }, shows: counts },
  'reports.daily': { input: range, shows: anyRow },
  'reports.institutions': { input: range, shows: anyRow },
  'wall.figures': { input: {}, shows: (answer) => /"settled":[1-9]/.test(JSON.stringify(answer)) },
  'wall.recent': { input: {}, shows: anyRow },
  'wall.ranking': { input: {}, shows: anyRow },
  'wall.divisions': { input: {}, shows: anyRow },
})
