/** How one refusal is put into words: what it means, the facts of this one, and what the cashier can do. */
interface Words<Refusal> {
  readonly meaning: string
  readonly facts: (refusal: Refusal) => string
  readonly cure: string
}

/** A table with the words of every code of a room. */
export type WordsOf<Refusal extends { readonly code: string }> = {
  readonly [Code in Refusal['code']]: Words<Extract<Refusal, { readonly code: Code }>>
}

/** As long as a number that the interface gives, so that it can be copied from the sentence. */
const longestQuoted = 30

/** Longer values from outside are quoted in part: the message has room for 200 characters. */
export function quote(value: string): string {
  const characters = [...value.toWellFormed()]
  return `「${characters.length > longestQuoted ? `${characters.slice(0, longestQuoted).join('')}…` : characters.join('')}」`
}

export const none = (): string => ''

/** What a refusal means, with its facts, without the cure. */
export function meaningOf<Refusal extends { readonly code: string }>(
  table: WordsOf<Refusal>,
  refusal: Refusal,
): string {
  // The table is keyed by the very code that tells the refusals apart.
  const { meaning, facts } = table[refusal.code as Refusal['code']] as Words<Refusal>
  const told = facts(refusal)
  return told === '' ? meaning : `${meaning}：${told}`
}
