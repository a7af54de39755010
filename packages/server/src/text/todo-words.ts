import type { Words } from './words.ts'

/** What is awaited outside casework, by kind and task. */
const waitingWords: Readonly<Record<string, Words>> = {
  'special-case assign': ['特例单议：指定评审', 'special-case reviews: name the reviewers'],
  'special-case assign-arbiter': ['特例单议：指定仲裁', 'special-case reviews: name an arbiter'],
  'special-case decide': ['特例单议：发表意见', 'special-case reviews: give your opinion'],
  'tip accept': ['举报：受理或不予受理', 'tips: accept or decline'],
  'evidence hand-out': ['证据：已批准，待办理', 'evidence: approved, to be handed out'],
  'evidence take-back': ['证据：待归还', 'evidence: to come back'],
  'account grant': ['账号：没有角色，待授予', 'accounts: without a role, to be granted one'],
  'account unlock': ['账号：口令已重置，待解锁', 'accounts: password made anew, to be unlocked'],
}

export const waitingWordsOf = (kind: string, act: string): Words => waitingWords[`${kind} ${act}`] ?? [act, act]
