import type { Betrayal } from './compare.ts'
import type { CrashReport, Round } from './rounds.ts'
import type { Victim } from './victims.ts'

/** All crashes of one kind, added up. */
export interface VictimSum extends Readonly<Record<Betrayal, number>> {
  readonly victim: Victim
  readonly rounds: number
  readonly acknowledged: number
  readonly inDoubt: number
  readonly recorded: number
  readonly findings: number
  readonly restartSeconds: { readonly median: number; readonly longest: number }
}

function sumOf(victim: Victim, rounds: readonly Round[]): VictimSum {
  const sum = (of: (round: Round) => number): number => rounds.reduce((total, round) => total + of(round), 0)
  const betrayed = (what: Betrayal): number =>
    sum(({ betrayals }) => betrayals.filter((betrayal) => betrayal.what === what).length)
  const restarts = rounds.map(({ restartSeconds }) => restartSeconds).sort((a, b) => a - b)
  return {
    victim,
    rounds: rounds.length,
    acknowledged: sum((round) => round.acknowledged),
    inDoubt: sum((round) => round.inDoubt),
    recorded: sum((round) => round.recorded),
    lost: betrayed('lost'),
    doubled: betrayed('doubled'),
    changed: betrayed('changed'),
    unsent: betrayed('unsent'),
    findings: sum(({ findings }) => findings.length),
    restartSeconds: { median: restarts[Math.floor(restarts.length / 2)] ?? 0, longest: restarts.at(-1) ?? 0 },
  }
}

/** One sum per kind of crash, in the order in which they first came. */
export function sumsOf({ rounds }: CrashReport): readonly VictimSum[] {
  const kinds = [...new Set(rounds.map(({ victim }) => victim))]
  return kinds.map((victim) =>
    sumOf(
      victim,
      rounds.filter((round) => round.victim === victim),
    ),
  )
}

/** Everything that must not be, each with its round, for people who look into it. */
export function faultsIn({ rounds }: CrashReport): readonly string[] {
  return rounds.flatMap(({ number, victim, betrayals, findings }) => [
    ...betrayals.map(({ what, message, detail }) => `#${number} ${victim}: ${what} ${message}: ${detail}`),
    ...findings.map((finding) => `#${number} ${victim}: ${finding}`),
  ])
}
