import {
  type CountedPiece,
  type CustodyStep,
  compareStock,
  custodyStep,
  type EvidenceRefusal,
  type Piece,
  type StockTake,
  stockActs,
} from '@yibao/core/evidence'
import { type DivisionCode, invariant, isWithin, ok, type Result, refuse } from '@yibao/core/kernel'
import { type EvidenceActor, type EvidenceDesk, mayTouch } from './evidence.ts'
import { operationOf } from './operation-log.ts'

/** What was counted at one place. */
export interface StockCount {
  readonly place: string
  readonly division: DivisionCode
  readonly counted: readonly CountedPiece[]
}

/**
 * Takes stock at a place of one division: what was found, missed or found damaged goes into the chain of each piece, all of it or
 * nothing. Another division may have a place of the same name; its pieces are strangers here. Refuses with `evidence.no-right`, and as
 * `custodyStep` does.
 */
export async function takeStock(
  desk: EvidenceDesk,
  by: EvidenceActor,
  { place, division, counted }: StockCount,
): Promise<Result<StockTake, EvidenceRefusal>> {
  if (!(await mayTouch(desk, by.userId, 'evidence.keep', division))) {
    return refuse({ code: 'evidence.no-right', userId: by.userId, office: 'keeper' })
  }
  return desk.store.alone(`place ${place}`, async (tables) => {
    const register = new Map<string, Piece>()
    const enter = (piece: Piece | null) => {
      if (piece !== null && isWithin(piece.division, division)) register.set(piece.code, piece)
    }
    for (const piece of await tables.pieces({ matterId: null, state: null, place })) enter(piece)
    // In the order of codes, as every other stock-take: two that wait for one another would wait for ever.
    for (const code of counted.map((one) => one.code).sort()) if (!register.has(code)) enter(await tables.piece(code))
    const [number, at] = [desk.newId(), desk.now()]
    const difference = compareStock(place, [...register.values()], counted)
    const stateOf = (code: string) => register.get(code)?.state ?? null
    const steps: CustodyStep[] = []
    for (const { code, act } of stockActs(difference, stateOf)) {
      const piece = register.get(code)
      invariant(piece !== undefined, 'a stock-take acts on pieces of the register')
      const details = act === 'count-missing' ? { stockTake: number } : { stockTake: number, place }
      const step = custodyStep(piece, { act, actor: by.userId, reason: '', details }, at, desk.digest.text)
      if (!step.ok) return step
      steps.push(step.value)
    }
    for (const { piece, event } of steps) {
      await tables.record(piece, event)
      const told = { by: by.userId, number: event.number, hash: event.hash, stockTake: number }
      const what = { action: `evidence.${event.act}`, target: event.code, details: told }
      await tables.note(operationOf(desk, by.actor, what))
    }
    const take: StockTake = { ...difference, number, place, by: by.userId, at }
    await tables.addStockTake(take)
    const { found, damaged, missing, unexpected } = difference
    const counts = [found, damaged, missing, unexpected].map(({ length }) => length)
    await tables.note(
      operationOf(desk, by.actor, {
        action: 'evidence.stock-take',
        target: place,
        details: { by: by.userId, number, counts },
      }),
    )
    return ok(take)
  })
}
