export type { Place } from './address.tsx'
export { Go, given, useFilters, useGo, useParam } from './address.tsx'
export { Asked, useAct, useAnswer } from './answers.tsx'
export { CallFailure, call, isUnknown } from './call.ts'
export { Called, Division, useDivision } from './called.tsx'
export { Chart } from './chart.tsx'
export { dayIn } from './day.ts'
export type { Desk } from './desk.ts'
export { Failure } from './failure.tsx'
export { fieldRules, leastLength } from './field-rules.ts'
export { Choice, Cut, DayField, FilterBar, SearchField, WrittenField } from './filters.tsx'
export { JobProgress } from './job-progress.tsx'
export { Money, yuanText } from './money.tsx'
export { type Column, RowList } from './rows.tsx'
export { save, saveFile, useSave } from './save.ts'
export type { Pair, Say } from './say.tsx'
export { useLanguage, useSay } from './say.tsx'
export { useSeen } from './seen.ts'
export { useCan, useSession } from './session.tsx'
export { Sheet } from './sheet.tsx'
export { useShortcut } from './shortcut.ts'
export { useToday } from './today.ts'
export { useMarkColours } from './use-mark-colours.ts'
export {
  chargeTypePair,
  choices,
  isOneOf,
  medTypePair,
  named,
  personStatusWords,
  personTypePair,
  providerKindWords,
  providerLevelWords,
  schemeWords,
  titled,
} from './words.ts'
