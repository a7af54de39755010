import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AuditFinding, type AuditMoment, auditGround, compileRelease, findingIdentity } from '@yibao/core/audit'
import { addDays, divisionCode, isoDate } from '@yibao/core/kernel'
import { sideReader } from '../src/flows/audit-side.ts'
import { personGrounds } from '../src/flows/audit-work.ts'
import { openAuditArchive } from '../src/store/audit-archive-store.ts'
import { daily, matching, type RuleText, rarely, ruledBy } from './support/audit-rules.ts'
import { newPerson } from './support/people.ts'
import { inOneWorld } from './support/refusals.ts'
import { describeInput, expectOk, feeLine, registration, settleInput, upload } from './support/visit.ts'
import { hospital, type TestPerson, today, type World } from './support/world.ts'

const rules: readonly RuleText[] = [
  daily('M-T01', 'TEST-A', 2),
  matching('M-T02', "line.item == 'TEST-B' && person.sex == 'male' && visit.care == 'outpatient'", { bears: 'person' }),
  rarely('M-T05'),
  matching('M-T06', "line.class == 'C' && visit.codes.exists(c, c.startsWith('I10'))", {
    severity: 'suspect',
    action: 'mark',
  }),
  {
    ...matching('M-T07', "line.doctor == 'DR1' && line.unitFen > yuan(50)"),
    severity: 'remind',
    action: 'mark',
  },
  {
    code: 'M-T08',
    name: { zh: '同日两项不得同时收费', en: 'Two items that exclude each other' },
    pair: {
      each: 'line',
      first: "line.item == 'TEST-A'",
      second: "line.item == 'TEST-B'",
      per: [],
      within: 'day',
    },
    severity: 'suspect',
    action: 'mark',
    says: { zh: '与 {a.name} 重复', en: 'beside {a.name}' },
  },
]

const archived = async (
  world: World,
  who: TestPerson,
  visitId: string,
  release: Awaited<ReturnType<typeof ruledBy>>,
): Promise<readonly AuditFinding[]> => {
  const { registry } = world.centre
  const sources = { catalog: registry.catalog, providerOf: (code: string) => registry.provider(code) }
  const client = await world.database.pool.connect()
  try {
    await client.query('begin isolation level repeatable read')
    const archive = await openAuditArchive(client, sources)
    const scope = { division: divisionCode(who.division), from: isoDate(today), until: addDays(isoDate(today), 1) }
    const program = compileRelease(release)
    const bucket = { firstKey: who.insuredId, lastKey: who.insuredId }
    const side = await sideReader(archive, [])
    const found: AuditFinding[] = []
    for await (const ground of personGrounds(archive, scope, bucket, { programs: [program], side })) {
      found.push(...auditGround(program, ground, { moment: 'post' }).findings)
    }
    return found.filter((finding) => finding.visitId === visitId)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** What a finding says, whenever it was made: all but facts that only one of the moments knows. */
const told = (findings: readonly AuditFinding[]) =>
  findings
    .map((finding) => {
      const { rule, severity, action, bears, lineId, stake, quantity, point, on, beside } = finding
      return { id: findingIdentity(finding), rule, severity, action, bears, lineId, stake, quantity, point, on, beside }
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))

inOneWorld('one definition, three moments', (open) => {
  test('the same visit has the same findings before care, at settlement and over the archive', async () => {
    const world = open()
    const release = await ruledBy(world, rules)
    const till = world.till(hospital)
    const who = await newPerson(world)
    const approved = { hosp_appr_flag: '1' }
    const earlier = await upload(till, who, [{ code: 'TEST-R', price: 50, quantity: 1, more: approved }])
    expectOk(await till.ask('2207', who, settleInput(earlier)))

    const visitId: string = expectOk(await till.ask('2201', who, registration(who))).output.data.mdtrt_id
    expectOk(await till.ask('2203', who, describeInput(visitId, who)))
    const doctor = { bilg_dr_codg: 'DR1', bilg_dr_name: '测试医师' }
    const lines = [
      { code: 'TEST-A', price: 33.33, quantity: 4, more: doctor },
      { code: 'TEST-B', price: 60, quantity: 1, more: doctor },
      { code: 'TEST-C', price: 10, quantity: 1 },
      { code: 'TEST-R', price: 50, quantity: 1, more: approved },
      { code: 'TEST-A', price: 20, quantity: 1 },
    ].map((line) => feeLine(line, visitId, who, 'B1'))
    const orders = lines.map((line) => ({
      rx_id: line.feedetl_sn,
      hilist_code: line.med_list_codg,
      cnt: line.cnt,
      pric: line.pric,
      sumamt: line.det_item_fee_sumamt,
      drord_begn_date: today,
      ...('bilg_dr_codg' in line ? { drord_dr_codg: line.bilg_dr_codg } : {}),
    }))
    const encounter = { mdtrt_id: visitId, med_type: '11', insutype: '310', fsi_order_dtos: orders }
    const asked = {
      data: { trig_scen: '2', patient_dtos: [{ patn_id: who.insuredId, fsi_encounter_dtos: encounter }] },
    }
    const given = async (infno: '3101' | '3102'): Promise<readonly AuditFinding[]> => {
      const { result } = expectOk(await till.ask(infno, who, asked)).output
      const ids = result.map(({ jr_id }) => jr_id)
      const { rows } = await world.database.pool.query<{ found: AuditFinding }>(
        `select finding->'found' as found from review_result where result_id = any($1) and finding ? 'found'`,
        [ids],
      )
      return rows.map(({ found }) => found)
    }
    const moments = new Map<AuditMoment | '3102', readonly AuditFinding[]>()
    moments.set('pre', await given('3101'))
    moments.set('3102', await given('3102'))

    const answer = expectOk(await till.ask('2204', who, { feedetail: lines })).output.result
    const bill = { who, visitId, batch: 'B1', split: answer }
    expectOk(await till.ask('2207', who, settleInput(bill)))
    const { rows } = await world.database.pool.query<{ content: AuditFinding }>(
      `select content from audit_finding where insured_id = $1 and visit_id = $2 and moment = 'in'`,
      [who.insuredId, visitId],
    )
    moments.set(
      'in',
      rows.map(({ content }) => content),
    )
    moments.set('post', await archived(world, who, visitId, release))

    const settled = told(moments.get('in') ?? [])
    assert.deepEqual(new Set(settled.map(({ rule }) => rule)), new Set(rules.map(({ code }) => code)))
    for (const [moment, found] of moments) assert.deepEqual(told(found), settled, moment)
  })
})
