export type { RewardBand, RewardRule } from './reward.ts'
export { earlierTip, rewardOf, rewardRuleOn } from './reward.ts'
export type { AskedTipAct, TipStep } from './road.ts'
export { replayTip, tipNeedOrder, tipStep } from './road.ts'
export { finalTipStates, tipActs, tipOffice, tipRow, tipTable } from './transitions.ts'
export type {
  Reward,
  RewardStep,
  Tip,
  TipAct,
  TipChannel,
  TipDetails,
  TipEvent,
  TipFacts,
  TipNeed,
  TipOffice,
  TipOutcome,
  TipRefusal,
  TipRow,
  TipState,
} from './types.ts'
export { tipActWords, tipChannelWords, tipStateWords } from './words.ts'
