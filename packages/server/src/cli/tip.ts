import { Command } from 'commander'
import { registerIdentityCommands } from './tip-identity.ts'
import { registerOfferCommand } from './tip-offer.ts'
import { registerRoadCommands } from './tip-road.ts'

/** Everything about tips: their road, rewards, and the identities that two holders open together. */
export function tipCommand(): Command {
  const tip = new Command('tip').description('举报 tips, with sealed identities and rewards')
  registerRoadCommands(tip)
  registerOfferCommand(tip)
  registerIdentityCommands(tip)
  return tip.addHelpText('after', '\nExample:\n  ./yibao tip list')
}
