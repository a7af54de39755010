import { ok, type Result, refuse } from '../kernel/index.ts'
import { type MappingCheck, mappingFaults, rangeOf } from './check.ts'
import type { FiledMapping, LocalMapping, MappingReference, MappingRefusal, RowFault } from './types.ts'

/** The interface takes up to 100 rows in one message. */
export const mappingRowLimit = 100

function tooMany(count: number): Result<never, MappingRefusal> | null {
  return count <= mappingRowLimit
    ? null
    : refuse({ code: 'mapping.too-many-rows', count, limit: mappingRowLimit } as const)
}

function whole<T>(faults: readonly RowFault[], rows: number, value: () => T): Result<T, MappingRefusal> {
  const [first, ...more] = faults
  return first === undefined ? ok(value()) : refuse({ code: 'mapping.bad-rows', faults: [first, ...more], rows })
}

/**
 * Takes an upload of mappings (目录对照上传), whole or not at all.
 *
 * Refuses with `mapping.too-many-rows`, and with `mapping.bad-rows` that names every row with a fault.
 */
export function uploadedMappings(check: MappingCheck): Result<readonly LocalMapping[], MappingRefusal> {
  const { rows } = check
  return (
    tooMany(rows.length) ??
    whole(mappingFaults(check), rows.length, () =>
      rows.map(({ from, last, ...mapping }) => ({ ...mapping, range: rangeOf({ from, last }) })),
    )
  )
}

/**
 * Finds the mappings that a withdrawal names (目录对照撤销), all of them or none. What was withdrawn before is not on file
 * any more; of several mappings that fit, all are withdrawn: they hold at different times.
 *
 * Refuses with `mapping.too-many-rows`, and with `mapping.bad-rows`.
 */
export function withdrawnMappings(
  references: readonly MappingReference[],
  onFile: readonly FiledMapping[],
  providerCode: string,
): Result<readonly FiledMapping[], MappingRefusal> {
  const refused = tooMany(references.length)
  if (refused !== null) return refused
  const named = new Map<string, number>()
  const found: FiledMapping[] = []
  const faults = references.flatMap((reference, index): RowFault[] => {
    const { localCode, listType, itemCode } = reference
    const row = index + 1
    const at = { row, localCode }
    if (reference.providerCode !== providerCode) {
      return [{ fault: 'other-institution', providerCode: reference.providerCode, ...at }]
    }
    const key = JSON.stringify([localCode, listType, itemCode])
    const first = named.get(key)
    if (first !== undefined) return [{ fault: 'twice-in-message', first, ...at }]
    named.set(key, row)
    const fitting = onFile.filter(
      (mapping) => mapping.localCode === localCode && mapping.listType === listType && mapping.itemCode === itemCode,
    )
    found.push(...fitting)
    return fitting.length === 0 ? [{ fault: 'not-on-file', ...at }] : []
  })
  return whole(faults, references.length, () => found)
}
