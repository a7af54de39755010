/** How many messages are worked on at once, and how many one institution may send. */
export interface PressureLimits {
  /** Messages of this process. */
  readonly places: number
  /** Messages of one institution. */
  readonly institutionPlaces: number
  /** Messages of one institution per second, lasting. */
  readonly institutionRate: number
  /** Messages of one institution at a stroke, after a pause. */
  readonly institutionBurst: number
}

/** What `serve` starts with. */
export const standardLimits: PressureLimits = {
  places: 256,
  institutionPlaces: 64,
  institutionRate: 200,
  institutionBurst: 400,
}

/** For a town of a few institutions that plays an hour in seconds: only the process has a limit. */
export const openLimits: PressureLimits = {
  places: standardLimits.places,
  institutionPlaces: Number.POSITIVE_INFINITY,
  institutionRate: Number.POSITIVE_INFINITY,
  institutionBurst: Number.POSITIVE_INFINITY,
}

/** One message's stay; it must be left in the end. */
export interface Place {
  /** Counts the message for who sent it; false when that institution has to wait. May be called once. */
  countFor(sender: string): boolean
  leave(): void
}

/** Who may be worked for now. */
export interface Pressure {
  readonly limits: PressureLimits
  /** Messages worked on at this moment. */
  readonly inWork: number
  /** A place for one message; null when all are taken. */
  enter(): Place | null
}

interface Sender {
  inWork: number
  /** What is left of the burst, at the time of `at`. */
  tokens: number
  at: number
}

/**
 * Decides who is worked for and who is told to come back. Bounded by what it counts: places by their number, senders
 * by that of the institutions (whoever has not proved to be one counts as one sender, '').
 *
 * @param milliseconds any clock that only goes forward
 */
export function openPressure(limits: PressureLimits, milliseconds: () => number): Pressure {
  const { places, institutionPlaces, institutionRate, institutionBurst } = limits
  const senders = new Map<string, Sender>()
  let inWork = 0

  const senderOf = (name: string): Sender => {
    const known = senders.get(name)
    if (known !== undefined) return known
    const sender = { inWork: 0, tokens: institutionBurst, at: milliseconds() }
    senders.set(name, sender)
    return sender
  }
  /** Whether the sender may have one more; what is refused costs no token, so that asking again does not delay. */
  const take = (sender: Sender): boolean => {
    const passed = milliseconds() - sender.at
    if (passed > 0) {
      sender.tokens = Math.min(institutionBurst, sender.tokens + (passed / 1000) * institutionRate)
      sender.at += passed
    }
    if (sender.inWork >= institutionPlaces || sender.tokens < 1) return false
    sender.tokens -= 1
    sender.inWork += 1
    return true
  }

  return {
    limits,
    get inWork() {
      return inWork
    },
    enter() {
      if (inWork >= places) return null
      inWork += 1
      let sender: Sender | null = null
      let left = false
      return {
        countFor(name) {
          const asking = senderOf(name)
          if (!take(asking)) return false
          sender = asking
          return true
        },
        leave() {
          if (left) return
          left = true
          inWork -= 1
          if (sender !== null) sender.inWork -= 1
        },
      }
    },
  }
}
