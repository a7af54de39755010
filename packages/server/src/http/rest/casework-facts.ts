import type { ErrorFacts } from '@yibao/contract/rest'
import { actWords, measureWords, officeWords } from '@yibao/core/casework'
import { type Fen, maxFen, subtractFen, yuan, zeroFen } from '@yibao/core/kernel'
import type { CaseworkFlowRefusal } from '../../flows/casework-ports.ts'
import { limitIs, mayBeDone, said, say } from './facts.ts'

const atMost = (most: Fen): ErrorFacts => say(`最多 ${yuan(most)} 元`, `at most ${yuan(most)} yuan`)

/** The facts of a refusal, for whoever wants to know what would have been right. */
export function caseworkFacts(refusal: CaseworkFlowRefusal): ErrorFacts {
  switch (refusal.code) {
    case 'casework.not-now':
      return { field: 'act', value: refusal.act, ...mayBeDone(actWords, refusal.may) }
    case 'casework.not-yours':
      return {
        field: 'act',
        value: refusal.act,
        ...say(`由${officeWords[refusal.asked][0]}办理`, `done by the ${officeWords[refusal.asked][1]}`),
      }
    case 'casework.changed-meanwhile':
      return { field: 'version', ...said(String(refusal.version)) }
    case 'casework.conflict-of-interest':
    case 'casework.same-person':
    case 'casework.not-a-reviewer':
      return { value: refusal.userId }
    case 'casework.too-late':
    case 'casework.too-early':
      return limitIs(refusal.until, refusal.today)
    case 'casework.deadline-past':
      return { field: 'deadline', value: refusal.deadline }
    case 'casework.term-too-short':
      return { field: 'deadline', value: refusal.deadline, ...said(refusal.least) }
    case 'casework.amount':
      return { field: 'amount', value: yuan(refusal.amount), ...atMost(refusal.most) }
    case 'casework.no-basis':
      return { field: 'measures', ...(refusal.basis === null ? {} : { value: refusal.basis }) }
    case 'casework.beyond-basis':
      return {
        field: 'measures',
        ...say(
          `${measureWords[refusal.measure][0]}：${refusal.allowed}`,
          `${measureWords[refusal.measure][1]}: ${refusal.allowed}`,
        ),
      }
    case 'casework.beyond-line':
      return {
        field: 'measures',
        value: yuan(refusal.amount),
        ...atMost(maxFen(subtractFen(refusal.share, refusal.taken), zeroFen)),
      }
    case 'casework.no-assignee':
      return { field: 'assignee' }
    case 'casework.two-people':
      return { field: 'assignees' }
    case 'casework.no-reason':
      return { field: 'reason' }
    case 'casework.no-evidence':
      return { field: 'evidence' }
    case 'casework.no-scheme':
      return { field: 'scheme' }
    case 'casework.bill-undone':
      return { value: refusal.settlementId }
    case 'casework.unknown-evidence':
      return { field: 'evidence', value: refusal.evidence }
    default:
      return {}
  }
}
