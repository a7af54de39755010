/** How many wrong tries are too many. */
export interface LockoutTerms {
  /** So many tries within the window are allowed. */
  readonly most: number
  readonly windowSeconds: number
  /** How long the first lock lasts; each further one doubles. */
  readonly lockSeconds: number
  readonly longestLockSeconds: number
}

/**
 * One account, from wherever its owner does not sign in: five wrong passwords in a quarter of an hour lock it there for a
 * quarter of an hour, then longer.
 */
export const accountLockout: LockoutTerms = {
  most: 5,
  windowSeconds: 15 * 60,
  lockSeconds: 15 * 60,
  longestLockSeconds: 24 * 3600,
}

/**
 * One account, from one network where its owner does sign in: he waits a minute after five wrong passwords, then longer. It is
 * counted apart, so whoever guesses elsewhere keeps nobody from his work.
 */
export const knownPlaceLockout: LockoutTerms = {
  most: 5,
  windowSeconds: 15 * 60,
  lockSeconds: 60,
  longestLockSeconds: 3600,
}

/** So long after a good sign-in its network is known as one of the account's. */
export const placeKnownSeconds = 90 * 24 * 3600

/** One network address, behind which a whole office may sit. */
export const addressLockout: LockoutTerms = {
  most: 30,
  windowSeconds: 15 * 60,
  lockSeconds: 15 * 60,
  longestLockSeconds: 4 * 3600,
}

/**
 * What counts as one network address: of IPv6 the first 64 bits, for whoever has one of its addresses has all of that
 * network's.
 */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address
  const [head = '', tail = ''] = address.split('::')
  const groupsOf = (part: string): readonly string[] => (part === '' ? [] : part.split(':'))
  const [front, back] = [groupsOf(head), groupsOf(tail)]
  const left = Math.max(0, 8 - front.length - back.length)
  const groups = [...front, ...Array.from({ length: left }, () => '0'), ...back]
  return `${groups.slice(0, 4).join(':')}::/64`
}

/** The tries of one account or address, in seconds of one clock. */
export interface Tries {
  readonly times: number
  readonly since: number
  /** How many locks came one after the other without a good sign-in between. */
  readonly locks: number
  readonly lockedUntil: number
}

export const freshTries: Tries = { times: 0, since: 0, locks: 0, lockedUntil: 0 }

/** Locks are forgotten after a day without another, so that a stranger's guesses do not burden an account for good. */
const forgottenAfterSeconds = 24 * 3600

export const isLocked = ({ lockedUntil }: Tries, now: number): boolean => now < lockedUntil

/** How long the next lock lasts after so many. */
export function lockoutOf(terms: LockoutTerms, locks: number): number {
  return Math.min(terms.lockSeconds * 2 ** Math.min(locks, 20), terms.longestLockSeconds)
}

/**
 * Counts one try before it is known whether it is right, so that tries made at once count as well. The try that fills the
 * measure is still let through, and locks; a good sign-in clears the account's tries and gives the address's one back.
 * A locked one counts nothing: who goes on guessing does not make the lock longer.
 */
export function afterTry(state: Tries, terms: LockoutTerms, now: number): Tries {
  if (isLocked(state, now)) return state
  const isOver = state.times === 0 || now - state.since >= terms.windowSeconds || state.lockedUntil > state.since
  const times = isOver ? 1 : state.times + 1
  const since = isOver ? now : state.since
  const locks = now - state.lockedUntil >= forgottenAfterSeconds ? 0 : state.locks
  if (times < terms.most) return { times, since, locks, lockedUntil: state.lockedUntil }
  return { times, since, locks: locks + 1, lockedUntil: now + lockoutOf(terms, locks) }
}

/**
 * What an address has left after a good sign-in: its other tries stay, one is given back, and so is the lock that this very try
 * made. A lock that another try set meanwhile stays.
 *
 * @param ownLock `lockedUntil` as this try set it when it was counted; null when it locked nothing
 */
export function giveBack(state: Tries, terms: LockoutTerms, ownLock: number | null): Tries {
  if (ownLock !== null && state.lockedUntil === ownLock) {
    return { times: terms.most - 1, since: state.since, locks: Math.max(0, state.locks - 1), lockedUntil: 0 }
  }
  return state.times < terms.most ? { ...state, times: Math.max(0, state.times - 1) } : state
}
