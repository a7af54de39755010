import type { CatalogItem } from '@yibao/core/catalog'
import { dateOf, type IsoDate, inRange, type LocalDateTime, percent, unitPriceText, yuan } from '@yibao/core/kernel'
import type { RegionPack } from '@yibao/core/policy'
import type pg from 'pg'
import { writeSm2PrivateKey, writeSm2PublicKey } from '../src/crypto/sm2-encoding.ts'
import { credentialsOf } from '../src/flows/import-ports.ts'
import { nationalPaths } from '../src/http/national.ts'
import { gatewayStyles } from '../src/national/gateway/key.ts'
import { readCatalog } from '../src/store/registry-store.ts'
import {
  chronicDiseases,
  diagnosesNamed,
  type SandboxKey,
  type SandboxState,
  sandboxKeys,
  sandboxSince,
  sandboxStates,
} from '../src/store/sandbox-store.ts'
import type { SecretBox } from '../src/store/secret-box.ts'
import { type ParameterOnDate, rulesOnDate } from '../src/text/plan-on-date.ts'
import { examplesFor } from './examples.ts'
import { type SandboxInstitution, sandboxDivision, sandboxInstitutions } from './institutions.ts'
import { type SandboxItem, sandboxDiagnoses, sandboxItems, sandboxTraceCodes } from './items.ts'
import { type SandboxPerson, sandboxPeople } from './people.ts'

function keyOf(box: SecretBox, key: SandboxKey) {
  const pair = { publicKey: key.sm2PublicKey, privateKey: box.open(key.sealedPrivateKey) }
  return {
    account: key.account,
    secret: box.open(key.sealedSecret),
    styles: gatewayStyles,
    sm2: { ...pair, publicPem: writeSm2PublicKey(pair.publicKey), privatePem: writeSm2PrivateKey(pair) },
    sm4: key.sealedSm4Key === null ? null : { key: box.open(key.sealedSm4Key), mode: key.sm4Mode },
  }
}

function institutionOf(box: SecretBox, keys: readonly SandboxKey[], institution: SandboxInstitution) {
  const { label, provider, operators, departments, practitioners } = institution
  const { providerCode, name, kind, level, levelCode, division } = provider
  return {
    code: providerCode,
    name,
    nameEn: label[1],
    kind,
    level,
    levelCode,
    division,
    home: division === sandboxDivision,
    keys: keys.filter((key) => key.providerCode === providerCode).map((key) => keyOf(box, key)),
    operators: operators.map((operator) => ({ number: operator.operatorNumber, name: operator.name })),
    departments: departments.map((department) => ({ code: department.code, name: department.name })),
    practitioners: practitioners.map((one) => ({ code: one.code, name: one.name, type: one.kind })),
  }
}

function personOf(
  { role, label, insured, cardNumber, enrolments, filings, sharesWith }: SandboxPerson,
  now: SandboxState,
) {
  const { insuredId, name, certificateNumber, gender, birth } = insured
  return {
    role,
    label: label[0],
    labelEn: label[1],
    insuredId,
    name,
    gender,
    birth,
    diedOn: now.diedOn,
    certificateNumber,
    credentials: credentialsOf({ insured, cardNumber }),
    accountBalance: yuan(now.balance),
    insurances: enrolments.map(({ scheme, division, personType, range, traits }) => ({
      scheme,
      division,
      personType,
      from: range.from,
      until: range.until,
      traits,
    })),
    filings: filings.map((filing) => ({
      kind: filing.kind,
      filingId: filing.filingId,
      about: filing.kind === 'chronic' ? filing.diseaseCode : filing.kind === 'transfer' ? filing.toProvider : '',
      from: filing.range.from,
      until: filing.range.until,
    })),
    sharesWith,
  }
}

function itemOf({ role, label, code }: SandboxItem, catalog: readonly CatalogItem[], on: IsoDate) {
  const item = catalog.find((row) => row.code === code && inRange(row.range, on))
  if (item === undefined) return []
  const { name, kind, unit, chargeType, preCoinsurance, ceilings, restricted, restriction, referencePrice } = item
  const prices = Object.entries(ceilings).map(([level, price]) => [level, unitPriceText(price)])
  return [
    {
      role,
      label: label[0],
      labelEn: label[1],
      code,
      name,
      kind,
      class: item.class,
      unit,
      chargeType,
      preCoinsurance: preCoinsurance === null ? null : percent(preCoinsurance),
      ceilings: Object.fromEntries(prices) as Readonly<Record<string, string>>,
      restricted,
      restriction,
      referencePrice: referencePrice === null ? null : unitPriceText(referencePrice),
    },
  ]
}

const withoutPlaces = (parameters: readonly ParameterOnDate[]) =>
  parameters.map(({ rows, ...parameter }) => ({
    ...parameter,
    rows: rows.map(({ key, value, from }) => ({ key, value, from })),
  }))

/** What the region says of single items, whatever the plan. */
function coverageOf(pack: RegionPack, on: IsoDate) {
  return pack.plans
    .slice(0, 1)
    .flatMap((rules) => withoutPlaces(rulesOnDate(pack, { about: 'plan', rules }, on).coverage))
}

/** The numbers of every plan of the region on a day, as it was compiled, and the codes that 5206 answers. */
function plansOf(pack: RegionPack, on: IsoDate) {
  return pack.plans.map((plan) => {
    const { id, label, labelEn, scheme, care, totals } = plan
    const { parameters } = rulesOnDate(pack, { about: 'plan', rules: plan }, on)
    return {
      plan: id,
      label,
      labelEn,
      scheme,
      care,
      parameters: withoutPlaces(parameters),
      totals: totals.map(({ code: cum_type_code, label: name, over }) => ({ cum_type_code, name, over })),
    }
  })
}

export type SandboxDescription = Awaited<ReturnType<typeof describeSandbox>>

export interface DescribeOptions {
  readonly pool: pg.Pool
  readonly box: SecretBox
  /** The region of the sandbox. */
  readonly pack: RegionPack
  /** Address of the running centre, without a path. */
  readonly centre: string
  readonly now: LocalDateTime
}

/**
 * Everything that a developer needs to send messages to this sandbox, its secrets included. What an importer or a message
 * changed since shows: balances, deaths, revoked keys; people that are not there are left out.
 *
 * @throws Error when the database is no sandbox
 * @throws SecretBoxError when its keys were sealed with another master key
 */
export async function describeSandbox({ pool, box, pack, centre, now }: DescribeOptions) {
  const since = await sandboxSince(pool)
  if (since === null) throw new Error('这不是沙箱数据库 this database is no sandbox')
  const today = dateOf(now)
  const people = sandboxPeople(dateOf(since))
  const insuredIds = people.map(({ insured }) => insured.insuredId)
  const keys = await sandboxKeys(pool)
  const states = await sandboxStates(pool, insuredIds)
  const catalog = await readCatalog(pool)
  const stateOf = new Map(states.map((state) => [state.insuredId, state]))
  const institutions = sandboxInstitutions.map((institution) => institutionOf(box, keys, institution))
  const shown = people.flatMap((person) => {
    const state = stateOf.get(person.insured.insuredId)
    return state === undefined ? [] : [personOf(person, state)]
  })
  const [first] = institutions
  const [key] = first?.keys ?? []
  const [someone] = shown
  return {
    sandbox: true as const,
    since,
    businessTime: now,
    region: {
      division: pack.division,
      name: pack.name,
      nameEn: pack.nameEn,
      packHash: pack.hash,
      coverage: coverageOf(pack, today),
    },
    centre: { address: centre, paths: nationalPaths, styles: gatewayStyles },
    institutions,
    people: shown,
    families: shown
      .filter(({ role }) => shown.some((member) => member.sharesWith === role))
      .map((owner) => ({
        owner: owner.insuredId,
        members: shown.filter(({ sharesWith }) => sharesWith === owner.role).map(({ insuredId }) => insuredId),
      })),
    items: sandboxItems.flatMap((item) => itemOf(item, catalog, today)),
    traceCodes: sandboxTraceCodes,
    diagnoses: await diagnosesNamed(pool, sandboxDiagnoses),
    chronicDiseases: await chronicDiseases(pool),
    plans: plansOf(pack, today),
    examples:
      first === undefined || key === undefined || someone === undefined
        ? null
        : examplesFor({
            centre,
            institution: first.code,
            division: first.division,
            account: key.account,
            secret: key.secret,
            certificate: someone.certificateNumber,
            privatePem: key.sm2.privatePem,
          }),
  }
}
