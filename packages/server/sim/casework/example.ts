import { join } from 'node:path'
import { fundShareOf } from '@yibao/core/casework'
import { type Fen, isoDate, type LocalDateTime, localDateTime, yuan } from '@yibao/core/kernel'
import { sandboxDivision as division, filingHospital as hospital } from '../../sandbox/institutions.ts'
import { plantSandbox } from '../../sandbox/plant.ts'
import { caseworkDesk, shippedCaseworkLaw } from '../../src/casework-desk.ts'
import { openCentre } from '../../src/compose.ts'
import { localCrypto } from '../../src/crypto/local-crypto.ts'
import { loadPaymentFolder } from '../../src/files/payment-folder.ts'
import { readSchemeFolder } from '../../src/files/scheme-folder.ts'
import { loadInterface, loadPacks, policyFolder, starterScheme } from '../../src/files/shipped.ts'
import { settleDeductions } from '../../src/flows/casework-daily.ts'
import type { CaseworkDesk } from '../../src/flows/casework-ports.ts'
import { importScheme } from '../../src/flows/import-scheme.ts'
import { atConsole } from '../../src/flows/operation-log.ts'
import { runMonth } from '../../src/flows/payment-month.ts'
import type { Clock } from '../../src/flows/ports.ts'
import { type VerifyReport, verifyAll } from '../../src/flows/verify.ts'
import { idSource } from '../../src/ids.ts'
import { paymentDesk } from '../../src/payment-desk.ts'
import { caseworkVerifyStore } from '../../src/store/casework-verify-store.ts'
import type { Database } from '../../src/store/database.ts'
import { paymentVerifyStore } from '../../src/store/payment-verify-store.ts'
import { schemeStore } from '../../src/store/scheme-store.ts'
import type { SecretBox } from '../../src/store/secret-box.ts'
import { verifyStore } from '../../src/store/verify-store.ts'
import {
  documentLine,
  entryLines,
  eventLines,
  lineShareLine,
  matterLines,
  moneyLine,
} from '../../src/text/casework-text.ts'
import { runRefusalText } from '../../src/text/payment-run.ts'
import { type Bureau, openBureau } from './bureau.ts'
import { duplicateHit, splitHit } from './hits.ts'
import { openSandboxWard } from './sandbox-ward.ts'
import { threeStays } from './stays.ts'

export interface ExampleOptions {
  readonly database: Database
  readonly box: SecretBox
  /** A line of the transcript. */
  readonly say: (line: string) => void
  readonly log: (line: string) => void
}

interface Stage {
  readonly desk: CaseworkDesk
  readonly bureau: Bureau
  readonly setTime: (time: string) => void
}

const basis = 'regulation-13'

/** First review, notice, answer, second review by somebody else, decision. */
async function decide(
  { bureau, setTime }: Stage,
  matterId: string,
  amount: Fen,
  said: readonly [string, string, string],
) {
  const [found, answer, held] = said
  setTime('2025-03-20 09:00:00')
  await bureau.act('lead.qian', matterId, 'assign', { details: { assignee: 'audit.sun' } })
  await bureau.act('audit.sun', matterId, 'notify', { reason: found, evidence: ['结算单 bill', '费用明细 lines'] })
  setTime('2025-03-24 10:00:00')
  await bureau.act('office.h1', matterId, 'answer', { reason: answer })
  await bureau.act('lead.qian', matterId, 'assign-second', { details: { assignee: 'audit.li' } })
  setTime('2025-03-26 11:00:00')
  const measures = [{ kind: 'recover', basis, amount }] as const
  await bureau.act('audit.li', matterId, 'decide', { reason: held, evidence: ['病历 record'], details: { measures } })
}

async function execute({ bureau, setTime }: Stage, matterId: string, how: 'deduction' | 'claim'): Promise<void> {
  setTime('2025-03-28 09:00:00')
  await bureau.act('office.h1', matterId, 'accept')
  await bureau.act('leader.wu', matterId, 'approve')
  await bureau.act('clerk.feng', matterId, 'execute', { details: { how } })
}

async function keepPlan(database: Database, source: { now: () => LocalDateTime; newId: () => string }) {
  const { scheme, digest } = await readSchemeFolder(starterScheme)
  const scope = { division, insurance: '310', range: { from: isoDate('2025-01-01'), until: null } } as const
  const at = source.now()
  const kept = await importScheme(schemeStore(database.pool), { scheme, digest, codeEdition: null, scope, at }, false)
  if (!kept.ok) throw new Error(kept.error.code)
  const loaded = await loadPaymentFolder(join(policyFolder, 'payment', '990301-sandbox'))
  const plan = loaded.ok ? loaded.value.plans.find((one) => one.plan.id === 'sandbox-drg-points') : undefined
  if (plan === undefined) throw new Error('no plan sandbox-drg-points ships')
  const payer = paymentDesk(database.pool, source)
  await payer.plans.keep(plan, at, true)
  return payer
}

/** Shows a matter whole: what happened, its papers, its money and the entries. */
async function tellMatter(desk: CaseworkDesk, matterId: string, say: ExampleOptions['say']): Promise<void> {
  const filed = await desk.matters.matter(matterId)
  if (filed === null) throw new Error(`no matter ${matterId}`)
  for (const line of matterLines(filed)) say(line)
  for (const line of (await desk.matters.events(matterId)).flatMap(eventLines)) say(line)
  for (const document of await desk.matters.documents(matterId)) say(documentLine(document))
  for (const row of await desk.matters.money(matterId)) {
    say(moneyLine(row))
    const entry = row.entryId === null ? null : await desk.matters.entry(row.providerCode, row.entryId)
    for (const line of entry === null ? [] : entryLines(entry.entry)) say(line)
  }
}

/**
 * Plays two review items from hit to recovered money on an unused scratch database: a duplicate charge that an audit rule found, taken
 * from the next month's statement; and a split stay that a pattern found, booked as a claim and paid in.
 *
 * @returns what the verification says of the database in the end
 */
export async function playExample({ database, box, say, log }: ExampleOptions): Promise<VerifyReport> {
  const { pool } = database
  let now = localDateTime('2025-03-01 08:00:00')
  const clock: Clock = { now: () => now }
  const setTime = (time: string): void => {
    now = localDateTime(time)
  }
  const source = { now: clock.now, newId: idSource() }
  await plantSandbox(pool, box, now)
  const [packs, profiles, law] = await Promise.all([
    loadPacks(policyFolder),
    loadInterface(policyFolder),
    shippedCaseworkLaw(),
  ])
  const centre = await openCentre({ database, secretBox: box, clock, packs, profiles, log })
  try {
    const ward = await openSandboxWard({ pool, box, centre, providerCode: hospital, setTime })
    say('一、三次住院，经接口登记、记账、结算 three stays, through the national interface')
    for (const line of await threeStays(ward)) say(`  ${line}`)
  } finally {
    await centre.close()
  }

  setTime('2025-03-19 09:00:00')
  const desk = caseworkDesk(pool, source, law)
  const bureau = await openBureau(pool, desk, { division, providerCode: hospital })
  const stage = { desk, bureau, setTime }
  say('\n二、命中 hits')
  const scope = { division, from: isoDate('2025-03-01'), until: isoDate('2025-03-19') }
  const duplicate = await duplicateHit(database, desk, scope, (line) => say(`  ${line}`))
  const split = await splitHit(pool, desk, scope, (line) => say(`  ${line}`))

  const about = await desk.matters.line(duplicate.matterId)
  if (about === null) throw new Error('the duplicate charge is about a line of its bill')
  say(lineShareLine(about))
  await decide(stage, duplicate.matterId, fundShareOf(about.line), [
    '重症监护已含一级护理，同日不得另收',
    '系收费系统设置错误，认可退回',
    '重复收费属实，追回',
  ])
  await decide(stage, split.matterId, split.stake, [
    '出院两日后同病种再次入院，涉嫌分解住院',
    '第二次系病情反复，请复核',
    '病历记载治疗连续，系分解住院，追回第二次基金支付',
  ])
  await execute(stage, duplicate.matterId, 'deduction')
  await execute(stage, split.matterId, 'claim')
  setTime('2025-04-01 15:00:00')
  await bureau.act('clerk.feng', split.matterId, 'settle', { evidence: ['进账单 bank slip 20250401-17'] })

  setTime('2025-04-02 09:00:00')
  const payer = await keepPlan(database, source)
  const order = { division, scheme: '310', month: '2025-03', actor: atConsole, open: false, hold: true } as const
  const month = await runMonth(payer, order, () => undefined)
  if (!month.ok) throw new Error(runRefusalText(month.error))
  const [statement] = await payer.runs.statements(month.value.run.runId)
  setTime('2025-04-03 09:00:00')
  const settled = await settleDeductions(desk, atConsole)
  for (const { matterId } of [duplicate, split]) await bureau.act('lead.qian', matterId, 'close')

  say('\n三、重复收费：从三月结算单扣回 the duplicate charge, taken by the statement of March')
  if (statement !== undefined) {
    const { number, fundPayable, withheld, deducted, appropriated } = statement
    say(
      `  结算单 statement ${number}  应付 payable ${yuan(fundPayable)}  预留保证金 deposit withheld ${yuan(withheld)}  扣款 deducted ${yuan(deducted)}  拨付 paid ${yuan(appropriated)}  到账 settled ${settled.length} 件`,
    )
  }
  await tellMatter(desk, duplicate.matterId, say)
  say('\n四、分解住院：立为应收，机构退回 the split stay, claimed and paid back')
  await tellMatter(desk, split.matterId, say)
  return await verifyAll(
    verifyStore(pool),
    () => undefined,
    paymentVerifyStore(pool),
    caseworkVerifyStore(pool, localCrypto.sm3),
  )
}
