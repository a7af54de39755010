export interface BatchOptions<Item, Outcome> {
  /** Batches under way at the same time, each on a connection of its own. */
  readonly lanes: number
  /**
   * How long, in milliseconds, those who wait leave it to the batch under way before one more is begun for fewer than a
   * whole batch: not at all unless told. Fewer and larger batches cost less; a batch that stands still must not stop all.
   */
  readonly patience?: number
  /** Items in one batch at most. */
  readonly most: number
  /** How heavy an item is; nothing unless told. */
  readonly weigh?: (item: Item) => number
  /** How heavy a batch may become; an item that is heavier goes by itself. */
  readonly heaviest?: number
  /** Whether an item must not be in a batch, or under way, together with another of the same key; null for neither. */
  readonly alone?: (item: Item) => string | null
  /** Carries a batch out; its outcomes stand in the order of the items. */
  readonly run: (items: readonly Item[]) => Promise<readonly Outcome[]>
  /** Whether a batch that failed with this error left nothing behind, so that its items may be tried one by one. */
  readonly undone: (error: unknown) => boolean
}

interface Waiting<Item, Outcome> {
  readonly item: Item
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
}

/**
 * Lets what came while the previous batches were under way go together in the next one: a lone item goes at once, a
 * crowd shares its round trips and commits, and nobody waits on purpose.
 */
export function batches<Item, Outcome>(options: BatchOptions<Item, Outcome>): (item: Item) => Promise<Outcome> {
  const {
    lanes,
    patience = 0,
    most,
    weigh = () => 0,
    heaviest = Number.POSITIVE_INFINITY,
    alone = () => null,
    run,
    undone,
  } = options
  let waiting: Waiting<Item, Outcome>[] = []
  const underWay = new Set<string>()
  let running = 0
  let planned = false
  let lastBegan = 0
  let looksAgain = false

  /** The longest waiting that may go together; the others keep their order. */
  const next = (): readonly Waiting<Item, Outcome>[] => {
    const taken: Waiting<Item, Outcome>[] = []
    const left: Waiting<Item, Outcome>[] = []
    let weight = 0
    for (const one of waiting) {
      const key = alone(one.item)
      const heavier = weight + weigh(one.item)
      const tooMuch = taken.length === most || (taken.length > 0 && heavier > heaviest)
      if (tooMuch || (key !== null && underWay.has(key))) {
        left.push(one)
        continue
      }
      weight = heavier
      if (key !== null) underWay.add(key)
      taken.push(one)
    }
    waiting = left
    return taken
  }

  const settle = async (batch: readonly Waiting<Item, Outcome>[]): Promise<void> => {
    try {
      const outcomes = await run(batch.map(({ item }) => item))
      for (const [index, { resolve }] of batch.entries()) resolve(outcomes[index] as Outcome)
    } catch (error) {
      // One item must not spoil the others: each gets its own outcome or its own error.
      if (batch.length > 1 && undone(error)) for (const one of batch) await settle([one])
      else for (const { reject } of batch) reject(error)
    }
  }

  const carry = async (batch: readonly Waiting<Item, Outcome>[]): Promise<void> => {
    running += 1
    await settle(batch)
    running -= 1
    for (const { item } of batch) {
      const key = alone(item)
      if (key !== null) underWay.delete(key)
    }
    start()
  }

  /** Milliseconds until one more batch may be begun beside those under way; none when a whole batch waits. */
  const pause = (): number =>
    running === 0 || waiting.length >= most ? 0 : Math.max(0, lastBegan + patience - performance.now())

  const lookAgainIn = (milliseconds: number): void => {
    if (looksAgain) return
    looksAgain = true
    setTimeout(() => {
      looksAgain = false
      start()
    }, Math.ceil(milliseconds))
  }

  const start = (): void => {
    while (running < lanes && waiting.length > 0) {
      const milliseconds = pause()
      if (milliseconds > 0) {
        lookAgainIn(milliseconds)
        return
      }
      const batch = next()
      if (batch.length === 0) return
      lastBegan = performance.now()
      void carry(batch)
    }
  }

  return (item) =>
    new Promise<Outcome>((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (planned) return
      planned = true
      // What arrives in one turn of the event loop goes together.
      setImmediate(() => {
        planned = false
        start()
      })
    })
}
