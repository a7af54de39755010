/** How much of what is planted. */
export interface PlantSpec {
  readonly duplicates: number
  readonly splits: number
  readonly overlaps: number
  readonly afterDeath: number
  readonly rings: number
  /** Cards of a ring, trips of a ring; both ends included. */
  readonly ringCards: readonly [least: number, most: number]
  readonly ringTrips: readonly [least: number, most: number]
  /** The share of trips that a member misses. */
  readonly missed: number
  readonly upcoders: number
  /** Fewest stays of an up-coding institution, and the share of them that is coded up. */
  readonly upcoderStays: number
  readonly upcodedShare: number
}
