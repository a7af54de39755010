import { fen } from '@yibao/core/kernel'
import { everywhere, type Reach, type Right, reachOf } from '@yibao/core/office'
import { points, type ReviewOutcome } from '@yibao/core/payment'
import { Command, InvalidArgumentError } from 'commander'
import { atConsole } from '../flows/operation-log.ts'
import {
  applyForReview,
  assignReviewers,
  decideReview,
  type ReviewActor,
  type ReviewDesk,
} from '../flows/payment-review.ts'
import type { FiledReview, ReviewState } from '../flows/payment-review-ports.ts'
import { reviewDesk } from '../payment-desk.ts'
import { paymentReads } from '../store/rest-payments.ts'
import { note } from './options.ts'
import { print } from './output.ts'
import { atPaymentDesk, type PaymentChoice, paymentOptions, paymentSource, required } from './payment-options.ts'

const reviewLine = ({
  reviewId,
  providerCode,
  caseId,
  state,
  appliedBy,
  firstReviewer,
  secondReviewer,
  arbiter,
  outcome,
}: FiledReview): string =>
  `${reviewId}  ${providerCode}  病例 case ${caseId}  ${state}  申请 by ${appliedBy}  评审 reviewers ${[firstReviewer, secondReviewer, arbiter].filter((one) => one !== null).join(', ') || '–'}${outcome === null ? '' : `  结果 outcome ${JSON.stringify(outcome)}`}`

function tell(review: FiledReview, options: PaymentChoice): void {
  print(options.json === true ? { review } : reviewLine(review))
}

const atTheMachine = (userId: string, reach: Reach = everywhere): ReviewActor => ({
  reach,
  beyondReach: async () => undefined,
  actor: atConsole,
  userId,
})

/** The account in whose name something is entered at the machine, with its own reach. @throws Error without the right */
async function inNameOf(desk: ReviewDesk, userId: string, right: Right): Promise<ReviewActor> {
  const user = await desk.reviewers.user(userId)
  const reach = user === null ? null : reachOf(user, right)
  if (reach === null || reach.regions.length + reach.institutions.length === 0) {
    throw new Error(`用户 ${userId} 没有 ${right} 权限 has not the right: ./yibao user list`)
  }
  return atTheMachine(userId, reach)
}

const atReviews = <T>(options: PaymentChoice, work: (desk: ReviewDesk) => Promise<T>): Promise<T> =>
  atPaymentDesk(options, (_desk, pool) => work(reviewDesk(pool, paymentSource)))

interface InName extends PaymentChoice {
  readonly user: string
  readonly reason: string
}

async function apply(caseId: string, options: InName): Promise<void> {
  const { user, reason } = options
  const made = await atReviews(options, async (desk) =>
    required(await applyForReview(desk, await inNameOf(desk, user, 'payments.apply'), { caseId, reason })),
  )
  tell(made, options)
}

async function assign(
  reviewId: string,
  options: PaymentChoice & { readonly reviewers: readonly string[] },
): Promise<void> {
  const { reviewers } = options
  const made = await atReviews(options, async (desk) =>
    required(await assignReviewers(desk, atTheMachine('console'), { reviewId, reviewers })),
  )
  tell(made, options)
}

/** `rejected`, `points:1509.375`, `money:18112.50`, `cost:0.8`. */
function outcomeArgument(text: string): ReviewOutcome {
  if (text === 'rejected') return { kind: 'rejected' }
  const [, kind, whole = '', part = ''] = /^(points|money|cost):(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text) ?? []
  const millionths = Number(whole) * 1_000_000 + Number(part.padEnd(6, '0'))
  if (kind === 'points') return { kind, points: points(millionths) }
  if (kind === 'cost' && millionths <= 1_000_000) return { kind, share: millionths }
  if (kind === 'money' && part.length <= 2) return { kind, standard: fen(Math.round(millionths / 10_000)) }
  throw new InvalidArgumentError('写成 write it as rejected, points:1509.375, money:18112.50 or cost:0.8 (at most 1)')
}

async function decide(reviewId: string, options: InName & { readonly outcome: ReviewOutcome }): Promise<void> {
  const { user, outcome, reason } = options
  const made = await atReviews(options, async (desk) =>
    required(await decideReview(desk, await inNameOf(desk, user, 'payments.review'), { reviewId, outcome, reason })),
  )
  tell(made, options)
}

interface ListChoice extends PaymentChoice {
  readonly institution?: string
  readonly state?: ReviewState
}

async function list(options: ListChoice): Promise<void> {
  const { institution: providerCode = null, state = null } = options
  const most = 1_000
  const look = (_desk: unknown, pool: Parameters<typeof paymentReads>[0]) =>
    paymentReads(pool).reviews({ reviewId: null, providerCode, state }, everywhere, null, most)
  const found = await atPaymentDesk(options, look, true)
  if (options.json === true) return print({ reviews: found })
  for (const one of found) print(reviewLine(one))
  note(`${found.length} 件特例 reviews`)
}

const named = (text: string, earlier: readonly string[] = []): readonly string[] => [...earlier, text]

/** Adds `payment review`. */
export function registerReviewCommands(payment: Command): void {
  const byUser = (command: Command): Command =>
    paymentOptions(command)
      .requiredOption(
        '--user <user>',
        '以谁的名义；操作日志记为本机 in whose name; the log says the console entered it',
      )
      .requiredOption('--reason <text>', '理由 why')
  const applyCommand = byUser(new Command('apply'))
    .description('申请特例单议 ask for a review of a case')
    .argument('<case>', '病例编号 number of the case')
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao payment review apply 174096000000000001A1B2C3D4 --user office.h1 --reason 病情复杂',
    )
    .action(apply)
  const assignCommand = paymentOptions(new Command('assign'))
    .description('指定两名评审人；意见不一时指定第三人 name two reviewers; when they differ, one third')
    .argument('<review>', '特例编号 number of the review')
    .requiredOption('--reviewers <user>', '评审人，写两次 a reviewer; say it twice', named)
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao payment review assign 174096000000000005A1B2C3D4 --reviewers li.si --reviewers wang.wu',
    )
    .action(assign)
  const decideCommand = byUser(new Command('decide'))
    .description('一名评审人的意见 what one reviewer holds')
    .argument('<review>', '特例编号 number of the review')
    .requiredOption('--outcome <outcome>', 'rejected, points:1509.375, money:18112.50, cost:0.8', outcomeArgument)
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao payment review decide 174096000000000005A1B2C3D4 --user li.si --outcome cost:1 --reason 费用合理',
    )
    .action(decide)
  const listCommand = paymentOptions(new Command('list'))
    .description('特例单议列表 the reviews, newest first')
    .option('--institution <code>', '只看此机构 only this institution')
    .option('--state <state>', 'applied, assigned, disputed, decided')
    .addHelpText('after', '\nExample:\n  ./yibao payment review list --state assigned')
    .action(list)
  payment.addCommand(
    new Command('review')
      .description('特例单议 special-case reviews')
      .addCommand(applyCommand)
      .addCommand(assignCommand)
      .addCommand(decideCommand)
      .addCommand(listCommand)
      .addHelpText('after', '\nExample:\n  ./yibao payment review list'),
  )
}
