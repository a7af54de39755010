import type { LineSplit } from '@yibao/core/benefit'

/**
 * A line that a case describes, under the name that people read. It has no row in a catalogue: what its runner names as
 * one is no source.
 */
export function ofCase(split: LineSplit, row: string, name: string): LineSplit {
  const trace = split.trace.map((step) => {
    const sources = step.source.split('；').filter((source) => source !== row)
    return { ...step, subject: name, source: sources.join('；') }
  })
  return { ...split, trace }
}
