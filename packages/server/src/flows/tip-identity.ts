import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { TipRefusal } from '@yibao/core/tip'
import { mayTouch } from './evidence.ts'
import { type Actor, operationOf } from './operation-log.ts'
import type { HolderKey, SealedIdentity, TipDesk, WrappedShare } from './tip-ports.ts'

/** As many as there are keys to an identity. */
const holdersWanted = 2

/**
 * Registers the public key of a holder; with `replace` that of the one who steps down is retired in the same step. Refuses with
 * `tip.no-right`, `tip.not-holder` (of the one to replace), `tip.holder-known`, `tip.holders-full`.
 */
export async function addHolder(
  desk: TipDesk,
  actor: Actor,
  key: Pick<HolderKey, 'keyId' | 'holder' | 'publicKey'>,
  replace: string | null,
): Promise<Result<HolderKey, TipRefusal>> {
  const { holder, keyId } = key
  const user = await desk.colleagues.user(holder)
  const right = 'tips.open'
  if (user === null || !(await holdsSomewhere(desk, holder)))
    return refuse({ code: 'tip.no-right', userId: holder, right })
  return desk.store.alone(async (tables) => {
    const at = desk.now()
    const inUse = (await tables.holderKeys()).filter(({ retiredAt }) => retiredAt === null)
    const leaving = inUse.find((one) => one.holder === replace)
    if (replace !== null && leaving === undefined) return refuse({ code: 'tip.not-holder' as const, holder: replace })
    const staying = inUse.filter((one) => one !== leaving)
    if (staying.some((one) => one.holder === holder)) return refuse({ code: 'tip.holder-known' as const, holder })
    if (staying.length >= holdersWanted) {
      return refuse({ code: 'tip.holders-full' as const, holders: staying.map((one) => one.holder) })
    }
    if (leaving !== undefined) await tables.retireHolderKey(leaving.keyId, at)
    const added: HolderKey = { ...key, madeAt: at, retiredAt: null }
    await tables.addHolderKey(added)
    const details = { holder, publicKey: key.publicKey, replaced: leaving?.keyId ?? null }
    await tables.note(operationOf(desk, actor, { action: 'tip.holder', target: keyId, details }))
    return ok(added)
  })
}

async function holdsSomewhere(desk: TipDesk, userId: string): Promise<boolean> {
  const user = await desk.colleagues.user(userId)
  const regions = user?.grants.flatMap(({ scope }) => (scope.kind === 'region' ? [scope.division] : [])) ?? []
  for (const division of regions) if (await mayTouch(desk, userId, 'tips.open', division)) return true
  return false
}

/** A holder who is there with the private key. */
export interface PresentHolder {
  readonly keyId: string
  /** Unwraps a share with the private key, which stays with the holder; null when it was wrapped for another. */
  readonly unwrap: (share: string) => Uint8Array | null
}

function shareOf(identity: SealedIdentity, holder: PresentHolder): WrappedShare | undefined {
  return [identity.first, identity.second].find(({ keyId }) => keyId === holder.keyId)
}

/** The shares of both holders in their order, or the key that does not fit. */
function sharesOf(
  identity: SealedIdentity,
  holders: readonly PresentHolder[],
): Result<readonly [Uint8Array, Uint8Array], TipRefusal> {
  const opened = new Map<string, Uint8Array>()
  for (const holder of holders) {
    const wrapped = shareOf(identity, holder)
    const share = wrapped === undefined ? null : holder.unwrap(wrapped.share)
    if (share === null) return refuse({ code: 'tip.wrong-key', keyId: holder.keyId })
    opened.set(holder.keyId, share)
  }
  const [first, second] = [opened.get(identity.first.keyId), opened.get(identity.second.keyId)]
  if (first === undefined || second === undefined) return refuse({ code: 'tip.two-keys', given: opened.size })
  return ok([first, second])
}

async function openedBy(
  desk: TipDesk,
  tipId: string,
  reason: string,
  holders: readonly PresentHolder[],
  known: readonly HolderKey[],
): Promise<Result<string, TipRefusal>> {
  const tip = await desk.store.tip(tipId)
  if (tip === null) return refuse({ code: 'tip.unknown-tip', tipId })
  const identity = await desk.store.identity(tipId)
  if (identity === null) return refuse({ code: 'tip.no-identity', tipId })
  const distinct = new Set(holders.map(({ keyId }) => keyId)).size
  if (distinct !== holdersWanted || holders.length !== holdersWanted) {
    return refuse({ code: 'tip.two-keys', given: distinct })
  }
  for (const { keyId } of holders) {
    const holder = known.find((one) => one.keyId === keyId)?.holder
    if (holder === undefined) return refuse({ code: 'tip.wrong-key', keyId })
    if (!(await mayTouch(desk, holder, 'tips.open', tip.division))) {
      return refuse({ code: 'tip.no-right', userId: holder, right: 'tips.open' })
    }
  }
  if (reason.trim() === '') return refuse({ code: 'tip.no-reason', act: 'open' })
  const shares = sharesOf(identity, holders)
  if (!shares.ok) return shares
  const plain = desk.sealer.open(identity.sealed, tipId, shares.value)
  return plain === null ? refuse({ code: 'tip.not-opened', tipId }) : ok(plain)
}

/**
 * Opens the identity of who gave a tip, with the keys of both holders, each of whom still has the right. That it was opened, by whom and
 * why, is written down before it is told; a refused try is written down too. Refuses with `tip.unknown-tip`, `tip.no-identity`,
 * `tip.two-keys`, `tip.wrong-key`, `tip.no-right`, `tip.no-reason`, `tip.not-opened`.
 */
export async function openIdentity(
  desk: TipDesk,
  actor: Actor,
  {
    tipId,
    reason,
    holders,
  }: { readonly tipId: string; readonly reason: string; readonly holders: readonly PresentHolder[] },
): Promise<Result<string, TipRefusal>> {
  const known = await desk.store.holderKeys()
  const outcome = await openedBy(desk, tipId, reason, holders, known)
  const names = holders.map(({ keyId }) => known.find((one) => one.keyId === keyId)?.holder ?? keyId)
  const told = { action: 'tip.open', target: tipId }
  await desk.store.alone((tables) =>
    tables.note(
      operationOf(
        desk,
        actor,
        outcome.ok
          ? { ...told, reason, details: { holders: names } }
          : { ...told, outcome: 'refused', reason: outcome.error.code, details: { holders: names, why: reason } },
      ),
    ),
  )
  return outcome
}
