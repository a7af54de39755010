import { compareExact, type Exact } from '../kernel/index.ts'
import type { Sign } from './types.ts'

/** Whether `a sign b`; both in the same unit. */
export function holds(a: Exact, sign: Sign, b: Exact): boolean {
  const order = compareExact(a, b)
  switch (sign) {
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}
