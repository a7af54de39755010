import {
  addDays,
  dateOf,
  type IsoDate,
  type LocalDateTime,
  localDateTime,
  ok,
  type Result,
  refuse,
} from '@yibao/core/kernel'
import { isPlainName } from './file-name.ts'
import type { FileRefusal } from './file-refusals.ts'
import { forInstitution } from './institution-message.ts'
import type { CarriedFile, FileStore, IncomingMessage, Ports } from './ports.ts'
import type { FlowRefusal } from './refusals.ts'

/** As Base64 in an envelope it stays below the limit of a message: 700 kB of 1 MB. */
const uploadLimit = 512 * 1024

/** Days on which a file can be fetched after the day it was made. */
const keptDays = 7

/** What a client may send for the name of any file. */
const anyName = 'plc'

export interface Upload {
  readonly providerCode: string
  /** The institution that the file says it is of. */
  readonly stated: string
  readonly filename: string
  /** Base64 */
  readonly content: string
}

function checkUpload({ providerCode, stated, filename }: Upload, bytes: number): FileRefusal | null {
  if (stated !== providerCode) return { code: 'file.other-institution', stated }
  if (!isPlainName(filename)) return { code: 'file.bad-name', filename }
  return bytes > uploadLimit ? { code: 'file.too-large', bytes, limit: uploadLimit } : null
}

/** Takes a file of an institution (9101); the same message again gets the same file number. */
export async function takeFile(
  ports: Ports,
  message: IncomingMessage,
  upload: Upload,
  present: (file: CarriedFile) => string,
): Promise<Result<string, FileRefusal | FlowRefusal>> {
  const { providerCode, filename } = upload
  const content = Buffer.from(upload.content, 'base64')
  const problem = checkUpload(upload, content.length)
  if (problem !== null) return refuse(problem)
  return await forInstitution(ports, message, async ({ files }) =>
    ok(present(await keepFile({ ...ports, files }, { providerCode, filename, content }))),
  )
}

/**
 * Keeps a file until its last day is over.
 *
 * @param made of the institution that may fetch it; null for everybody's
 */
export async function keepFile(
  ports: Pick<Ports, 'clock' | 'newId'> & { readonly files: Pick<FileStore, 'put'> },
  made: Pick<CarriedFile, 'providerCode' | 'filename' | 'content'>,
): Promise<CarriedFile> {
  const at = ports.clock.now()
  const file = { ...made, fileNo: ports.newId(), at, until: addDays(dateOf(at), keptDays + 1) }
  await ports.files.put(file)
  return file
}

/** The last second in which a file can be fetched (`dld_endtime`). */
export function fetchedUntil({ until }: { readonly until: IsoDate }): LocalDateTime {
  return localDateTime(`${addDays(until, -1)} 23:59:59`)
}

/** Gives the file that an institution may have: its own, or everybody's. Refuses with `file.unknown`. */
export async function fileOf(
  ports: Pick<Ports, 'clock' | 'files'>,
  providerCode: string,
  fileNo: string,
): Promise<Result<CarriedFile, FileRefusal>> {
  const file = await ports.files.get(fileNo, dateOf(ports.clock.now()))
  const own = file !== null && (file.providerCode === null || file.providerCode === providerCode)
  return own ? ok(file) : refuse({ code: 'file.unknown', fileNo })
}

export interface Fetching {
  readonly providerCode: string
  readonly stated: string
  readonly fileNo: string
  /** The stored name, or the text that stands for any. */
  readonly filename: string
}

/** Fetches a file (9102). Refuses with `file.other-institution`, `file.unknown`, `file.name-differs`. */
export async function fetchFile(
  ports: Pick<Ports, 'clock' | 'files'>,
  { providerCode, stated, fileNo, filename }: Fetching,
): Promise<Result<CarriedFile, FileRefusal>> {
  if (stated !== providerCode) return refuse({ code: 'file.other-institution', stated })
  const file = await fileOf(ports, providerCode, fileNo)
  if (!file.ok || filename === anyName || filename === file.value.filename) return file
  return refuse({ code: 'file.name-differs', fileNo, stated: filename, filed: file.value.filename })
}
