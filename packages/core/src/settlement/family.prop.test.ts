import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { familyOf } from '../../tests/support/family-day.ts'
import { freshStore } from '../../tests/support/hospital-day.ts'
import { anyTwoLayers, planOfNumbers } from '../../tests/support/random-plan.ts'
import {
  admitted,
  billed,
  cancelStay,
  charge,
  discharged,
  historyOf,
  lawOf,
  stayBook,
  stayLine,
} from '../../tests/support/stay-day.ts'
import { accepted } from '../../tests/support/world.ts'
import { type Fen, fen, negateFen, quantity, sumFen } from '../kernel/index.ts'
import { familyPaymentsOf, type Lender } from './family.ts'
import { cancelOf, reversalOf } from './undo.ts'
import { verifyPerson } from './verify.ts'

const ownerIds = ['O1', 'O2', 'O3'] as const
const openings = fc.array(fc.integer({ min: 0, max: 500_00 }).map(fen), { minLength: 1, maxLength: 3 })

const anyAct = fc.oneof(
  fc.record({ do: fc.constant('refund' as const), which: fc.nat(20) }),
  fc.record({ do: fc.constant('charge' as const), price: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ do: fc.constant('bill' as const), account: fc.boolean() }),
  fc.constant({ do: 'undo' as const }),
  fc.constant({ do: 'undo-and-back' as const }),
)

test('whatever a stay with its bills, cancels and restores does, nobody is below zero, and at the end all have their own back', () => {
  fc.assert(
    fc.property(
      anyTwoLayers(1_000_00),
      openings,
      fc.integer({ min: 0, max: 100_00 }).map(fen),
      fc.array(anyAct, { minLength: 6, maxLength: 16 }),
      (numbers, given, own, acts) => {
        const book = stayBook({}, { ...planOfNumbers(numbers), care: ['inpatient'] })
        const owners = given.map((opening, n) => ({ ownerId: ownerIds[n] ?? '', opening }))
        const family = familyOf(admitted({}, freshStore(own)), owners)
        const { member } = family
        const standing: string[] = []
        let number = 0
        const free = (): Fen =>
          sumFen(member.lines().flatMap((line) => (line.settlementId === null ? [line.split.total] : [])))
        const giveBack = (which: number): void => {
          const lines = member.lines()
          const whole = lines.filter(
            (line) => line.refundOf === null && !lines.some(({ refundOf }) => refundOf === line.lineNumber),
          )
          const original = whole[which % Math.max(1, whole.length)]
          if (original === undefined) return
          const { lineNumber, price, split } = original
          const back = { price, quantity: quantity(-10_000), refundOf: lineNumber, stated: negateFen(split.total) }
          charge(member, [stayLine(`L${number}`, 'A', '1', '2025-02-22', back)], book)
        }
        const bill = (interim: boolean, accountUsed: boolean): void => {
          const settlementId = `S${number}`
          const { amounts, familyPayments } = billed(member, free(), { settlementId, interim, accountUsed, book })
          assert.equal(sumFen(familyPayments.map(({ amount }) => amount)), amounts.family)
          assert.equal(amounts.account + amounts.family + amounts.cash, amounts.person)
          if (amounts.person >= 0) assert.ok(amounts.cash >= 0, 'an account never becomes cash')
          standing.push(settlementId)
        }
        const cancel = (settlementId: string): void => {
          const order = cancelStay(settlementId, `C${number}`)
          member.record(accepted(cancelOf(member.fileFor({ rootId: settlementId }), order)))
        }
        for (const act of [...acts, { do: 'last' as const }]) {
          number += 1
          const last = standing.at(-1)
          const open = member.lines().some(({ settlementId }) => settlementId === null)
          if (act.do === 'charge') {
            charge(member, [stayLine(`L${number}`, 'A', String(act.price), '2025-02-21')], book)
          } else if (act.do === 'refund') giveBack(act.which)
          else if (act.do === 'bill' && open) bill(true, act.account)
          else if (act.do === 'undo' && last !== undefined) cancel(standing.pop() ?? '')
          else if (act.do === 'undo-and-back' && last !== undefined) {
            const before = owners.map(({ ownerId }) => family.balanceOf(ownerId))
            cancel(last)
            const order = cancelStay(last, `R${number}`)
            member.record(accepted(reversalOf(member.fileFor({ rootId: last }), `C${number}`, order)))
            assert.deepEqual(
              owners.map(({ ownerId }) => family.balanceOf(ownerId)),
              before,
            )
          } else if (act.do === 'last') {
            discharged(member)
            if (member.lines().length > 0) bill(false, true)
          }
          for (const { ownerId } of owners) assert.ok(family.balanceOf(ownerId) >= 0)
          assert.ok(member.fileFor({}).accountBalance >= 0)
        }
        assert.deepEqual(verifyPerson(historyOf(member, own), lawOf(book)), [])
        for (const { ownerId } of owners) {
          assert.deepEqual(verifyPerson(family.historyOf(ownerId), lawOf(book)), [])
        }
        for (const settlementId of standing.toReversed()) {
          number += 1
          cancel(settlementId)
        }
        assert.equal(member.fileFor({}).accountBalance, own)
        for (const { ownerId, opening } of owners) assert.equal(family.balanceOf(ownerId), opening)
      },
    ),
    { numRuns: 300 },
  )
})

test('relatives pay exactly what is asked, none more than may be given, nobody before an earlier one is empty', () => {
  fc.assert(
    fc.property(openings, fc.nat(), (rooms, pick) => {
      const lenders: readonly Lender[] = rooms.map((room, n) => {
        const range = { from: '2020-01-01', until: null } as unknown as Lender['owner']['range']
        const account = { balance: room, version: 1, yearlyLimit: null, usedByYear: {} }
        return { room, owner: { ownerId: ownerIds[n] ?? '', ownerName: '测*', range, ...account } }
      })
      const amount = fen(pick % (sumFen(rooms) + 1))
      const payments = familyPaymentsOf(amount, lenders, [])
      assert.equal(sumFen(payments.map((payment) => payment.amount)), amount)
      const paid = rooms.map((_, n) => payments.find(({ ownerId }) => ownerId === ownerIds[n])?.amount ?? 0)
      for (const [n, room] of rooms.entries()) {
        assert.ok((paid[n] ?? 0) <= room)
        if ((paid[n] ?? 0) < room) assert.ok(paid.slice(n + 1).every((later) => later === 0))
      }
    }),
  )
})
