import type { LocalDateTime } from '../kernel/index.ts'
import { commonWords } from './common-words.ts'
import { secondsOf } from './moments.ts'
import type { PasswordFault } from './types.ts'

export const passwordTerms = {
  least: 12,
  most: 128,
  /** Of the password that is left when common words, runs and repetitions are taken away. */
  leastOwn: 6,
  leastDifferent: 5,
  keptBack: 5,
  firstPasswordDays: 7,
} as const

/** Letters that stand for others in the passwords of people who must use signs. */
const disguises: Readonly<Record<string, string>> = { '@': 'a', '0': 'o', '3': 'e', $: 's', '!': 'i' }
const plain = (text: string): string => [...text].map((letter) => disguises[letter] ?? letter).join('')

const runs = [
  '0123456789',
  '9876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc',
]

/** Where a run of four and more begins at a place, its length; else 0. */
function runAt(text: string, from: number): number {
  const first = text.slice(from, from + 4)
  if (first.length < 4) return 0
  for (const run of runs) {
    let at = run.indexOf(first)
    if (at < 0) continue
    let length = 4
    at += 4
    while (from + length < text.length && at < run.length && text[from + length] === run[at]) {
      length += 1
      at += 1
    }
    return length
  }
  return 0
}

/** What nobody would guess from habit: the password without common words, runs of keys and repeated letters. */
function ownPart(password: string): string {
  let text = password.toLowerCase()
  for (const word of commonWords) {
    text = text.replaceAll(word, '\u0000')
    for (let at = plain(text).indexOf(word); at >= 0; at = plain(text).indexOf(word)) {
      text = `${text.slice(0, at)}\u0000${text.slice(at + word.length)}`
    }
  }
  let own = ''
  for (let at = 0; at < text.length; ) {
    const run = runAt(text, at)
    const letter = text[at] ?? ''
    if (run === 0 && letter !== '\u0000' && !own.endsWith(letter)) own += letter
    at += run === 0 ? 1 : run
  }
  return own
}

/**
 * What is wrong with a password, by itself; whether it was used before only the kept hashes can tell.
 *
 * @source NIST SP 800-63B-4 §3.1.1: length and a list of common ones, no rules of composition; GB/T 22239-2019 8.1.4.1
 */
export function passwordFaults(
  password: string,
  user: { readonly userId: string; readonly name: string },
): PasswordFault[] {
  const letters = [...password]
  const lower = password.toLowerCase()
  const faults: PasswordFault[] = []
  if (letters.length < passwordTerms.least) faults.push({ fault: 'too-short', least: passwordTerms.least })
  if (letters.length > passwordTerms.most) return [{ fault: 'too-long', most: passwordTerms.most }]
  if (/\p{Cc}/u.test(password) || !password.isWellFormed()) faults.push({ fault: 'control-characters' })
  const names = [user.userId, user.name].map((name) => name.toLowerCase()).filter((name) => [...name].length >= 2)
  if (names.some((name) => lower.includes(name))) faults.push({ fault: 'holds-user-name' })
  if (new Set(letters).size < passwordTerms.leastDifferent) {
    faults.push({ fault: 'too-uniform', least: passwordTerms.leastDifferent })
  } else if ([...ownPart(password)].length < passwordTerms.leastOwn) faults.push({ fault: 'too-common' })
  return faults
}

/** Whether a password may still be used; `maximumAgeDays` null lets it last. A first password waits for a week. */
export function passwordStanding(
  password: { readonly setAt: LocalDateTime; readonly mustChange: boolean },
  maximumAgeDays: number | null,
  now: LocalDateTime,
): 'stands' | 'must-change' | 'lapsed' {
  const days = (secondsOf(now) - secondsOf(password.setAt)) / 86_400
  if (password.mustChange) return days >= passwordTerms.firstPasswordDays ? 'lapsed' : 'must-change'
  return maximumAgeDays !== null && days >= maximumAgeDays ? 'must-change' : 'stands'
}
