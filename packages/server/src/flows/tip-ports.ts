import type { Fen, LocalDateTime } from '@yibao/core/kernel'
import type { Reach } from '@yibao/core/office'
import type { Reward, RewardRule, Tip, TipEvent, TipState } from '@yibao/core/tip'
import type { Colleagues } from './evidence-ports.ts'
import type { Operation, OperationSource } from './operation-log.ts'
import type { EventKey } from './rest-ports.ts'

/** The public key of somebody who holds one of the two keys to identities. */
export interface HolderKey {
  readonly keyId: string
  /** The account that holds it. */
  readonly holder: string
  readonly publicKey: string
  readonly madeAt: LocalDateTime
  readonly retiredAt: LocalDateTime | null
}

/** A share of a key, wrapped for a holder. */
export interface WrappedShare {
  readonly keyId: string
  readonly share: string
}

export interface SealedIdentity {
  readonly tipId: string
  readonly sealed: Uint8Array
  readonly first: WrappedShare
  readonly second: WrappedShare
}

/** Seals an identity for two holders, and opens it with the shares of both. */
export interface IdentitySealer {
  seal(
    plain: string,
    tipId: string,
    publicKeys: readonly [first: string, second: string],
  ): { readonly sealed: Uint8Array; readonly shares: readonly [first: string, second: string] }
  /** Null when the shares are not those of this tip, or anything was changed. */
  open(sealed: Uint8Array, tipId: string, shares: readonly [first: Uint8Array, second: Uint8Array]): string | null
}

/** A reward that was paid. */
export interface PaidReward {
  readonly receipt: string
  readonly tipId: string
  readonly amount: Fen
  readonly paidAt: LocalDateTime
  readonly paidBy: string
  readonly reward: Reward
}

/** What is looked for; null looks at all. */
export interface TipFilter {
  readonly state: TipState | null
  readonly matterId: string | null
}

/** Tips in one transaction, one after the other. */
export interface TipTables {
  tip(tipId: string): Promise<Tip | null>
  tips(filter: TipFilter): Promise<readonly Tip[]>
  record(tip: Tip, event: TipEvent): Promise<void>
  addClaim(tipId: string, digest: string): Promise<void>
  addIdentity(identity: SealedIdentity): Promise<void>
  addReward(reward: PaidReward): Promise<void>
  holderKeys(): Promise<readonly HolderKey[]>
  addHolderKey(key: HolderKey): Promise<void>
  retireHolderKey(keyId: string, at: LocalDateTime): Promise<void>
  note(operation: Operation): Promise<void>
}

export interface TipStore {
  alone<T>(work: (tables: TipTables) => Promise<T>): Promise<T>
  tip(tipId: string): Promise<Tip | null>
  tips(filter: TipFilter): Promise<readonly Tip[]>
  events(tipId: string): Promise<readonly TipEvent[]>
  claimDigest(tipId: string): Promise<string | null>
  identity(tipId: string): Promise<SealedIdentity | null>
  rewards(): Promise<readonly PaidReward[]>
  holderKeys(): Promise<readonly HolderKey[]>
  /** Numbers of tips that are filed as something else than they say themselves: in another state or matter. */
  misfiled(): Promise<readonly string[]>
  /** Numbers of tips to which something happened that the operation log does not know, or not by this person. */
  unlogged(): Promise<readonly string[]>
  /** Holders whose public key is not the one that the operation log noted: somebody else would open what is sealed for it. */
  strangeHolders(): Promise<readonly string[]>
}

/** A tip with the name of the institution it is about. */
export interface FiledTip {
  readonly tip: Tip
  readonly providerName: string | null
}

/** Tips as a desk looks at them; the list is bounded by a reach and a page. */
export interface TipReads {
  /** Newest first. */
  find(
    filter: TipFilter & { readonly providerCode: string | null },
    reach: Reach,
    after: EventKey | null,
    limit: number,
  ): Promise<readonly FiledTip[]>
  tip(tipId: string): Promise<FiledTip | null>
  events(tipId: string): Promise<readonly TipEvent[]>
  /** The accounts that hold the keys for which an identity is sealed; none of an anonymous tip. */
  sealedFor(tipId: string): Promise<readonly string[]>
  holderKeys(): Promise<readonly HolderKey[]>
}

export interface TipDesk extends OperationSource {
  readonly store: TipStore
  readonly colleagues: Colleagues
  readonly sealer: IdentitySealer
  readonly rules: readonly RewardRule[]
  /** A code for the person who gives a tip, from unpredictable bytes. */
  readonly newClaimCode: () => string
  /** What is kept of a claim code. */
  readonly claimDigest: (tipId: string, code: string) => string
  /** Compares in a time that tells nothing. */
  readonly same: (left: string, right: string) => boolean
}
