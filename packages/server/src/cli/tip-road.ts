import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { type DivisionCode, type Fen, yuan, zeroFen } from '@yibao/core/kernel'
import {
  type Tip,
  type TipAct,
  type TipChannel,
  type TipState,
  tipActWords,
  tipChannelWords,
  tipStateWords,
} from '@yibao/core/tip'
import { Command, Option } from 'commander'
import { actOnTip, receiveTip, type TipActAsked, tipStatus } from '../flows/tip.ts'
import { verifyTips } from '../flows/tip-verify.ts'
import { rewardText } from '../text/tip-words.ts'
import { both } from '../text/words.ts'
import { amountArgument } from './arguments.ts'
import { divisionArgument, type EvidenceChoice, evidenceOptions, inNameOf, userOption } from './evidence-options.ts'
import { note } from './options.ts'
import { print } from './output.ts'
import { allowedTip, atTips } from './tip-options.ts'

function tipLine({ tipId, state, channel, division, providerCode, named, matterId, receivedAt, what }: Tip): string {
  return `${tipId}  ${both(tipStateWords[state])}  ${receivedAt}  ${tipChannelWords[channel][0]}  ${division}  ${providerCode ?? '—'}  ${named ? '实名 named' : '匿名 anonymous'}  ${matterId ?? '—'}  ${what.replace(/\s+/g, ' ')}`
}

const fileText = async (path: string): Promise<string> =>
  (path === '-' ? await text(process.stdin) : await readFile(path, 'utf8')).trim()

interface ReceiveChoice extends EvidenceChoice {
  readonly user: string
  readonly channel: TipChannel
  readonly division: DivisionCode
  readonly institution?: string
  readonly what: string
  readonly amount?: Fen
  readonly identity?: string
}

async function receive(options: ReceiveChoice): Promise<void> {
  const { channel, division, institution: providerCode = null, what, amount: amountHint = null } = options
  const identity = options.identity === undefined ? null : await fileText(options.identity)
  if (identity === '')
    throw new Error('身份文件是空的 the file of the identity is empty: 匿名请不写 --identity leave it out')
  const { tip, claimCode } = await atTips(options, async (desk) =>
    allowedTip(
      await receiveTip(desk, inNameOf(options.user), { channel, division, providerCode, what, amountHint, identity }),
    ),
  )
  if (options.identity !== undefined && options.identity !== '-') {
    note(`${options.identity} 仍是明文，请删除 still says who in the clear: remove it, or give --identity - next time`)
  }
  if (options.json === true) return print({ tip, claimCode })
  print(tipLine(tip))
  print(`凭证 claim code ${claimCode}`)
  note(
    '凭证只显示这一次，请交给举报人：查询进度和领奖凭此，不问姓名 The code is shown only this once: give it to the person, who asks and claims with it',
  )
}

interface ListChoice extends EvidenceChoice {
  readonly state?: TipState
  readonly matter?: string
}

async function list(options: ListChoice): Promise<void> {
  const { state = null, matter: matterId = null } = options
  const tips = await atTips(options, (desk) => desk.store.tips({ state, matterId }), true)
  if (options.json === true) return print({ tips })
  for (const tip of tips) print(tipLine(tip))
  note(`${tips.length} 件举报 tips`)
}

async function show(tipId: string, options: EvidenceChoice): Promise<void> {
  await atTips(
    options,
    async ({ store }) => {
      const tip = await store.tip(tipId)
      if (tip === null) throw new Error(`没有举报 ${tipId} no such tip`)
      const events = await store.events(tipId)
      if (options.json === true) return print({ tip, events })
      print(tipLine(tip))
      if (tip.outcome !== null) {
        const { substantiated, amount } = tip.outcome
        print(`查实 found ${substantiated ? `${yuan(amount)} 元 yuan` : '不属实 not substantiated'}`)
      }
      if (tip.reward !== null) print(`奖励 reward ${rewardText(tip.reward)}`)
      if (tip.claimUntil !== null)
        print(`领奖期限 to be claimed until ${tip.claimUntil}，收据 receipt ${tip.receipt ?? '—'}`)
      for (const { number, at, act, actor, reason } of events) {
        print(
          `${String(number).padStart(4)}  ${at}  ${both(tipActWords[act])}  ${actor}  ${(reason ?? '').replace(/\s+/g, ' ')}`,
        )
      }
    },
    true,
  )
}

interface StatusChoice extends EvidenceChoice {
  readonly codeFile: string
}

async function status(tipId: string, options: StatusChoice): Promise<void> {
  const code = await fileText(options.codeFile)
  const told = await atTips(options, async (desk) => allowedTip(await tipStatus(desk, tipId, code)), true)
  if (options.json === true) return print(told)
  const { state, reward, claimUntil } = told
  print(`${tipId}  ${both(tipStateWords[state])}`)
  if (reward !== null) print(`奖励 reward ${yuan(reward)} 元 yuan，领至 until ${claimUntil ?? '—'}`)
}

interface ActChoice extends EvidenceChoice {
  readonly user: string
  readonly reason?: string
  readonly matter?: string
  readonly amount?: Fen
  readonly unfounded?: true
  readonly codeFile?: string
}

async function askedOf(tipId: string, act: TipAct, options: ActChoice): Promise<TipActAsked> {
  const { reason = null, matter, amount = zeroFen, unfounded, codeFile } = options
  const outcome = act === 'conclude' ? { outcome: { substantiated: unfounded !== true, amount } } : {}
  const details = { ...(matter === undefined ? {} : { matterId: matter }), ...outcome }
  const code = codeFile === undefined ? {} : { claimCode: await fileText(codeFile) }
  return { tipId, act, reason, details, ...code }
}

function actCommand(act: TipAct, description: string, example: string): Command {
  return userOption(evidenceOptions(new Command(act)))
    .description(description)
    .argument('<tip>', '举报编号 number of the tip')
    .option('--reason <text>', '理由 why')
    .addHelpText('after', `\nExample:\n  ./yibao tip ${act} T1740960000000000010A1B2C3D4 ${example}`)
    .action(async (tipId: string, options: ActChoice) => {
      const asked = await askedOf(tipId, act, options)
      const tip = await atTips(options, async (desk) => allowedTip(await actOnTip(desk, inNameOf(options.user), asked)))
      if (options.json === true) return print({ tip })
      print(tipLine(tip))
      if (tip.reward !== null) print(`奖励 reward ${rewardText(tip.reward)}`)
      if (tip.receipt !== null) print(`收据 receipt ${tip.receipt}`)
    })
}

async function verify(options: EvidenceChoice): Promise<void> {
  const told = await atTips(options, ({ store }) => verifyTips(store), true)
  const { tips, events, rewards, faults } = told
  if (faults.length > 0) process.exitCode = 1
  if (options.json === true) return print(told)
  print(`${tips} 件举报 tips，${events} 步 events，${rewards} 笔奖励 rewards`)
  for (const { of, what } of faults) print(`不符 ${of} ${what}`)
  print(faults.length === 0 ? '全部相符 all of it holds' : `${faults.length} 处不符 faults`)
}

const channels = Object.keys(tipChannelWords)
const states = Object.keys(tipStateWords)

/** Adds the road of a tip, its list, and what the person who gave it asks. */
export function registerRoadCommands(tip: Command): void {
  const receiveCommand = userOption(evidenceOptions(new Command('receive')))
    .description(
      '登记举报；身份即时封存，须两名持有人才能启封 take a tip in; an identity is sealed at once for two holders',
    )
    .requiredOption('--what <text>', '举报内容 what was told')
    .requiredOption('--division <code>', '区划 the division', divisionArgument)
    .addOption(new Option('--channel <channel>', '渠道 how it came').choices(channels).default('phone'))
    .option('--institution <code>', '被举报机构 the institution')
    .option('--amount <yuan>', '估计金额 the amount at stake, as told', amountArgument)
    .option(
      '--identity <file>',
      '身份所在文件，- 为标准输入；匿名不写 a file that says who, - for standard input; none: anonymous',
    )
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao tip receive --what 重复收费 --division 990301 --institution H33020000001 --user receiver --identity who.json',
    )
    .action(receive)
  const listCommand = evidenceOptions(new Command('list'))
    .description('举报列表，不含身份 the tips, without who gave them')
    .addOption(new Option('--state <state>', '只看此状态 only in this state').choices(states))
    .option('--matter <number>', '只看此事项 only of this matter')
    .addHelpText('after', '\nExample:\n  ./yibao tip list --state received')
    .action(list)
  const showCommand = evidenceOptions(new Command('show'))
    .description('一件举报及其经过 a tip and its course')
    .argument('<tip>', '举报编号 number of the tip')
    .addHelpText('after', '\nExample:\n  ./yibao tip show T1740960000000000010A1B2C3D4')
    .action(show)
  const statusCommand = evidenceOptions(new Command('status'))
    .description('举报人凭凭证查询进度 how far it is, for whoever shows the claim code')
    .argument('<tip>', '举报编号 number of the tip')
    .requiredOption('--code-file <file>', '凭证所在文件，- 为标准输入 a file with the code, - for standard input')
    .addHelpText('after', '\nExample:\n  ./yibao tip status T1740960000000000010A1B2C3D4 --code-file -')
    .action(status)
  const commands = [
    receiveCommand,
    listCommand,
    showCommand,
    statusCommand,
    actCommand('accept', '受理 accept it', '--user receiver'),
    actCommand('decline', '不予受理 decline it', '--user receiver --reason 不属本地管辖'),
    actCommand('link', '关联到疑点或案件 link it to a matter', '--matter M1 --user receiver').option(
      '--matter <number>',
      '事项编号 the matter',
    ),
    actCommand(
      'conclude',
      '办结：是否属实、查实金额 conclude: whether it was so, and the amount',
      '--amount 12000 --user receiver --reason 经查属实',
    )
      .option('--amount <yuan>', '查实金额 the amount that was found', amountArgument)
      .option('--unfounded', '不属实 it was not substantiated'),
    actCommand(
      'propose-reward',
      '按标准提出奖励 propose the reward that the rule gives',
      '--user receiver --reason 经查属实',
    ),
    actCommand('approve-reward', '批准奖励，须另一人 approve it; another person', '--user leader --reason 同意'),
    actCommand('return-reward', '退回 return it', '--user leader --reason 金额待核'),
    actCommand('pay', '凭凭证发放，不问姓名 pay whoever shows the claim code', '--user cashier --code-file -').option(
      '--code-file <file>',
      '凭证所在文件，- 为标准输入 a file with the code',
    ),
    actCommand('lapse', '逾期未领，视为放弃 not claimed in time', '--user receiver'),
    actCommand('no-reward', '不予奖励 no reward', '--user receiver --reason 举报人放弃'),
    evidenceOptions(new Command('verify'))
      .description('核对全部举报与其经过、封存、奖励 hold every tip against its events, its seal and its reward')
      .addHelpText('after', '\nExample:\n  ./yibao tip verify')
      .action(verify),
  ]
  for (const one of commands) tip.addCommand(one)
}
