import { halfUpFen, type Rounding } from '@yibao/core/kernel'
import type { StepRounding } from '@yibao/core/policy'
import { type Language, say, type WordTable } from './words.ts'

const modes: WordTable<StepRounding['mode']> = {
  'half-up': ['四舍五入', 'half up'],
  floor: ['向下取整', 'down'],
  ceil: ['向上取整', 'up'],
  truncate: ['舍去尾数', 'towards zero'],
}

const units: WordTable<StepRounding['unit']> = {
  fen: ['分', 'fen (0.01 yuan)'],
  jiao: ['角', 'jiao (0.1 yuan)'],
  yuan: ['元', 'yuan'],
  one: ['整数', 'whole numbers'],
}

export function roundingWord({ mode, unit }: StepRounding, language: Language): string {
  const [how, to] = [say(modes[mode], language), say(units[unit], language)]
  return say([`${how}到${to}`, `${how} to ${to}`], language)
}

/** Rounding that needs no word of its own. */
export function isNormal({ mode, unit }: Rounding): boolean {
  return mode === halfUpFen.mode && unit === halfUpFen.unit
}
