import { AggregatorRegistry, type Registry } from 'prom-client'
import type { Metrics } from './messages.ts'

/** Whoever has not said by then what it measured counts with what it said last. */
const patienceMs = 1_000

interface Sums {
  /** The metrics of all workers as one text for Prometheus. */
  text(workers: readonly Measured[]): Promise<string>
  measured(worker: number, id: number, metrics: Metrics): void
  /** A worker is gone: its counts stay, what it held is gone with it. */
  gone(worker: number): void
}

/** Somebody who can be asked what it measured; `id` comes back with the answer. */
interface Measured {
  readonly worker: number
  readonly ask: (id: number) => void
}

interface Question {
  readonly missing: Set<number>
  readonly answered: () => void
}

/** A gauge says how things are now, so it is gone with its process. */
const countsUp = ({ type }: Metrics[number]): boolean => String(type) !== 'gauge'

const addUp = (all: readonly Metrics[]): Registry => AggregatorRegistry.aggregate(all.map((metrics) => [...metrics]))

/** Adds up what the workers measure, so that a sum never falls: Prometheus would take that for a restart of everything. */
export function openSums(): Sums {
  const latest = new Map<number, Metrics>()
  const questions = new Map<number, Question>()
  let asked = 0
  /** What those counted who are gone. */
  let former: readonly Metrics[] = []

  const askAll = (workers: readonly Measured[]): Promise<void> =>
    new Promise((resolve) => {
      asked += 1
      const id = asked
      const answered = (): void => {
        clearTimeout(patience)
        questions.delete(id)
        resolve()
      }
      const patience = setTimeout(answered, patienceMs)
      questions.set(id, { missing: new Set(workers.map(({ worker }) => worker)), answered })
      for (const { ask } of workers) ask(id)
    })
  const foldFormer = async (): Promise<void> => {
    const folding = former
    if (folding.length < 2) return
    const sum = await addUp(folding).getMetricsAsJSON()
    former = [sum, ...former.slice(folding.length)]
  }
  const cross = (worker: number, { missing, answered }: Question): void => {
    if (missing.delete(worker) && missing.size === 0) answered()
  }
  return {
    async text(workers) {
      if (workers.length > 0) await askAll(workers)
      await foldFormer()
      return addUp([...former, ...latest.values()]).metrics()
    },
    measured(worker, id, metrics) {
      latest.set(worker, metrics)
      const question = questions.get(id)
      if (question !== undefined) cross(worker, question)
    },
    gone(worker) {
      const counted = latest.get(worker)?.filter(countsUp)
      latest.delete(worker)
      for (const question of [...questions.values()]) cross(worker, question)
      if (counted !== undefined) former = [...former, counted]
    },
  }
}
