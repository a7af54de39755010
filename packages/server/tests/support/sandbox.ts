import { randomBytes } from 'node:crypto'
import { type LocalDateTime, localDateTime } from '@yibao/core/kernel'
import { describeSandbox, type SandboxDescription } from '../../sandbox/describe.ts'
import { sandboxDivision, sandboxInstitutions } from '../../sandbox/institutions.ts'
import { plantSandbox } from '../../sandbox/plant.ts'
import { shiftedClock } from '../../src/clock.ts'
import { type Centre, openCentre } from '../../src/compose.ts'
import { loadPacks, policyFolder } from '../../src/files/shipped.ts'
import type { Database } from '../../src/store/database.ts'
import { openSecretBox, type SecretBox } from '../../src/store/secret-box.ts'
import { withTestDatabase } from './test-database.ts'
import { type Envelope, signedHeaders, type TestPerson, type Till } from './world.ts'

/** The day on which the sandbox of the tests is filled and used. */
export const sandboxDay = '2026-05-20'
const at: LocalDateTime = localDateTime(`${sandboxDay} 09:00:00`)

export interface OpenSandbox {
  readonly database: Database
  readonly box: SecretBox
  readonly centre: Centre
  readonly told: SandboxDescription
  describe(address?: string): Promise<SandboxDescription>
  /** The person of a role, as the messages name him. */
  person(role: string): TestPerson
  /** A till of one of the sandbox's institutions, which signs with what the sandbox printed. */
  till(code: string): Till
}

/** Fills a fresh database as a sandbox, opens a centre on it, works, closes all. */
export function inSandbox(work: (sandbox: OpenSandbox) => Promise<void>): Promise<void> {
  return withTestDatabase(async (database) => {
    const box = await openSecretBox('', randomBytes(32).toString('hex'))
    await plantSandbox(database.pool, box, at)
    const packs = await loadPacks(policyFolder)
    const pack = packs.find(({ division }) => division === sandboxDivision)
    if (pack === undefined) throw new Error('the policy folder has the region of the sandbox')
    const faults: string[] = []
    const log = (line: string) => void faults.push(line)
    const centre = await openCentre({ database, secretBox: box, clock: shiftedClock(at), packs, log })
    const describe = (address = 'http://127.0.0.1:8080') =>
      describeSandbox({ pool: database.pool, box, pack, centre: address, now: at })
    const told = await describe()
    try {
      await work({
        database,
        box,
        centre,
        told,
        describe,
        person: (role) => personOf(told, role),
        till: (code) => tillOf(centre, told, code),
      })
    } finally {
      await centre.close()
    }
    if (faults.length > 0) throw new Error(`the centre reported faults:\n${faults.join('\n')}`)
  })
}

function personOf({ people }: SandboxDescription, role: string): TestPerson {
  const found = people.find((person) => person.role === role)
  const division = found?.insurances[0]?.division
  if (found === undefined || division === undefined) throw new Error(`the sandbox has nobody who is ${role}`)
  return { insuredId: found.insuredId, certificateNumber: found.certificateNumber, division }
}

let sequence = 0

function tillOf(centre: Centre, { institutions }: SandboxDescription, code: string): Till {
  const institution = sandboxInstitutions.find(({ provider }) => provider.providerCode === code)?.provider
  const key = institutions.find((one) => one.code === code)?.keys[0]
  if (institution === undefined || key === undefined) throw new Error(`the sandbox has no institution ${code}`)
  const sign: Till['sign'] = (infno, who, input, more = {}) => {
    sequence += 1
    const msgid = `${code}20260520090000${String(sequence).padStart(4, '0')}`
    const envelope: Envelope = {
      infno,
      msgid,
      mdtrtarea_admvs: institution.division,
      insuplc_admdvs: who?.division ?? institution.division,
      opter: '001',
      fixmedins_code: code,
      input,
      ...more,
    }
    return { msgid, body: JSON.stringify(envelope), headers: signedHeaders(key.account, key.secret) }
  }
  const send: Till['send'] = async ({ headers, body }, path = '/fsi/api/rsfComIfsService/callService') => {
    const answer = await centre.app.inject({ method: 'POST', url: path, headers, payload: body })
    return answer.json()
  }
  return {
    institution,
    sign,
    send,
    async ask<N extends string>(infno: N, who: TestPerson | null, input: unknown, more?: Envelope) {
      const sent = sign(infno, who, input, more)
      return { ...(await send<N>(sent)), msgid: sent.msgid }
    },
  }
}
