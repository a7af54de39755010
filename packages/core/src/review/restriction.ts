/** For whom a restriction text says plainly that an item is. */
export interface PlainRestriction {
  readonly sex: 'male' | 'female' | null
  readonly age: 'newborn' | 'child' | 'adult' | null
}

/** A text with several cases may allow in the second what it forbids in the first: nothing is read out of it. */
const severalCases = /[；;或]|\d[.．、]\D/u

/** Ages in years, and ages of both kinds, leave the plain words open. */
const otherAges = /岁|周龄|月龄|青少年|婴|幼/u

const female = /女性|妇女|孕妇|产妇/u
const male = /男性/u
const newborn = /^限(?:用于)?新生儿/u
const child = /^限(?:用于)?(?:儿童|小儿|儿科)/u
const adult = /成人|成年/u

function sexOf(text: string): PlainRestriction['sex'] {
  if (female.test(text) && male.test(text)) return null
  if (female.test(text)) return 'female'
  return male.test(text) ? 'male' : null
}

function ageOf(text: string): PlainRestriction['age'] {
  if (otherAges.test(text)) return null
  if (newborn.test(text)) return 'newborn'
  const [young, grown] = [child.test(text), adult.test(text)]
  if (young && !grown) return 'child'
  return grown && !/儿童|小儿|儿科|新生儿/u.test(text) ? 'adult' : null
}

/**
 * Reads sex and age out of a restriction of the catalogue, and only what it says in one plain sentence: 限儿童…, 限新生儿…, 限…成人…,
 * 限…女性…. In doubt nothing is read.
 *
 * @source the remarks of the national drug list, whose wording this follows
 */
export function plainRestriction(text: string): PlainRestriction {
  if (!text.startsWith('限') || severalCases.test(text)) return { sex: null, age: null }
  return { sex: sexOf(text), age: ageOf(text) }
}
