/** A set of small whole numbers, as bits. Two masks of one domain have one length. */
export type Mask = Uint32Array

const bits = 32

export function emptyMask(size: number): Mask {
  return new Uint32Array(Math.ceil(size / bits))
}

export function fullMask(size: number): Mask {
  const mask = emptyMask(size)
  for (let index = 0; index < size; index += 1) include(mask, index)
  return mask
}

export function maskOf(size: number, members: Iterable<number>): Mask {
  const mask = emptyMask(size)
  for (const member of members) include(mask, member)
  return mask
}

export function include(mask: Mask, member: number): void {
  const word = Math.floor(member / bits)
  mask[word] = (mask[word] ?? 0) | (1 << (member % bits))
}

export function intersection(a: Mask, b: Mask): Mask {
  return a.map((word, index) => word & (b[index] ?? 0))
}

/** What is in `a` and not in `b`. */
export function difference(a: Mask, b: Mask): Mask {
  return a.map((word, index) => word & ~(b[index] ?? 0))
}

export function isEmptyMask(mask: Mask): boolean {
  return mask.every((word) => word === 0)
}

export function overlaps(a: Mask, b: Mask): boolean {
  for (let index = 0; index < a.length; index += 1) if (((a[index] ?? 0) & (b[index] ?? 0)) !== 0) return true
  return false
}

export function isSubset(a: Mask, b: Mask): boolean {
  for (let index = 0; index < a.length; index += 1) if (((a[index] ?? 0) & ~(b[index] ?? 0)) !== 0) return false
  return true
}

/** The members, smallest first. */
export function* members(mask: Mask): Generator<number> {
  for (const [index, word] of mask.entries()) {
    for (let rest = word; rest !== 0; rest &= rest - 1) yield index * bits + (31 - Math.clz32(rest & -rest))
  }
}
