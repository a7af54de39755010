import { addFen, type Fen, negateFen, sumFen, zeroFen } from '../kernel/index.ts'
import { accounts, type JournalEntry } from '../ledger/index.ts'
import { benefitYear } from '../policy/index.ts'
import { borneOf, deductedStreams, deductedTotals } from './deductions.ts'
import { amountNames, apportionAfter } from './difference.ts'
import { periodsFor } from './periods.ts'
import { paidBy, streamsOf, totalsOf } from './quote.ts'
import { postingsOf } from './settle.ts'
import type { FiledSettlement } from './types.ts'
import { stands } from './undo.ts'
import { checkDeductions } from './verify-audit.ts'
import { carryCorrections, checkCorrectedStand } from './verify-corrections.ts'
import { carryAccountEntries, checkFamilyPayments } from './verify-family.ts'
import { checkLines, sumParts } from './verify-lines.ts'
import { checkEarlierBills, checkStays } from './verify-stays.ts'
import type { LawOfDay, PersonHistory, PlanOf, Report, Violation } from './verify-types.ts'

function checkAmounts({ settlementId, amounts }: FiledSettlement, report: Report): void {
  const where = `settlement ${settlementId}`
  if (sumParts(amounts) !== amounts.total) report(1, 'bill parts', where, sumParts(amounts), amounts.total)
  const paid = paidBy(amounts)
  if (paid !== amounts.total) report(2, 'payers', where, paid, amounts.total)
  const person = sumFen([amounts.account, amounts.family, amounts.cash])
  if (person !== amounts.person) report(2, 'person part', where, amounts.person, person)
}

/** What undoes a settlement is its opposite, amount by amount and total by total. */
function checkUndoing(settlement: FiledSettlement, undone: FiledSettlement, report: Report): void {
  const where = `settlement ${settlement.settlementId}`
  for (const name of amountNames) {
    const expected = negateFen(undone.amounts[name])
    if (settlement.amounts[name] !== expected) report(3, `opposite ${name}`, where, settlement.amounts[name], expected)
  }
  for (const code of new Set([...Object.keys(settlement.totalsAdded), ...Object.keys(undone.totalsAdded)])) {
    const expected = negateFen(undone.totalsAdded[code] ?? zeroFen)
    const found = settlement.totalsAdded[code] ?? zeroFen
    if (found !== expected) report(3, `opposite total ${code}`, where, found, expected)
  }
}

function postedTo(entry: JournalEntry, account: string): Fen {
  return sumFen(entry.postings.filter((posting) => posting.account === account).map((posting) => posting.amount))
}

function checkEntry(settlement: FiledSettlement, undone: FiledSettlement | null, report: Report): void {
  const { entry, settlementId } = settlement
  const where = `entry ${settlementId}`
  const sum = sumFen(entry.postings.map((posting) => posting.amount))
  if (sum !== 0) report(3, 'postings sum', where, sum, 0)
  const expected = postingsOf(settlement)
  for (const { account, amount } of expected) {
    if (postedTo(entry, account) !== amount) report(3, `posting to ${account}`, where, postedTo(entry, account), amount)
  }
  const known = new Set(expected.map(({ account }) => account))
  for (const { account, amount } of entry.postings) {
    if (!known.has(account)) report(3, `posting to ${account}`, where, amount, 'none')
  }
  if (undone === null) return
  if (entry.opposes !== undone.settlementId) report(3, 'linked entry', where, entry.opposes, undone.settlementId)
  for (const { account, amount } of undone.entry.postings) {
    const here = postedTo(entry, account)
    if (here !== negateFen(amount)) report(3, `opposite posting to ${account}`, where, here, negateFen(amount))
  }
}

/** A person's own figures as they must have been at one moment, built up from nothing. */
interface Replay {
  balance: Fen
  readonly totals: Map<string, Fen>
  /** The settlements that stand, by number, in the order in which they came to stand. */
  readonly standing: Map<string, FiledSettlement>
}

const totalKey = (scheme: string, period: string, code: string): string => `${scheme} ${period} ${code}`

/** The running totals that a settlement was computed on must be those that history gives at that moment. */
function checkUsed({ basis, scheme, settlementId }: FiledSettlement, replay: Replay, report: Report): void {
  const schemes = [scheme, ...(basis.carriedFrom ?? [])]
  for (const code of new Set([...Object.keys(basis.periods), ...Object.keys(basis.used)])) {
    const period = basis.periods[code]
    const counted = schemes.map((each) => replay.totals.get(totalKey(each, period ?? '', code)) ?? zeroFen)
    const expected = sumFen(counted)
    const found = basis.used[code] ?? zeroFen
    if (found !== expected) report(4, `running total ${code} before`, `settlement ${settlementId}`, found, expected)
  }
}

/** What a first settlement was computed from must be what history gives at that moment; then the law gives its amounts. */
function checkBasis(settlement: FiledSettlement, replay: Replay, planOf: PlanOf, report: Report): void {
  const { basis, amounts, scheme, settlementId } = settlement
  const where = `settlement ${settlementId}`
  if (basis.accountBalance !== replay.balance) report(5, 'account before', where, basis.accountBalance, replay.balance)
  checkUsed(settlement, replay, report)
  const law = planOf(basis.packHash, basis.planId, basis.on)
  if (law === null) {
    report(8, 'pack on file', where, 'none', `${basis.packHash} ${basis.planId}`)
    return
  }
  const { facts, streams, used, accountBalance, accountUsed, accountAsked, stay, carriedFrom = [] } = basis
  const { familyBalance = zeroFen } = basis
  const carry = (law.stays?.carry ?? []).filter(({ to }) => to === scheme).map(({ from }) => from)
  if (carriedFrom.join() !== carry.join()) report(8, 'schemes carried from', where, carriedFrom.join(), carry.join())
  checkPeriods(settlement, law, report)
  checkEarlierBills(settlement, [...replay.standing.values()], law, report)
  const deductibleBefore = stay?.deductibleBefore ?? zeroFen
  const account = { accountBalance, accountUsed, accountAsked, familyBalance }
  const borne = borneOf(basis.audit)
  const bill = { totals: amounts, borne, streams, facts, used, ...account, deductibleBefore }
  const again = apportionAfter(law.compiled, bill, stay?.before ?? [], basis.periods, false)
  if (!again.ok) {
    report(8, 'computed again', where, again.error.code, 'a settlement')
    return
  }
  const computed = again.value
  for (const name of amountNames) {
    if (amounts[name] !== computed.amounts[name]) {
      report(8, `${name} computed again`, where, amounts[name], computed.amounts[name])
    }
  }
  const { poolRate } = computed.amounts
  if (poolRate !== amounts.poolRate) report(8, 'pool rate computed again', where, amounts.poolRate, poolRate)
  for (const code of new Set([...Object.keys(computed.totalsAdded), ...Object.keys(settlement.totalsAdded)])) {
    const [found, expected] = [settlement.totalsAdded[code] ?? zeroFen, computed.totalsAdded[code] ?? zeroFen]
    if (found !== expected) report(8, `addition to ${code} computed again`, where, found, expected)
  }
}

/** Every total of the plan was counted over the period in which the settlement lies. */
function checkPeriods({ settlementId, basis, visitId, year }: FiledSettlement, law: LawOfDay, report: Report): void {
  const where = `settlement ${settlementId}`
  const episode = basis.stay?.episode ?? visitId
  const occasion = { on: basis.on, admission: null, discharge: null, stay: visitId, episode }
  const expected = benefitYear(law.year, occasion)
  if (year !== expected) report(8, 'year computed again', where, year, expected)
  const periods = periodsFor(law.compiled.plan.totals, occasion, law.year, basis.stay?.before)
  for (const [code, period] of Object.entries(periods)) {
    if (basis.periods[code] !== period)
      report(8, `period of ${code} computed again`, where, basis.periods[code], period)
  }
}

function carry(settlement: FiledSettlement, root: FiledSettlement, replay: Replay, report: Report): void {
  const { scheme, basis, settlementId } = settlement
  const stood = replay.standing.delete(root.settlementId)
  if (!stood) replay.standing.set(root.settlementId, root)
  replay.balance = addFen(replay.balance, negateFen(settlement.amounts.account))
  if (replay.balance < 0) report(5, 'account', `settlement ${settlementId}`, replay.balance, 'zero or more')
  if (settlement.balanceAfter !== replay.balance) {
    report(4, 'balance after', `settlement ${settlementId}`, settlement.balanceAfter, replay.balance)
  }
  for (const [code, amount] of Object.entries(settlement.totalsAdded)) {
    const key = totalKey(scheme, basis.periods[code] ?? '', code)
    replay.totals.set(key, addFen(replay.totals.get(key) ?? zeroFen, amount))
  }
}

function checkStanding(history: PersonHistory, replay: Replay, report: Report): void {
  const { accountBalance, totals, insuredId } = history
  if (accountBalance !== replay.balance) report(4, 'account balance', 'person', accountBalance, replay.balance)
  const entries = [
    ...history.otherEntries,
    ...(history.familyEntries ?? []).map(({ entry }) => entry),
    ...(history.creditEntries ?? []).map(({ entry }) => entry),
    ...history.settlements.map((settlement) => settlement.entry),
  ]
  const posted = sumFen(entries.map((entry) => postedTo(entry, accounts.personalAccount(insuredId))))
  if (posted !== accountBalance) report(4, 'account in the ledger', 'person', accountBalance, posted)
  const stored = new Map(totals.map((total) => [totalKey(total.scheme, total.period, total.code), total.amount]))
  for (const key of new Set([...stored.keys(), ...replay.totals.keys()])) {
    const [found, expected] = [stored.get(key) ?? zeroFen, replay.totals.get(key) ?? zeroFen]
    if (found !== expected) report(4, `running total ${key}`, 'person', found, expected)
  }
}

function checkLinks(
  history: PersonHistory,
  chains: ReadonlyMap<string, readonly FiledSettlement[]>,
  report: Report,
): void {
  for (const [rootId, chain] of chains) {
    const where = `settlement ${rootId}`
    const linked = history.lines.filter((line) => line.settlementId === rootId)
    const root = chain[0]
    if (!stands(chain)) {
      if (linked.length > 0) report(6, 'lines of what was undone', where, linked.length, 0)
      continue
    }
    if (root === undefined || history.visitsWithoutLines.includes(root.visitId)) continue
    const sums = deductedTotals(totalsOf(linked), root.basis.audit)
    for (const part of ['total', 'nonCovered', 'overPriceLimit', 'preCoinsurance', 'eligible'] as const) {
      if (sums[part] !== root.amounts[part]) report(6, `lines settled, ${part}`, where, sums[part], root.amounts[part])
    }
    const streams = deductedStreams(streamsOf(linked), root.basis.audit)
    for (const name of new Set([...Object.keys(streams), ...Object.keys(root.basis.streams)])) {
      const [found, expected] = [streams[name] ?? zeroFen, root.basis.streams[name] ?? zeroFen]
      if (found !== expected) report(6, `lines settled, stream ${name}`, where, found, expected)
    }
  }
  for (const line of history.lines) {
    if (line.settlementId !== null && !chains.has(line.settlementId)) {
      report(6, 'settlement of a line', `line ${line.visitId}/${line.lineNumber}`, line.settlementId, 'on file')
    }
  }
}

function checkMessages(history: PersonHistory, report: Report): void {
  const recorded = new Map<string, number>()
  const effects = new Set<string>()
  for (const { providerCode, msgid, settlementId } of history.effects) {
    const key = `${providerCode} ${msgid}`
    if (effects.has(key)) report(6, 'effects of one msgid', key, 'two', 'one')
    effects.add(key)
    if (settlementId !== null) recorded.set(settlementId, (recorded.get(settlementId) ?? 0) + 1)
  }
  for (const { settlementId } of history.settlements) {
    const messages = recorded.get(settlementId) ?? 0
    if (messages !== 1) report(6, 'messages of a settlement', `settlement ${settlementId}`, messages, 1)
    recorded.delete(settlementId)
  }
  for (const settlementId of recorded.keys()) report(6, 'settlement of a message', settlementId, 'missing', 'on file')
  for (const { providerCode, msgid } of history.marks) {
    const key = `${providerCode} ${msgid}`
    if (effects.has(key)) report(6, 'a message reversed before it came', key, 'had its effect', 'refused')
  }
}

/**
 * Goes through one person's history from the beginning, independently of how it was recorded, and names everything
 * that does not agree with the invariants.
 */
export function verifyPerson(history: PersonHistory, planOf: PlanOf): readonly Violation[] {
  const violations: Violation[] = []
  const { insuredId } = history
  const report: Report = (invariant, what, where, found, expected) => {
    violations.push({ invariant, insuredId, what, where, found: String(found), expected: String(expected) })
  }
  const opening = sumFen(history.otherEntries.map((entry) => postedTo(entry, accounts.personalAccount(insuredId))))
  for (const entry of history.otherEntries) {
    const sum = sumFen(entry.postings.map((posting) => posting.amount))
    if (sum !== 0) report(3, 'postings sum', `entry ${entry.entryId}`, sum, 0)
  }
  const replay: Replay = { balance: opening, totals: new Map(), standing: new Map() }
  const carryEntriesBefore = carryAccountEntries(history, replay, report)
  const carryCorrectionsBefore = carryCorrections(history, replay, planOf, report)
  const chains = new Map<string, FiledSettlement[]>()
  checkLines(history, report)
  for (const settlement of history.settlements) {
    const chain = chains.get(settlement.rootId) ?? []
    chains.set(settlement.rootId, chain)
    const undone = chain.at(-1) ?? null
    if ((undone?.settlementId ?? null) !== settlement.undoesId) {
      report(3, 'undone settlement', `settlement ${settlement.settlementId}`, settlement.undoesId, undone?.settlementId)
    }
    chain.push(settlement)
    carryEntriesBefore(settlement.sequence)
    carryCorrectionsBefore(settlement.sequence)
    checkAmounts(settlement, report)
    checkFamilyPayments(settlement, undone, report)
    checkEntry(settlement, undone, report)
    if (undone !== null) checkUndoing(settlement, undone, report)
    else if (settlement.kind === 'settle') checkBasis(settlement, replay, planOf, report)
    else report(3, 'undone settlement', `settlement ${settlement.settlementId}`, 'none', 'on file')
    carry(settlement, chain[0] ?? settlement, replay, report)
  }
  carryEntriesBefore(Number.POSITIVE_INFINITY)
  carryCorrectionsBefore(Number.POSITIVE_INFINITY)
  checkCorrectedStand(history, replay.standing, report)
  checkStanding(history, replay, report)
  checkLinks(history, chains, report)
  checkStays(history, [...replay.standing.values()], report)
  checkDeductions(history, [...replay.standing.values()], report)
  checkMessages(history, report)
  return violations
}
