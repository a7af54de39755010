import { addFen, dateOf, ok, type Result, zeroFen } from '@yibao/core/kernel'
import {
  applicationOf,
  type Claim,
  type ClaimFigures,
  type ClearingApplication,
  claimedMonth,
  type ReconciliationRefusal,
  withdrawalOf,
} from '@yibao/core/reconciliation'
import { forInstitution } from './institution-message.ts'
import type { IncomingMessage, Ports } from './ports.ts'
import type { PartSums } from './reconciliation-ports.ts'
import type { FlowRefusal } from './refusals.ts'

type Answered = Promise<Result<string, ReconciliationRefusal | FlowRefusal>>

const nothing: ClaimFigures = {
  personTimes: 0,
  total: zeroFen,
  recognised: zeroFen,
  fund: zeroFen,
  cash: zeroFen,
  account: zeroFen,
}

function addFigures(a: ClaimFigures, b: ClaimFigures): ClaimFigures {
  return {
    personTimes: a.personTimes + b.personTimes,
    total: addFen(a.total, b.total),
    recognised: addFen(a.recognised, b.recognised),
    fund: addFen(a.fund, b.fund),
    cash: addFen(a.cash, b.cash),
    account: addFen(a.account, b.account),
  }
}

export interface ClearingOrder {
  readonly claim: Claim
  /** Whether settlements of this kind of care are of the clearing type and way that is claimed. */
  readonly clears: (part: Pick<PartSums, 'medType'>) => boolean
}

/** Applies for the clearing of one month (3203); settlements and their undoings are summed up together. */
export function applyForClearing(
  ports: Ports,
  message: IncomingMessage,
  { claim, clears }: ClearingOrder,
  present: (application: ClearingApplication) => string,
): Answered {
  const { providerCode, msgid } = message
  const { begin, end } = claim
  return forInstitution(ports, message, async ({ clearing }) => {
    await clearing.lock(providerCode)
    const at = ports.clock.now()
    // The month is looked at first: sums of a period that is none would be a riddle to the sender.
    const month = claimedMonth(claim, dateOf(at))
    if (!month.ok) return month
    const parts = (await clearing.sums({ providerCode, begin, end, side: 'both' })).filter(clears)
    const application = applicationOf({
      applicationId: ports.newId(),
      providerCode,
      msgid,
      at,
      claim,
      filed: parts.reduce<ClaimFigures>(addFigures, nothing),
      standing: await clearing.standing({ ...claim, providerCode }),
    })
    if (!application.ok) return application
    await clearing.add(application.value, [...new Set(parts.map(({ medType }) => medType))])
    return ok(present(application.value))
  })
}

/** Takes an application back (3204) that nobody has decided on. */
export function withdrawClearing(
  ports: Ports,
  message: IncomingMessage,
  applicationId: string,
  present: () => string,
): Answered {
  const { providerCode } = message
  return forInstitution(ports, message, async ({ clearing }) => {
    await clearing.lock(providerCode)
    const key = { providerCode, applicationId }
    const withdrawn = withdrawalOf(await clearing.find(key), key)
    if (!withdrawn.ok) return withdrawn
    await clearing.withdraw(key, ports.clock.now())
    return ok(present())
  })
}
