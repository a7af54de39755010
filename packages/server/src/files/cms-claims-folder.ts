import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'

/** The files of a folder of claims, as far as they are there. */
export interface ClaimsFolder {
  readonly claims: string
  readonly truthClaims: string | null
  readonly truthProviders: string | null
  /** Empty when nobody tells of the people: what needs their deaths is then not looked at. */
  readonly beneficiaries: readonly string[]
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return []
    throw error
  }
}

const found = (names: readonly string[], form: RegExp): string | undefined => names.find((name) => form.test(name))

const beneficiaryForm = /^beneficiary_\d{4}\.csv(\.gz)?$/

async function beneficiariesIn(folder: string): Promise<readonly string[]> {
  return (await namesIn(folder)).filter((name) => beneficiaryForm.test(name)).map((name) => join(folder, name))
}

/**
 * Finds the files: `claims.csv` (or `inpatient_claims.csv`), `truth_claims.csv`, `truth_providers.csv`, each also with `.gz`, and
 * `beneficiary_<year>.csv` in the folder named, else in this one, else in `cms-desynpuf` beside it.
 *
 * @throws Error when there are no claims, or a folder of beneficiaries was named and holds none
 */
export async function claimsFolder(folder: string, beneficiaries?: string): Promise<ClaimsFolder> {
  const names = await namesIn(folder)
  const claims = found(names, /^claims\.csv(\.gz)?$/) ?? found(names, /^inpatient_claims\.csv(\.gz)?$/)
  if (claims === undefined)
    throw new Error(`${folder}：没有 claims.csv 或 claims.csv.gz，请核对 --data holds no claims.csv(.gz): check --data`)
  const truthClaims = found(names, /^truth_claims\.csv(\.gz)?$/)
  const truthProviders = found(names, /^truth_providers\.csv(\.gz)?$/)
  const named = beneficiaries === undefined ? null : await beneficiariesIn(beneficiaries)
  if (named !== null && named.length === 0)
    throw new Error(
      `${beneficiaries}：没有 beneficiary_<年>.csv，请核对 --beneficiaries holds no beneficiary_<year>.csv(.gz): check --beneficiaries`,
    )
  const own = named ?? (await beneficiariesIn(folder))
  return {
    claims: join(folder, claims),
    truthClaims: truthClaims === undefined ? null : join(folder, truthClaims),
    truthProviders: truthProviders === undefined ? null : join(folder, truthProviders),
    beneficiaries: own.length > 0 ? own : await beneficiariesIn(resolve(folder, '..', 'cms-desynpuf')),
  }
}

/** SHA-256 over the bytes of the files, in their order. */
export async function digestOf(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const file of files) for await (const chunk of createReadStream(file)) hash.update(chunk)
  return hash.digest('hex')
}
