import type { CelFields, CelType } from './audit-cel-types.ts'
import { complain, type Spot } from './policy-sheet.ts'

/** The braces of a sentence. */
function bracesOf(sentence: string): readonly string[] {
  return [...sentence.matchAll(/\{([^{}]*)\}/g)].map(([, inner = '']) => inner.trim())
}

/** Why a brace cannot be filled; null when it can. */
function faultOf(brace: string, names: CelFields): string | null {
  const [root = '', ...path] = brace.split('.')
  let type: CelType | undefined = Object.hasOwn(names, root) ? names[root] : undefined
  for (const name of path) {
    if (type?.of !== 'row') return `{${brace}} is nothing that a sentence can tell`
    type = Object.hasOwn(type.fields, name) ? type.fields[name] : undefined
  }
  if (type === undefined) return `{${brace}} is no name here`
  const isPlain = type.of !== 'row' && (type.of !== 'list' || type.item?.of === 'text')
  return isPlain ? null : `{${brace}} is nothing that a sentence can tell`
}

/** A sentence may only name what its rule knows. */
export function checkSays(spot: Spot, says: { readonly zh: string; readonly en: string }, names: CelFields): void {
  const known = Object.keys(names).join(', ')
  for (const sentence of [says.zh, says.en]) {
    for (const brace of bracesOf(sentence)) {
      const fault = faultOf(brace, names)
      if (fault !== null) complain(spot, fault, `use a field of: ${known}`, sentence)
    }
  }
}
