import type { Answer, ErrorFacts, Input } from '@yibao/contract/rest'
import type { CreditOrder } from '@yibao/core/credit'
import { dateOf, isoDate, ok, type Result, refuse } from '@yibao/core/kernel'
import { actOnCredit, type CreditArchive, creditOf } from '../../flows/credit-archive.ts'
import type { CreditDesk, CreditFlowRefusal } from '../../flows/credit-archive-ports.ts'
import { limitIs, said } from './facts.ts'
import type { HandlersOf } from './handler.ts'
import { refusedBy } from './office.ts'

function archiveView({ standing, events }: CreditArchive, subject: string): Answer<'credit.get'> {
  return { ...standing, subject, version: events.length }
}

const missing = (field: string) => refuse({ code: 'rest.bad-input', field } as const)

/** An order as core says it. Refuses with the name of a field that this kind of order asks for. */
function orderOf(asked: Input<'credit.act'>): Result<CreditOrder, { readonly code: 'rest.bad-input' } & ErrorFacts> {
  const { does, breach, responsibility, matterId, points, refers, repair } = asked
  if (does === 'record') {
    if (breach === undefined) return missing('breach')
    if (responsibility === undefined) return missing('responsibility')
    if (matterId === undefined) return missing('matterId')
    return ok({ kind: does, breach, responsibility, matterId, ...(points === undefined ? {} : { points }) })
  }
  if (refers === undefined) return missing('refers')
  if (does === 'appeal') return ok({ kind: does, refers })
  if (does === 'resolve') return points === undefined ? missing('points') : ok({ kind: does, refers, points })
  return repair === undefined ? missing('repair') : ok({ kind: does, refers, repair })
}

function factsOf(refusal: CreditFlowRefusal): ErrorFacts {
  switch (refusal.code) {
    case 'credit.points':
      return { field: 'points', value: String(refusal.points), ...said(`${refusal.least}..${refusal.most}`) }
    case 'credit.too-late':
      return limitIs(refusal.until, refusal.today)
    case 'credit.already-recorded':
      return { field: 'matterId', value: String(refusal.number) }
    case 'credit.repair-cap':
      return { field: 'repair', ...said(String(refusal.most)) }
    default:
      return {}
  }
}

/** Credit archives; an institution's office sees its own. */
export function creditHandlers(desk: CreditDesk): HandlersOf<'credit'> {
  return {
    'credit.get': async (context, { kind, subject, on }) => {
      const day = on === undefined ? dateOf(desk.now()) : isoDate(on)
      const found = await creditOf(desk, context, { kind, subject }, day)
      return found.ok ? ok(archiveView(found.value, subject)) : refusedBy('credit.get', found.error)
    },

    'credit.act': async (context, asked) => {
      const order = orderOf(asked)
      if (!order.ok) return order
      const { kind, subject, reason, seen } = asked
      const by = { ...context, userId: context.user.userId }
      const done = await actOnCredit(desk, by, { of: { kind, subject }, order: order.value, reason, seen })
      if (!done.ok) {
        const late = done.error.code === 'credit.changed-meanwhile'
        return refusedBy(
          'credit.act',
          done.error,
          late ? await context.changed('credit', subject) : factsOf(done.error),
        )
      }
      return ok(archiveView(done.value, subject))
    },
  }
}
