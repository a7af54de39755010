import { ok, type Result } from '@yibao/core/kernel'
import {
  type MappingReference,
  type MappingRefusal,
  type SentMapping,
  uploadedMappings,
  withdrawnMappings,
} from '@yibao/core/mapping'
import { forInstitution } from './institution-message.ts'
import type { MappingDetails } from './mapping-ports.ts'
import type { IncomingMessage, Ports } from './ports.ts'
import type { FlowRefusal } from './refusals.ts'

export interface MappingTask {
  readonly message: IncomingMessage
  /** The whole answer as text; it is stored with the effect, so that a retry gets the same. */
  readonly present: () => string
}

export interface UploadedRow {
  readonly mapping: SentMapping
  readonly details: MappingDetails
}

type Answered = Promise<Result<string, MappingRefusal | FlowRefusal>>

/** Puts mappings on file, all rows of the message or none. */
export function uploadMappings(ports: Ports, task: MappingTask, rows: readonly UploadedRow[]): Answered {
  const { providerCode, msgid, receivedAt } = task.message
  return forInstitution(ports, task.message, async ({ mappings }) => {
    const sent = rows.map(({ mapping }) => mapping)
    const codes = [...new Set(sent.map(({ localCode }) => localCode))]
    const onFile = await mappings.onFile(providerCode, codes)
    const decided = uploadedMappings({ rows: sent, onFile, catalog: ports.registry.catalog })
    if (!decided.ok) return decided
    const added = decided.value.map((mapping, index) => ({
      ...mapping,
      mappingId: ports.newId(),
      details: rows[index]?.details ?? {},
    }))
    await mappings.add(providerCode, msgid, added, receivedAt)
    return ok(task.present())
  })
}

/** Takes mappings back, all that the message names or none; the rows stay on file as withdrawn. */
export function withdrawMappings(ports: Ports, task: MappingTask, references: readonly MappingReference[]): Answered {
  const { providerCode, msgid, receivedAt } = task.message
  return forInstitution(ports, task.message, async ({ mappings }) => {
    const codes = [...new Set(references.map(({ localCode }) => localCode))]
    const onFile = await mappings.onFile(providerCode, codes)
    const decided = withdrawnMappings(references, onFile, providerCode)
    if (!decided.ok) return decided
    const ids = decided.value.map(({ mappingId }) => mappingId)
    await mappings.withdraw(providerCode, msgid, ids, receivedAt)
    return ok(task.present())
  })
}
