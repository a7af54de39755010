import { type Act, assignmentOf, assignTo, type CaseworkRefusal, drawRecheck, everybodyIn } from '@yibao/core/casework'
import { type Ppm, type Result, refuse } from '@yibao/core/kernel'
import { mayReach, reachOf } from '@yibao/core/office'
import { withinReach } from './asker.ts'
import { type Acted, actOn } from './casework-act.ts'
import { rightOfOffice } from './casework-offices.ts'
import type { CaseActor, CaseworkDesk, CaseworkFlowRefusal, FiledMatter } from './casework-ports.ts'
import { operationOf } from './operation-log.ts'

/**
 * Finds who is to have a matter next: somebody who may review where it lies, has no interest and no other part in it, and has least to
 * do, and not to whoever gives it; among equals the matter's own number draws.
 */
export async function proposeFor(
  desk: CaseworkDesk,
  by: Pick<CaseActor, 'userId'>,
  filed: FiledMatter,
  count: number,
): Promise<Result<readonly string[], CaseworkRefusal>> {
  const { matter } = filed
  const users = (await desk.colleagues.all()).filter((user) => mayReach(reachOf(user, rightOfOffice.reviewer), filed))
  const userIds = users.map(({ userId }) => userId)
  const [loads, conflicts] = [await desk.matters.loads(userIds), await desk.matters.conflictsOf(userIds)]
  const candidates = userIds.map((userId) => ({
    userId,
    load: loads[userId] ?? 0,
    conflicts: conflicts[userId] ?? [],
  }))
  const seed = `${matter.matterId}/${matter.version}`
  return assignTo(candidates, {
    providerCode: matter.providerCode,
    keepAway: [...everybodyIn(matter), by.userId],
    count,
    seed,
    digest: desk.digest,
  })
}

/** Gives a matter to whoever is free, as `proposeFor` finds them. Refuses with `casework.nobody-free` and what `actOn` refuses. */
export async function assignFree(
  desk: CaseworkDesk,
  by: CaseActor,
  {
    matterId,
    version,
    reason,
  }: { readonly matterId: string; readonly version: number; readonly reason: string | null },
): Promise<Result<Acted, CaseworkFlowRefusal>> {
  const filed = await withinReach(by, matterId, await desk.matters.matter(matterId))
  if (filed === null) return refuse({ code: 'casework.unknown-matter', matterId })
  const { act: kind, count } = assignmentOf(filed.matter) ?? { act: 'assign', count: 1 }
  const found = await proposeFor(desk, by, filed, count)
  if (!found.ok) return found
  const [assignee] = found.value
  const details = count === 1 && assignee !== undefined ? { assignee } : { assignees: found.value }
  const act: Act = { kind, reason, evidence: [], details }
  return await actOn(desk, by, { matterId, version, act })
}

/** What a draw of cleared items came to. */
export interface Recheck {
  readonly seed: string
  readonly of: number
  readonly drawn: readonly string[]
  readonly refused: readonly { readonly matterId: string; readonly refusal: CaseworkFlowRefusal }[]
}

/**
 * Draws a share of the cleared items within reach for a second look by somebody else. The seed is written down first, with the numbers
 * drawn from and the numbers drawn, so that anybody can draw them again.
 */
export async function drawForRecheck(
  desk: CaseworkDesk,
  by: CaseActor,
  { share, seed }: { readonly share: Ppm; readonly seed: string },
): Promise<Recheck> {
  const cleared = (await desk.matters.cleared()).filter(({ division, providerCode }) =>
    mayReach(by.reach, { divisions: [division], institutions: [providerCode] }),
  )
  const numbers = cleared.map(({ matterId }) => matterId)
  const drawn = drawRecheck(numbers, { share, seed, digest: desk.digest })
  const details = { seed, share, from: numbers, drawn }
  await desk.matters.inOne((tables) =>
    tables.note(operationOf(desk, by.actor, { action: 'matters.draw-recheck', details })),
  )
  const refused: { matterId: string; refusal: CaseworkFlowRefusal }[] = []
  for (const matterId of drawn) {
    const version = cleared.find((one) => one.matterId === matterId)?.version ?? 0
    const done = await assignFree(desk, by, { matterId, version, reason: `抽查 drawn, seed ${seed}` })
    if (!done.ok) refused.push({ matterId, refusal: done.error })
  }
  return { seed, of: numbers.length, drawn, refused }
}
