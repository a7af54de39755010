import type { WordTable } from '../kernel/index.ts'
import type { TipAct, TipChannel, TipState } from './types.ts'

export const tipStateWords: WordTable<TipState> = {
  received: ['已收到', 'received'],
  accepted: ['已受理', 'accepted'],
  declined: ['不予受理', 'declined'],
  linked: ['核查中', 'being looked into'],
  concluded: ['已办结', 'concluded'],
  proposed: ['拟奖励', 'reward proposed'],
  awarded: ['待领奖', 'reward to be claimed'],
  rewarded: ['已奖励', 'rewarded'],
  unrewarded: ['不奖励', 'not rewarded'],
}

export const tipChannelWords: WordTable<TipChannel> = {
  phone: ['电话', 'telephone'],
  letter: ['信件', 'letter'],
  visit: ['来访', 'visit'],
  web: ['网络', 'web'],
  transferred: ['转办', 'transferred'],
}

/** What is done about it; `open` is that of an identity, which is no act on the tip itself. */
export const tipActWords: WordTable<TipAct | 'open'> = {
  receive: ['收到', 'receive'],
  accept: ['受理', 'accept'],
  decline: ['不予受理', 'decline'],
  link: ['关联事项', 'link to a matter'],
  conclude: ['办结', 'conclude'],
  'propose-reward': ['提出奖励', 'propose a reward'],
  'approve-reward': ['批准奖励', 'approve the reward'],
  'return-reward': ['退回奖励', 'return the proposal'],
  pay: ['发放奖励', 'pay the reward'],
  lapse: ['逾期未领', 'not claimed in time'],
  'no-reward': ['不予奖励', 'no reward'],
  open: ['启封身份', 'open the identity'],
}
