import { type AuditExpression, type FunctionName, isSoundPattern } from '@yibao/core/audit'
import { anything, type CelType, day, fits, listOf, number, text, truth, typeWords } from './audit-cel-types.ts'

/** A part of an expression that has been read. */
export interface CelPart {
  readonly tree: AuditExpression
  readonly type: CelType
  /** As the author wrote it. */
  readonly source: string
}

export interface CelFault {
  readonly what: string
  readonly cure: string
}

interface Signature {
  readonly takes: readonly CelType[]
  readonly gives: CelType
  /** How it is written, for the cure. */
  readonly written: string
}

const texts = listOf(text)
const numbers = listOf(number)
const someList = listOf(null)

const signatures: Readonly<Record<Exclude<FunctionName, 'size' | 'sum' | 'least' | 'greatest' | 'codes'>, Signature>> =
  {
    distinct: { takes: [someList], gives: number, written: 'distinct(list)' },
    startsWith: { takes: [text, text], gives: truth, written: "startsWith(text, 'beginning')" },
    endsWith: { takes: [text, text], gives: truth, written: "endsWith(text, 'end')" },
    contains: { takes: [text, text], gives: truth, written: "contains(text, 'part')" },
    matches: { takes: [text, text], gives: truth, written: "matches(text, '^33[0-9]+')" },
    startsWithAny: { takes: [text, texts], gives: truth, written: "startsWithAny(code, ['S', 'T'])" },
    anyStartsWith: { takes: [texts, texts], gives: truth, written: "anyStartsWith(codes, ['S', 'T'])" },
    years: { takes: [text, text], gives: number, written: 'years(birth, day)' },
    days: { takes: [text, text], gives: number, written: 'days(earlier, later)' },
    hours: { takes: [text, text], gives: number, written: 'hours(earlier, later)' },
    minutes: { takes: [text, text], gives: number, written: 'minutes(earlier, later)' },
    day: { takes: [text], gives: day, written: 'day(time)' },
    hourOf: { takes: [text], gives: number, written: 'hourOf(time)' },
    weekday: { takes: [text], gives: number, written: 'weekday(day)' },
    first: { takes: [text, number], gives: text, written: 'first(text, 4)' },
    abs: { takes: [number], gives: number, written: 'abs(number)' },
  }

const others = ['size', 'sum', 'least', 'greatest', 'codes', 'yuan', 'has']
const names: readonly string[] = [...Object.keys(signatures), ...others]

/** All that an expression may call, for a cure. */
export const functionNames = names.join(', ')

export function isFunction(name: string): name is FunctionName {
  return names.includes(name) && name !== 'yuan' && name !== 'has'
}

function call(name: FunctionName, args: readonly CelPart[]): AuditExpression {
  return { op: 'call', name, args: args.map(({ tree }) => tree) }
}

/** A pattern must be short, sound, and without what can take for ever. */
function patternFault(pattern: CelPart | undefined): CelFault | null {
  const cure = "write a short pattern in quotes, such as '^33[0-9]+', with two repetitions at most and none of a group"
  if (pattern?.tree.op !== 'value' || typeof pattern.tree.value !== 'string')
    return { what: 'a pattern that is no written text', cure }
  const { value } = pattern.tree
  try {
    new RegExp(value, 'u')
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { what: `no pattern: ${error.message}`, cure }
  }
  return isSoundPattern(value) ? null : { what: 'a pattern that may take too long', cure }
}

/** `size`, `sum`, `least`, `greatest` and `codes`, which take more than one kind of thing. */
function callOfMany(name: FunctionName, args: readonly CelPart[]): CelPart | CelFault {
  const [first] = args
  const source = `${name}(…)`
  const wrong = (written: string): CelFault => ({
    what: `\`${name}\` does not take ${args.map(({ type }) => typeWords(type)).join(' and ') || 'nothing'}`,
    cure: `write ${written}`,
  })
  if (name === 'size') {
    const isRight = args.length === 1 && first !== undefined && (fits(first.type, someList) || fits(first.type, text))
    return isRight ? { tree: call(name, args), type: number, source } : wrong('size(list) or size(text)')
  }
  if (name === 'codes') {
    const isVisit = args.length === 1 && first?.type.of === 'row' && first.type.name === 'visit'
    return isVisit ? { tree: call(name, args), type: texts, source } : wrong('codes(visit), codes(a.visit)')
  }
  if (args.length === 1 && first !== undefined && first.type.of !== 'number') {
    if (!fits(first.type, numbers) && (name === 'sum' || !fits(first.type, texts)))
      return wrong(`${name}(list of numbers)`)
    const item = first.type.of === 'list' ? (first.type.item ?? number) : number
    return { tree: call(name, args), type: item, source }
  }
  if (args.length === 0 || args.some(({ type }) => !fits(type, number))) return wrong(`${name}(list) or ${name}(x, y)`)
  const list: AuditExpression = { op: 'list', items: args.map(({ tree }) => tree) }
  return { tree: { op: 'call', name, args: [list] }, type: first?.type ?? number, source }
}

/** A call with its arguments checked. */
export function callOf(name: FunctionName, args: readonly CelPart[]): CelPart | CelFault {
  if (name === 'size' || name === 'sum' || name === 'least' || name === 'greatest' || name === 'codes')
    return callOfMany(name, args)
  const { takes, gives, written } = signatures[name]
  const cure = `write ${written}`
  if (args.length !== takes.length)
    return { what: `\`${name}\` takes ${takes.length} arguments, not ${args.length}`, cure }
  for (const [index, part] of args.entries()) {
    const wanted = takes[index] ?? anything
    if (!fits(part.type, wanted))
      return { what: `\`${name}\` wants ${typeWords(wanted)}, not ${typeWords(part.type)}`, cure }
  }
  const fault = name === 'matches' ? patternFault(args[1]) : null
  return fault ?? { tree: call(name, args), type: gives, source: `${name}(…)` }
}
