import { type CaseworkRefusal, type NewItem, open } from '@yibao/core/casework'
import { type Fen, ok, type Result, sumFen, zeroFen } from '@yibao/core/kernel'
import type { CaseworkDesk, FiledOpening, FindingsAsked, IntakeItem } from './casework-ports.ts'
import { type Actor, actorName, operationOf } from './operation-log.ts'

/** What was taken in, and what was there already. */
export interface Intake {
  readonly opened: readonly { readonly matterId: string; readonly item: NewItem }[]
  readonly known: number
  readonly stake: Fen
}

/** What was found and left, and why. */
interface LeftOut {
  /** Below the least amount that was asked for. */
  readonly small: number
  /** More than were asked for. */
  readonly beyond: number
  /** There may be more still: so many were not looked at. */
  readonly isMore: boolean
}

/** Items of one transaction: an intake that is killed has taken whole ones, and takes the others when it is asked again. */
const atOnce = 200

/** How many findings are looked at so as to tell how many are left. */
const lookedAtOnce = 20_000

/** Who takes hits in: the system, whoever ran it. */
const office = 'system'

async function take(
  desk: CaseworkDesk,
  actor: Actor,
  items: readonly IntakeItem[],
): Promise<Result<Intake, CaseworkRefusal>> {
  const by = { userId: actorName(actor), office } as const
  const openings: FiledOpening[] = []
  for (const intake of items) {
    const context = {
      matterId: desk.newId(),
      procedure: 'review',
      actor: by,
      now: desk.now(),
      law: desk.law,
    } as const
    const step = open(intake.item, context)
    if (!step.ok) return step
    openings.push({ ...step.value, intake })
  }
  const opened: { readonly matterId: string; readonly item: NewItem }[] = []
  for (let from = 0; from < openings.length; from += atOnce) {
    const together = openings.slice(from, from + atOnce)
    await desk.matters.inOne(async (tables) => {
      const filed = await tables.open(together)
      const fresh = together.flatMap(({ matter: { matterId }, intake: { item } }) =>
        filed.has(matterId) ? [{ matterId, item }] : [],
      )
      if (fresh.length === 0) return
      const details = {
        matters: fresh.map(({ matterId, item }) => ({ matterId, source: item.source, key: item.sourceKey })),
      }
      await tables.note(operationOf(desk, actor, { action: 'matters.intake', details }))
      opened.push(...fresh)
    })
  }
  return ok({ opened, known: items.length - opened.length, stake: sumFen(opened.map(({ item }) => item.stake)) })
}

/**
 * Opens a review item for each hit that is not on file, whoever found it; the same hit offered twice is taken once. Refuses with
 * `casework.amount` of a stake below zero, before anything is taken.
 *
 * @param scheme the insurance whose fund was charged, where all items are of one; else that of the person's last settlement there
 */
export async function takeItems(
  desk: CaseworkDesk,
  actor: Actor,
  items: readonly NewItem[],
  scheme: IntakeItem['scheme'] = null,
): Promise<Result<Intake, CaseworkRefusal>> {
  const known = scheme === null ? await desk.matters.schemesOf(items) : []
  return await take(
    desk,
    actor,
    items.map((item, index) => ({ item, scheme: scheme ?? known[index] ?? null })),
  )
}

/**
 * Opens a review item for each finding of audit rules of the days, breaches and suspicions, of settlements that stand. What was taken out
 * of the bill at settlement is no longer at stake; what was taken out whole is no item, nor is what has less than `atLeast` at stake.
 */
export async function takeFindings(
  desk: CaseworkDesk,
  actor: Actor,
  { atLeast = zeroFen, ...asked }: FindingsAsked & { readonly atLeast?: Fen },
): Promise<Result<Intake & LeftOut, CaseworkRefusal>> {
  const looked = Math.max(asked.limit, lookedAtOnce)
  const found = await desk.matters.findings({ ...asked, limit: looked })
  const enough = found.filter(({ item }) => item.stake >= atLeast)
  const taken = await take(desk, actor, enough.slice(0, asked.limit))
  if (!taken.ok) return taken
  const [small, beyond] = [found.length - enough.length, Math.max(0, enough.length - asked.limit)]
  return ok({ ...taken.value, small, beyond, isMore: found.length === looked })
}
