import { tidy } from './amounts.ts'
import type { Arithmetic, Comparison } from './expression.ts'
import type { AuditValue } from './scope.ts'

/** Null is equal to null only. Undefined for what has no order: null, truths, values of two kinds. */
export function compareValues(op: Comparison, left: AuditValue, right: AuditValue): boolean | undefined {
  if (op === '==') return left === right
  if (op === '!=') return left !== right
  const sameKind = typeof left === typeof right && (typeof left === 'number' || typeof left === 'string')
  if (!sameKind || left === null || right === null) return undefined
  switch (op) {
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
  }
}

/** Undefined without two numbers, and for a division by zero. */
export function calculate(op: Arithmetic, left: AuditValue, right: AuditValue): number | undefined {
  if (typeof left !== 'number' || typeof right !== 'number') return undefined
  switch (op) {
    case '+':
      return tidy(left + right)
    case '-':
      return tidy(left - right)
    case '*':
      return tidy(left * right)
    case '/':
      return right === 0 ? undefined : tidy(left / right)
    case '%':
      return right === 0 ? undefined : tidy(left % right)
  }
}

/** Undefined when the right side is no list. */
export function isIn(left: AuditValue, right: AuditValue): boolean | undefined {
  return Array.isArray(right) ? right.includes(left) : undefined
}
