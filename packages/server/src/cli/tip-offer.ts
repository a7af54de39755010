import { Command } from 'commander'
import { caseworkDesk, shippedCaseworkLaw } from '../casework-desk.ts'
import { offerTip } from '../flows/tip-item.ts'
import { caseworkRefusalText } from '../text/casework-refusal.ts'
import { tipRefusalText } from '../text/tip-words.ts'
import { type EvidenceChoice, evidenceOptions, evidenceSource, inNameOf, userOption } from './evidence-options.ts'
import { print } from './output.ts'
import { atTips } from './tip-options.ts'

type Refused = Extract<Awaited<ReturnType<typeof offerTip>>, { readonly ok: false }>['error']
type OfTip = Parameters<typeof tipRefusalText>[0]

const isOfTip = (refusal: Refused): refusal is OfTip => refusal.code.startsWith('tip.')

const refusalText = (refusal: Refused): string =>
  isOfTip(refusal) ? tipRefusalText(refusal) : caseworkRefusalText(refusal)

async function offer(tipId: string, options: EvidenceChoice & { readonly user: string }): Promise<void> {
  const law = await shippedCaseworkLaw()
  const linked = await atTips(options, (desk, pool) =>
    offerTip(desk, caseworkDesk(pool, evidenceSource, law), inNameOf(options.user), tipId),
  )
  if (!linked.ok) throw new Error(refusalText(linked.error))
  const tip = linked.value
  print(options.json === true ? { tip } : `${tip.tipId}  疑点 review item ${tip.matterId}`)
}

/** Adds `tip offer`. */
export function registerOfferCommand(tip: Command): void {
  tip.addCommand(
    userOption(evidenceOptions(new Command('offer')))
      .description('由已受理的举报立一件疑点，并关联 open a review item from an accepted tip, and link the two')
      .argument('<tip>', '举报编号 number of the tip')
      .addHelpText('after', '\nExample:\n  ./yibao tip offer T1740960000000000010A1B2C3D4 --user receiver')
      .action(offer),
  )
}
