import type { Plan, RegionPack } from '@yibao/core/policy'

const streamName = /^stream\.(.+)$/

/** The streams that a plan's expressions and running totals name, wherever they stand in it. */
function streamsNamed(value: unknown): readonly string[] {
  if (typeof value === 'string') return streamName.exec(value)?.slice(1) ?? []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(streamsNamed)
}

/**
 * The streams in which a part of a bill may lie: those that the plan pays apart, and those into which the region puts
 * lines. An amount in any other would count for nobody.
 */
export function streamsKnown(plan: Plan, { coverage }: RegionPack): readonly string[] {
  const { layers, formulas, totals, readings } = plan
  const ofLines = coverage.classes.find(({ name }) => name === coverage.streams)?.rows.map(({ is }) => is) ?? []
  const all = [...streamsNamed([layers, formulas, totals, readings]), ...ofLines]
  return [...new Set(all)].filter((name) => name !== 'ordinary')
}
