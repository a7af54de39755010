/**
 * Entries by key, of which the oldest go together. Who takes the oldest of a Map away one by one leaves holes at its front,
 * and whoever looks for the next oldest walks through them: 170 µs behind 200,000 holes, for every message.
 */
export interface Generations<Value> {
  get(key: string): Value | undefined
  /** Adds an entry to the youngest generation. */
  set(key: string, value: Value): void
  delete(key: string): void
  /** How many the youngest generation has. */
  size(): number
  /** Begins a generation; one that has seen so many begin is forgotten. */
  age(): void
}

/** @param count how many live at the same time */
export function generations<Value>(count: number): Generations<Value> {
  let youngest = new Map<string, Value>()
  let living = [youngest]
  return {
    get(key) {
      for (const one of living) {
        const value = one.get(key)
        if (value !== undefined) return value
      }
      return undefined
    },
    set: (key, value) => void youngest.set(key, value),
    delete(key) {
      for (const one of living) one.delete(key)
    },
    size: () => youngest.size,
    age() {
      youngest = new Map()
      living = [youngest, ...living.slice(0, count - 1)]
    },
  }
}
