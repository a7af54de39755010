import type { Layer, LayerStep } from '../policy/index.ts'
import type { Compile, TakeStep } from './step-work.ts'
import { payAtLeast, paymentLimit } from './steps-end.ts'
import { accountStage, costLimit, deductible, priorShare } from './steps-front.ts'
import { payAmount, payRate, payTiers } from './steps-pay.ts'

/** Makes one step of a layer ready. It refuses (in the scope) only when the law has no value for this person, place and date. */
export function compileStep(step: LayerStep, compile: Compile, layer: Layer): TakeStep {
  switch (step.step) {
    case 'cost-limit':
      return costLimit(step, compile)
    case 'account-stage':
      return accountStage
    case 'deductible':
      return deductible(step, compile)
    case 'prior-share':
      return priorShare(step, compile)
    case 'rate':
      return payRate(step, compile, layer)
    case 'tiers':
      return payTiers(step, compile, layer)
    case 'pay':
      return payAmount(step, compile, layer)
    case 'at-least':
      return payAtLeast(step, compile, layer)
    case 'payment-limit':
      return paymentLimit(step, compile)
  }
}
