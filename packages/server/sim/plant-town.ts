import { type LocalDateTime, localDateTime } from '@yibao/core/kernel'
import type pg from 'pg'
import { generatedFunds } from '../sandbox/funds.ts'
import type { Starter } from '../src/files/starter.ts'
import { importStore } from '../src/store/import-store.ts'
import type { SecretBox } from '../src/store/secret-box.ts'
import { query } from '../src/store/sql.ts'
import { registersOf } from './registers.ts'
import { type Town, townDivision } from './town.ts'

export interface Planting {
  readonly pool: pg.Pool
  readonly secretBox: SecretBox
  readonly town: Town
  readonly starter: Starter
  /** From when on everything is on file; unless told, the first moment of the town's day. */
  readonly since?: LocalDateTime
}

const diagnosisEdition = 'ICD-10-NHSA-2.0'
const membersAtOnce = 5000

/** People of a city whose funds fit what is on file of a town: an hour here, a day there. */
const ofCity = 20_000_000

/** Keys are issued once; a town planted before has them already. */
async function issuedAccounts(pool: pg.Pool): Promise<ReadonlySet<string>> {
  const rows = await query<{ account: string }>(pool, 'sim-issued-accounts', 'select account from provider_key')
  return new Set(rows.map((row) => row.account))
}

/**
 * Writes a town into a database, all or nothing: catalogue, institutions with operators, departments, doctors and sealed keys, members with
 * vouchers, insurances and opening balances. The same town twice changes nothing.
 */
export async function plantTown({ pool, secretBox, town, starter, since }: Planting): Promise<void> {
  const issued = await issuedAccounts(pool)
  // The opening balances are booked before anybody could settle.
  const at = since ?? localDateTime(`${town.on} 00:00:00`)
  const keys = town.institutions
    .filter(({ key }) => !issued.has(key.account))
    .map(({ provider, key }) => ({
      account: key.account,
      providerCode: provider.providerCode,
      sealedSecret: secretBox.seal(key.secret),
      createdAt: at,
    }))
  const operators = town.institutions.flatMap(({ provider, operators: staff }) =>
    staff.map(({ operatorNo, name }) => ({
      providerCode: provider.providerCode,
      operatorNumber: operatorNo,
      name,
    })),
  )
  const members = town.members.map(({ balance, ...member }) => ({
    ...member,
    openingBalance: member.enrolment.scheme === '310' ? balance : null,
  }))
  const registers = registersOf(town.institutions.map(({ provider }) => provider))
  const diagnoses = starter.diagnoses.map(({ code, name }) => ({ edition: diagnosisEdition, code, name }))

  await importStore(pool).inTransaction(true, async (writers) => {
    await writers.writeCatalogItems(starter.items)
    await writers.writeDiagnoses(diagnoses)
    await writers.writeProviders(town.institutions.map(({ provider }) => provider))
    await writers.writeOperators(operators)
    await writers.writeDepartments(registers.departments)
    await writers.writePractitioners(registers.practitioners)
    await writers.writeProviderKeys(keys)
    await writers.writeFundIncome(generatedFunds(townDivision, town.on, town.members.length / ofCity), {
      at,
      by: 'console',
    })
    for (let first = 0; first < members.length; first += membersAtOnce) {
      await writers.writeMembers(members.slice(first, first + membersAtOnce), at)
    }
  })
}
