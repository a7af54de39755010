import { invariant } from '@yibao/core/kernel'

/** A text of which some places are open; what fills them is ASCII, so that its length in bytes is known at once. */
export interface Template<Slot extends string> {
  readonly fixed: readonly string[]
  readonly slots: readonly Slot[]
  /** UTF-8 bytes of everything but the slots. */
  readonly fixedBytes: number
}

/** Cuts a text at its `⟦slots⟧`. */
export function templateOf<Slot extends string>(text: string): Template<Slot> {
  const parts = text.split(/⟦(\w+)⟧/)
  const fixed = parts.filter((_, index) => index % 2 === 0)
  const slots = parts.filter((_, index) => index % 2 === 1) as Slot[]
  return { fixed, slots, fixedBytes: fixed.reduce((sum, part) => sum + Buffer.byteLength(part), 0) }
}

export interface Filled {
  readonly text: string
  readonly bytes: number
}

/** Fills the slots; nothing is escaped, for numbers and codes need none. */
export function fill<Slot extends string>(template: Template<Slot>, values: Readonly<Record<Slot, string>>): Filled {
  const { fixed, slots } = template
  let text = fixed[0] ?? ''
  let bytes = template.fixedBytes
  for (let index = 0; index < slots.length; index += 1) {
    const slot = slots[index]
    invariant(slot !== undefined, 'a template has a slot between two parts')
    const value = values[slot]
    bytes += value.length
    text += value + (fixed[index + 1] ?? '')
  }
  return { text, bytes }
}
