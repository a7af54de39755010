import assert from 'node:assert/strict'
import { test } from 'node:test'
import { familyOf } from '../../tests/support/family-day.ts'
import { cancelOrder, freshStore, orderOf, register, settleVisit } from '../../tests/support/hospital-day.ts'
import { admitted, billed, cancelStay, charge, discharged, stayBook, stayLine } from '../../tests/support/stay-day.ts'
import { accepted, bookWith, lineWith, refusalOf } from '../../tests/support/world.ts'
import { fen, quantity } from '../kernel/index.ts'
import { rerunOf } from './rerun.ts'
import { settleBatch } from './settle.ts'
import { cancelOf, reversalOf } from './undo.ts'

/** A bill of which 550 yuan is the person's: 500 deductible, half of the other 100. */
const lines = [lineWith('1', 'A', '600')]
const own = fen(100_00)

const twoOwners = (first = 300_00, second = 1000_00) =>
  familyOf(freshStore(own), [
    { ownerId: 'O1', opening: fen(first) },
    { ownerId: 'O2', opening: fen(second) },
  ])

test('the own account pays first, then the owners in the order of their authorisation, and cash nothing', () => {
  const family = twoOwners()
  const { amounts, familyPayments, balanceAfter } = settleVisit(family.member, lines)
  const left = amounts.person - 100_00 - 300_00
  assert.ok(left > 0)
  assert.deepEqual([amounts.account, amounts.family, amounts.cash], [100_00, 300_00 + left, 0])
  assert.deepEqual(
    familyPayments.map(({ ownerId, ownerName, amount }) => [ownerId, ownerName, amount]),
    [
      ['O1', 'O1*', 300_00],
      ['O2', 'O2*', left],
    ],
  )
  assert.deepEqual([balanceAfter, family.balanceOf('O1'), family.balanceOf('O2')], [0, 0, 1000_00 - left])
})

test('the provider is owed the family part by the member’s entry, the owner’s entry has only the owner’s side', () => {
  const family = twoOwners(1000_00)
  const { amounts } = settleVisit(family.member, lines)
  const postings = Object.fromEntries(
    family.member.entries().flatMap((entry) => entry.postings.map(({ account, amount }) => [account, amount])),
  )
  assert.equal(postings['provider:H1:receivable'], amounts.pool + amounts.account + amounts.family)
  assert.equal(postings['person:O1:shared'], -amounts.family)
  assert.deepEqual(
    family.historyOf('O1').familyEntries?.map(({ entry }) => [entry.entryId, entry.kind, entry.postings]),
    [
      [
        'S1',
        'family',
        [
          { account: 'person:O1:account', amount: -amounts.family },
          { account: 'person:O1:shared', amount: amounts.family },
        ],
      ],
    ],
  )
})

test('who does not want the account, or names an amount of it, takes nothing of relatives', () => {
  for (const [asked, account] of [
    [{ accountUsed: false }, 0],
    [{ accountAsked: fen(40_00) }, 40_00],
  ] as const) {
    const family = twoOwners()
    register(family.member, lines)
    const order = orderOf(fen(600_00), asked)
    const decision = accepted(settleBatch(family.member.fileFor({ visitId: 'V1' }), order))
    assert.deepEqual([decision.settlement?.amounts.account, decision.settlement?.amounts.family], [account, 0])
    assert.deepEqual(decision.family, [])
  }
})

test('a yearly limit holds over the bills of the year, and a cancel gives it back', () => {
  const family = familyOf(freshStore(fen(0)), [{ ownerId: 'O1', opening: fen(9000_00), yearlyLimit: fen(120_00) }])
  assert.equal(settleVisit(family.member, lines).amounts.family, 120_00)
  const second = { visitId: 'V2', settlementId: 'S2' }
  assert.equal(settleVisit(family.member, [lineWith('2', 'A', '50')], second).amounts.family, 0)
  const cancel = cancelOrder('C2', { settlementNamed: 'S2', visitId: 'V2' })
  family.member.record(accepted(cancelOf(family.member.fileFor({ rootId: 'S2' }), cancel)))
  family.member.record(accepted(cancelOf(family.member.fileFor({ rootId: 'S1' }), cancelOrder('C1'))))
  const third = { visitId: 'V3', settlementId: 'S3' }
  assert.equal(settleVisit(family.member, [lineWith('3', 'A', '50')], third).amounts.family, 50_00)
})

test('a cancel gives every owner back what was paid, also who withdrew since', () => {
  const family = twoOwners()
  settleVisit(family.member, lines)
  family.withdraw('O1')
  family.member.record(accepted(cancelOf(family.member.fileFor({ rootId: 'S1' }), cancelOrder('C1'))))
  assert.deepEqual([family.balanceOf('O1'), family.balanceOf('O2')], [300_00, 1000_00])
})

test('a cancel is not reversed against an owner who withdrew or spent the money', () => {
  const cancelled = () => {
    const family = twoOwners()
    settleVisit(family.member, lines)
    family.member.record(accepted(cancelOf(family.member.fileFor({ rootId: 'S1' }), cancelOrder('C1'))))
    return family
  }
  const restore = ({ member }: ReturnType<typeof twoOwners>) =>
    reversalOf(member.fileFor({ rootId: 'S1' }), 'C1', cancelOrder('R1'))
  const withdrawn = cancelled()
  withdrawn.withdraw('O2')
  assert.deepEqual(refusalOf(restore(withdrawn)), { code: 'settlement.family-not-authorised', owner: 'O2*' })
  const spent = cancelled()
  spent.spend('O1', fen(1))
  assert.deepEqual(refusalOf(restore(spent)), {
    code: 'settlement.family-too-small',
    owner: 'O1*',
    available: 299_99,
    asked: 300_00,
  })
  const untouched = cancelled()
  untouched.member.record(accepted(restore(untouched)))
  assert.equal(untouched.balanceOf('O1'), 0)
})

test('under the law it was made with, a settlement that relatives paid comes out to the same fen', () => {
  const outpatient = twoOwners()
  const settled = settleVisit(outpatient.member, lines)
  assert.deepEqual(accepted(rerunOf(settled, { book: bookWith(), on: null })).amounts, settled.amounts)
  const { member } = familyOf(admitted({}, freshStore(fen(50_00))), [{ ownerId: 'O1', opening: fen(5000_00) }])
  charge(member, [stayLine('1', 'A', '500', '2025-02-21')])
  billed(member, fen(500_00), { settlementId: 'S1', interim: true })
  charge(member, [stayLine('2', 'A', '300', '2025-02-21')])
  const later = billed(member, fen(300_00), { settlementId: 'S2', interim: true })
  assert.equal(later.amounts.family, 60_00)
  assert.deepEqual(accepted(rerunOf(later, { book: stayBook(), on: null })).amounts, later.amounts)
})

test('what a stay gives back goes to the owner who paid it, and relatives never pay for what was paid in cash', () => {
  const family = familyOf(admitted({}, freshStore(fen(0))), [{ ownerId: 'O1', opening: fen(5000_00) }])
  const { member } = family
  charge(member, [stayLine('1', 'A', '500', '2025-02-21')])
  const first = billed(member, fen(500_00), { settlementId: 'S1', interim: true, accountUsed: false })
  assert.equal(first.amounts.cash, 180_00)
  charge(member, [stayLine('2', 'A', '100', '2025-02-21')])
  const second = billed(member, fen(100_00), { settlementId: 'S2', interim: true })
  assert.deepEqual([second.amounts.family, second.amounts.cash], [20_00, 0])
  charge(member, [
    stayLine('3', 'A', '100', '2025-02-22', { quantity: quantity(-10_000), refundOf: '2', stated: fen(-100_00) }),
  ])
  discharged(member)
  const last = billed(member, fen(-100_00), { settlementId: 'S3', accountUsed: false })
  assert.deepEqual([last.amounts.person, last.amounts.family, last.amounts.cash], [-20_00, -20_00, 0])
  assert.equal(family.balanceOf('O1'), 5000_00)
  member.record(accepted(cancelOf(member.fileFor({ rootId: 'S3' }), cancelStay('S3', 'C3'))))
  assert.equal(family.balanceOf('O1'), 5000_00 - 20_00)
})
