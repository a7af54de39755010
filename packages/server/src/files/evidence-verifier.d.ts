export interface CaseEntry {
  readonly name: string
  readonly content: Buffer
}

export interface CaseFileFault {
  /** Empty for the archive as a whole. */
  readonly path: string
  readonly what: string
}

export interface VerifiedCaseFile {
  /** SM3 of the manifest; null without one. */
  readonly digest: string | null
  /** The key that signed it; null when there is no signature that can be read. */
  readonly publicKey: string | null
  readonly files: number
  readonly pieces: number
  readonly faults: readonly CaseFileFault[]
}

export function sm3(content: string | Uint8Array): string
export function writtenJson(value: unknown): string
export function isSignature(text: string | Uint8Array, signature: string, publicKey: string): boolean
export function writeArchive(entries: readonly CaseEntry[]): Buffer
export function readArchive(archive: Buffer): readonly CaseEntry[]
export function readFolder(folder: string): readonly CaseEntry[]
export function verifyCaseFile(entries: readonly CaseEntry[], digest?: string): VerifiedCaseFile
export function verifyArchive(archive: Buffer, digest?: string): VerifiedCaseFile
export function shown(text: string): string
export function verifyAt(path: string, digest?: string): VerifiedCaseFile
