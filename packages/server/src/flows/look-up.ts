import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { FiledSettlement, PersonFile } from '@yibao/core/settlement'
import { gatherFor } from './carry-out.ts'
import type { IncomingMessage, Ports } from './ports.ts'
import type { FlowRefusal } from './refusals.ts'

/** Finds a person by certificate. Refuses with `flow.unknown-certificate`, whoever asks and why. */
export async function identify(
  ports: Ports,
  message: IncomingMessage,
  certificate: { readonly type: string; readonly number: string },
): Promise<Result<PersonFile, FlowRefusal>> {
  const { type, number } = certificate
  const insuredId = await ports.people.findByCertificate(type, number)
  if (insuredId === null) {
    return refuse({ code: 'flow.unknown-certificate', certificateType: type, certificateNumber: number })
  }
  return personFile(ports, message, insuredId)
}

/** One person's file without any visit. */
export async function personFile(
  ports: Ports,
  message: IncomingMessage,
  insuredId: string,
): Promise<Result<PersonFile, FlowRefusal>> {
  const gathered = await gatherFor(ports.people, message, insuredId, { kind: 'person' })
  return gathered.ok ? ok(gathered.value.file) : gathered
}

/** A settlement with all that was done to it since, oldest first; only its own provider may see it. */
export async function settlementFile(
  ports: Ports,
  message: IncomingMessage,
  insuredId: string,
  settlementId: string,
): Promise<Result<{ readonly file: PersonFile; readonly chain: readonly FiledSettlement[] }, FlowRefusal>> {
  const gathered = await gatherFor(ports.people, message, insuredId, { kind: 'settlement', settlementId })
  if (!gathered.ok) return gathered
  const { file } = gathered.value
  return ok({ file, chain: file.chain })
}
