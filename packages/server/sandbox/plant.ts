import { dateOf, isoDate, type LocalDateTime } from '@yibao/core/kernel'
import type pg from 'pg'
import { localCrypto } from '../src/crypto/local-crypto.ts'
import { catalogueSources } from '../src/files/catalogue-layouts.ts'
import { starterFolder } from '../src/files/shipped.ts'
import { relations, type Sharing } from '../src/flows/family-ports.ts'
import { writeCatalogueRows } from '../src/flows/import-catalogue.ts'
import type { CatalogueRow, ImportWriters, Member } from '../src/flows/import-ports.ts'
import { gatewayStyles } from '../src/national/gateway/key.ts'
import { markPurpose } from '../src/store/database-purpose.ts'
import { importWriters } from '../src/store/import-store.ts'
import { addKey } from '../src/store/key-store.ts'
import { keepPrivateKey, writeDeath, writeFilings } from '../src/store/sandbox-store.ts'
import type { SecretBox } from '../src/store/secret-box.ts'
import { type Queryable, transaction } from '../src/store/sql.ts'
import { generatedFunds } from './funds.ts'
import { sandboxDivision, sandboxInstitutions } from './institutions.ts'
import { type SandboxPerson, sandboxPeople } from './people.ts'

/** The rows of the starter catalogue; they carry their own dates. */
async function starterRows(): Promise<readonly CatalogueRow[]> {
  const rows: CatalogueRow[] = []
  for (const source of await catalogueSources(starterFolder, 'starter', isoDate('2023-01-01'))) {
    for await (const item of source.rows()) {
      if (item.kind === 'row') rows.push(item.value)
      else if (item.kind !== 'note') throw new Error(`the starter catalogue has a faulty row in ${source.file}`)
    }
  }
  return rows
}

/** An insurance a row; the account is opened with the employee's. */
function membersOf({ insured, cardNumber, enrolments, balance }: SandboxPerson): readonly Member[] {
  const { diedOn: _, ...known } = insured
  return enrolments.map((enrolment) => ({
    insured: known,
    cardNumber,
    enrolment,
    openingBalance: enrolment.scheme === '310' ? balance : null,
  }))
}

/** Every role of a relative ends with what he is to the owner. */
function sharingsOf(people: readonly SandboxPerson[]): readonly Sharing[] {
  return people.flatMap(({ role, sharesWith, insured }) => {
    const owner = people.find((other) => other.role === sharesWith)
    const relation = relations.find((each) => role.endsWith(each))
    if (owner === undefined || relation === undefined) return []
    const range = { from: isoDate('2023-01-01'), until: null }
    return [{ memberId: insured.insuredId, ownerId: owner.insured.insuredId, relation, range, yearlyLimit: null }]
  })
}

const random = (bytes: number): string => localCrypto.random(bytes).toString('hex')

/** One account for every style, with a key pair and an SM4 key; no signature is demanded. */
async function issueKey(on: Queryable, box: SecretBox, providerCode: string, at: LocalDateTime): Promise<void> {
  const account = `paas_${random(6)}`
  const { publicKey, privateKey } = localCrypto.newSm2KeyPair()
  await addKey(on, {
    account,
    providerCode,
    sealedSecret: box.seal(random(32)),
    styles: gatewayStyles,
    requires: 'none',
    sm2PublicKey: publicKey,
    sealedSm4Key: box.seal(random(16)),
    sm4Mode: 'cbc',
    createdAt: at,
    validFrom: null,
    validUntil: null,
  })
  await keepPrivateKey(on, account, box.seal(privateKey))
}

async function plantInstitutions(on: Queryable, writers: ImportWriters, box: SecretBox, at: LocalDateTime) {
  await writers.writeProviders(sandboxInstitutions.map(({ provider }) => provider))
  await writers.writeOperators(sandboxInstitutions.flatMap(({ operators }) => operators))
  await writers.writeDepartments(sandboxInstitutions.flatMap(({ departments }) => departments))
  await writers.writePractitioners(sandboxInstitutions.flatMap(({ practitioners }) => practitioners))
  for (const { provider } of sandboxInstitutions) await issueKey(on, box, provider.providerCode, at)
}

async function plantPeople(on: Queryable, writers: ImportWriters, at: LocalDateTime): Promise<void> {
  const people = sandboxPeople(dateOf(at))
  await writers.writeMembers(people.flatMap(membersOf), at)
  await writers.writeSharings(sharingsOf(people), at)
  await writeFilings(
    on,
    people.flatMap(({ filings }) => filings),
  )
  for (const { insured } of people) {
    if (insured.diedOn !== null) await writeDeath(on, insured.insuredId, insured.diedOn)
  }
}

/**
 * Fills an unused database as a sandbox, all or nothing: catalogue, institutions with keys made from randomness, people
 * with accounts and filings. A database that is a sandbox already stays as it is.
 *
 * @returns whether it was filled now
 */
export async function plantSandbox(pool: pg.Pool, box: SecretBox, at: LocalDateTime): Promise<boolean> {
  const rows = await starterRows()
  return transaction(pool, async (client) => {
    // Whoever starts at the same moment waits here and finds it done.
    await client.query('set local lock_timeout = 0')
    if (!(await markPurpose(client, 'sandbox', at))) return false
    const writers = importWriters(client)
    await writeCatalogueRows(writers, rows)
    await plantInstitutions(client, writers, box, at)
    await writers.writeFundIncome(generatedFunds(sandboxDivision, dateOf(at)), { at, by: 'console' })
    await plantPeople(client, writers, at)
    return true
  })
}
