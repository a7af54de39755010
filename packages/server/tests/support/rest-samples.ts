import type { Input, RouteName } from '@yibao/contract/rest'

/** What the samples are about; a test puts in what it planted. */
export interface SampleFacts {
  readonly insuredId: string
  readonly visitId: string
  readonly settlementId: string
  readonly messageId: string
  readonly planId: string
  readonly userId: string
  readonly sessionId: string
  readonly providerCode: string
  readonly day: string
  readonly runId: string
  readonly caseId: string
}

type Samples = { readonly [Name in RouteName]: (facts: SampleFacts) => Input<Name> }

const range = ({ day }: SampleFacts) => ({ from: day, until: day })
const grant = { role: 'clerk', scope: { kind: 'region', division: '990200' } } as const

/** One well-formed input of every route. Those that only look have an answer for somebody with the right. */
export const samples = {
  'people.find': ({ insuredId }) => ({ insuredId }),
  'people.get': ({ insuredId }) => ({ insuredId }),
  'people.unmask': ({ insuredId }) => ({ insuredId, reason: '窗口核对身份' }),
  'plans.list': () => ({}),
  'plans.get': ({ planId, day }) => ({ planId, on: day }),
  'visits.find': ({ insuredId }) => ({ insuredId }),
  'visits.get': ({ insuredId, visitId }) => ({ insuredId, visitId }),
  'settlements.find': ({ insuredId }) => ({ insuredId }),
  'settlements.get': ({ insuredId, settlementId }) => ({ insuredId, settlementId }),
  'messages.find': ({ day }) => ({ from: day }),
  'messages.get': ({ messageId }) => ({ messageId }),
  'messages.unmask': ({ messageId }) => ({ messageId, reason: '核对来源' }),
  'messages.rerun': ({ insuredId, day }) => ({ insuredId, on: day }),
  'reports.daily': range,
  'reports.institutions': range,
  'reports.export': (facts) => ({ report: 'daily', ...range(facts) }),
  'workbench.list': () => ({}),
  'workbench.compare': () => ({ comparisonId: 'C1' }),
  'workbench.institutions': () => ({ comparisonId: 'C1' }),
  'workbench.groups': () => ({ comparisonId: 'C1' }),
  'workbench.export': () => ({ comparisonId: 'C1' }),
  'papers.statement': () => ({ statementNumber: 'JS990301-310-202503-0001' }),
  'papers.workbook': () => ({ statementNumber: 'JS990301-310-202503-0001' }),
  'papers.notice': () => ({ statementNumber: 'BF990301-310-202503-0001' }),
  'payments.runs': () => ({}),
  'payments.statements': () => ({}),
  'payments.statement': ({ runId, providerCode }) => ({ runId, providerCode }),
  'payments.cases': ({ runId }) => ({ runId }),
  'payments.case': ({ runId, caseId }) => ({ runId, caseId }),
  'payments.reviews': () => ({}),
  'payments.apply': () => ({ caseId: 'C0', reason: '病情复杂' }),
  'payments.assign': () => ({ reviewId: 'W0', reviewers: ['li.si', 'wang.wu'] }),
  'payments.decide': () => ({ reviewId: 'W0', outcome: { kind: 'rejected' as const }, reason: '费用合理' }),
  'matters.list': () => ({}),
  'matters.get': () => ({ matterId: 'A0' }),
  'matters.events': () => ({ matterId: 'A0' }),
  'matters.documents': () => ({ matterId: 'A0' }),
  'matters.assignees': () => ({ matterId: 'A0' }),
  'matters.act': () => ({ matterId: 'A0', version: 1, act: 'close' as const }),
  'files.keep': () => ({ matterId: 'A0', filename: '陈述.txt', content: '5L2g5aW9' }),
  'files.get': () => ({ matterId: 'A0', sm3: '0'.repeat(64) }),
  'files.paper': () => ({ matterId: 'A0', number: 1 }),
  'credit.get': ({ providerCode }) => ({ kind: 'institution' as const, subject: providerCode }),
  'credit.act': ({ providerCode }) => ({
    kind: 'institution' as const,
    subject: providerCode,
    does: 'appeal' as const,
    refers: 1,
    reason: '不服记分',
  }),
  'session.signIn': ({ userId }) => ({ userId, password: 'a wrong one', keep: 'token' }),
  'session.get': () => ({}),
  'session.signOut': () => ({}),
  'session.changePassword': () => ({ current: 'a wrong one', next: 'Another-horse-battery-8' }),
  'users.list': () => ({}),
  'users.add': () => ({ userId: 'sample.user', name: '样例', staffNumber: 'SAMPLE-1' }),
  'users.disable': ({ userId }) => ({ userId }),
  'users.enable': ({ userId }) => ({ userId }),
  'users.resetPassword': ({ userId }) => ({ userId }),
  'users.unlock': ({ userId }) => ({ userId }),
  'users.grant': ({ userId }) => ({ userId, ...grant }),
  'users.revoke': ({ userId }) => ({ userId, ...grant }),
  'roles.list': () => ({}),
  'sessions.list': () => ({}),
  'sessions.end': ({ sessionId }) => ({ sessionId }),
  'log.find': () => ({}),
} satisfies Samples
