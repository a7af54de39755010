import {
  cancellationOf,
  descriptionOf,
  type FiledLine,
  openingOf,
  revocationOf,
  uploadOf,
} from '@yibao/core/settlement'
import { type Answered, carryOut, deciding, type Task } from './carry-out.ts'
import type { FileQuestion, Ports } from './ports.ts'

const theVisit = (visitId: string): FileQuestion['about'] => ({ kind: 'visit', visitId })
const nothing = (): null => null

type Opening = Parameters<typeof openingOf>[1]

/** Opens a visit under a number of ours. */
export function registerVisit(
  ports: Ports,
  task: Task<{ readonly visitId: string }>,
  opening: Omit<Opening, 'visitId' | 'at'>,
): Answered {
  const visitId = ports.newId()
  const order = { ...opening, visitId, at: ports.clock.now() }
  const decide = deciding(
    (file) => openingOf(file, order),
    () => ({ visitId }),
  )
  return carryOut(ports, { ...task, about: { kind: 'person' }, decide })
}

/** Takes a registration back. */
export function cancelVisit(ports: Ports, task: Task<null>, reference: Parameters<typeof cancellationOf>[1]): Answered {
  const decide = deciding((file) => cancellationOf(file, reference), nothing)
  return carryOut(ports, { ...task, about: theVisit(reference.visitId), decide })
}

/** Says what a visit is for, with its diagnoses. */
export function describeVisit(
  ports: Ports,
  task: Task<null>,
  description: Parameters<typeof descriptionOf>[1],
): Answered {
  const decide = deciding((file) => descriptionOf(file, description), nothing)
  return carryOut(ports, { ...task, about: theVisit(description.visitId), decide })
}

/** Puts lines on file; what is shown is each line's split. */
export function uploadLines(
  ports: Ports,
  task: Task<readonly FiledLine[]>,
  upload: Omit<Parameters<typeof uploadOf>[1], 'catalog' | 'book'>,
): Answered {
  const { catalog, book } = ports.registry
  const decide = deciding(
    (file) => uploadOf(file, { ...upload, catalog, book }),
    ({ linesAdded }) => linesAdded,
  )
  return carryOut(ports, { ...task, about: theVisit(upload.visitId), decide })
}

/** Takes lines off the file. */
export function revokeLines(ports: Ports, task: Task<null>, reference: Parameters<typeof revocationOf>[1]): Answered {
  const decide = deciding((file) => revocationOf(file, reference), nothing)
  return carryOut(ports, { ...task, about: theVisit(reference.visitId), decide })
}
