import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { divisionCode, localDateTime } from '../kernel/index.ts'
import { isPieceCode, pieceCode } from './code.ts'
import { compareStock, stockActs } from './stock-take.ts'
import { custodyRow } from './transitions.ts'
import type { Piece, PieceState } from './types.ts'

const piece = (serial: number, state: PieceState, place = '柜一'): Piece => ({
  code: pieceCode(2023, serial),
  matterId: null,
  division: divisionCode('990270'),
  kind: 'object',
  title: '药盒',
  source: '甲药店',
  content: null,
  state,
  version: 1,
  head: '',
  place,
  keeper: 'keeper',
  collectedAt: localDateTime('2023-11-13 09:00:00'),
  changedAt: localDateTime('2023-11-13 09:00:00'),
  borrower: null,
  dueBack: null,
  approval: null,
})
const codes = (...serials: readonly number[]) => serials.map((serial) => pieceCode(2023, serial))

describe('a stock-take', () => {
  const register = [
    piece(1, 'in'),
    piece(2, 'in'),
    piece(3, 'in'),
    piece(4, 'out'),
    piece(5, 'lost', '柜二'),
    piece(6, 'in', '柜二'),
    piece(7, 'damaged'),
    piece(8, 'destroyed'),
  ]
  const counted = [
    { code: pieceCode(2023, 1), damaged: false },
    { code: pieceCode(2023, 2), damaged: true },
    { code: pieceCode(2023, 2), damaged: false },
    { code: pieceCode(2023, 5), damaged: false },
    { code: pieceCode(2023, 6), damaged: false },
    { code: pieceCode(2023, 7), damaged: true },
    { code: pieceCode(2023, 8), damaged: false },
    { code: pieceCode(2023, 99), damaged: false },
  ]
  const difference = compareStock('柜一', register, counted)

  it('tells found, damaged, missing, on loan and what should not be there', () => {
    assert.deepEqual(difference, {
      found: codes(1, 5),
      damaged: codes(2, 7),
      missing: codes(3),
      out: codes(4),
      unexpected: [
        { code: pieceCode(2023, 6), state: 'in', place: '柜二' },
        { code: pieceCode(2023, 8), state: 'destroyed', place: '柜一' },
        { code: pieceCode(2023, 99), state: null, place: null },
      ],
    })
  })

  it('does to each piece what the table allows', () => {
    const stateOf = (code: string) => register.find((one) => one.code === code)?.state ?? null
    const acts = stockActs(difference, stateOf)
    assert.equal(acts.length, 5)
    for (const { code, act } of acts) assert.notEqual(custodyRow(stateOf(code), act), null, `${code} ${act}`)
  })
})

describe('the code of a piece', () => {
  it('shows a wrong digit and two that changed places', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_999 }),
        fc.nat(8),
        fc.integer({ min: 1, max: 9 }),
        (serial, at, add) => {
          const code = pieceCode(2023, serial)
          assert.ok(isPieceCode(code))
          const places = [...code].flatMap((one, place) => (/\d/.test(one) ? [place] : []))
          const place = places[at] ?? 1
          const wrong = `${code.slice(0, place)}${(Number(code[place]) + add) % 10}${code.slice(place + 1)}`
          assert.equal(isPieceCode(wrong), false, wrong)
        },
      ),
    )
  })

  it('is nothing else', () => {
    for (const text of ['', 'E2023-000001', 'E2023-1-1', pieceCode(2023, 1).toLowerCase()])
      assert.equal(isPieceCode(text), false)
  })
})
