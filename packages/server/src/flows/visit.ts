import { ok, type Result } from '@yibao/core/kernel'
import {
  cancellationOf,
  type Decision,
  descriptionOf,
  type FiledLine,
  openingOf,
  type PersonFile,
  revocationOf,
  type SettlementRefusal,
  uploadOf,
} from '@yibao/core/settlement'
import { type Command, carryOut, type Decided } from './carry-out.ts'
import type { FileQuestion, IncomingMessage, Ports } from './ports.ts'
import type { FlowRefusal } from './refusals.ts'

/** What every flow on one person is given. */
export interface Task<Shown> {
  readonly message: IncomingMessage
  readonly insuredId: string
  readonly present: (shown: Shown) => string
}

export type Answered = Promise<Result<string, SettlementRefusal | FlowRefusal>>

/** A decision about a visit, told by what the caller shows of it. */
function onVisit<Shown>(
  ports: Ports,
  task: Task<Shown>,
  about: FileQuestion['about'],
  decide: (file: PersonFile) => Result<Decision, SettlementRefusal>,
  show: (decision: Decision) => Shown,
): Answered {
  const command: Command<Shown> = {
    ...task,
    about,
    decide: ({ file }): Result<Decided<Shown>, SettlementRefusal> => {
      const decision = decide(file)
      return decision.ok ? ok({ decision: decision.value, shown: show(decision.value) }) : decision
    },
  }
  return carryOut(ports, command)
}

type Opening = Parameters<typeof openingOf>[1]

/** Opens a visit under a number of ours. */
export function registerVisit(
  ports: Ports,
  task: Task<{ readonly visitId: string }>,
  opening: Omit<Opening, 'visitId' | 'at'>,
): Answered {
  const visitId = ports.newId()
  const at = ports.clock.now()
  return onVisit(
    ports,
    task,
    { kind: 'person' },
    (file) => openingOf(file, { ...opening, visitId, at }),
    () => ({ visitId }),
  )
}

export function cancelVisit(ports: Ports, task: Task<null>, reference: Parameters<typeof cancellationOf>[1]): Answered {
  const about = { kind: 'visit', visitId: reference.visitId } as const
  return onVisit(
    ports,
    task,
    about,
    (file) => cancellationOf(file, reference),
    () => null,
  )
}

export function describeVisit(
  ports: Ports,
  task: Task<null>,
  description: Parameters<typeof descriptionOf>[1],
): Answered {
  const about = { kind: 'visit', visitId: description.visitId } as const
  return onVisit(
    ports,
    task,
    about,
    (file) => descriptionOf(file, description),
    () => null,
  )
}

type Upload = Parameters<typeof uploadOf>[1]

/** Puts lines on file; what is shown is each line's split. */
export function uploadLines(
  ports: Ports,
  task: Task<readonly FiledLine[]>,
  upload: Omit<Upload, 'catalog' | 'book' | 'today'> & Pick<Upload, 'today'>,
): Answered {
  const { catalog, book } = ports.registry
  const about = { kind: 'visit', visitId: upload.visitId } as const
  return onVisit(
    ports,
    task,
    about,
    (file) => uploadOf(file, { ...upload, catalog, book }),
    ({ linesAdded }) => linesAdded,
  )
}

export function revokeLines(ports: Ports, task: Task<null>, reference: Parameters<typeof revocationOf>[1]): Answered {
  const about = { kind: 'visit', visitId: reference.visitId } as const
  return onVisit(
    ports,
    task,
    about,
    (file) => revocationOf(file, reference),
    () => null,
  )
}
