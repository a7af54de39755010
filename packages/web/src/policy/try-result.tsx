import { type Payer, payers } from '@yibao/core/policy'
import { Money, type Pair, useMarkColours, useSay } from '../kit/index.ts'
import type { Tried } from './compute.ts'
import { partNames } from './draft.ts'
import { billPartWords, signed } from './law-words.ts'
import { type Reading, TraceTree, totalLabel } from './trace-tree.tsx'

type Share = Payer | 'account' | 'family' | 'cash'

const shares: readonly Share[] = [...payers, 'account', 'family', 'cash']

const personWords: Readonly<Record<'account' | 'family' | 'cash', Pair>> = {
  account: ['个人账户', 'Personal account'],
  family: ['家庭共济账户', "Relatives' accounts"],
  cash: ['现金', 'Cash'],
}

function amountOf({ paid }: Tried, share: Share): number {
  return share === 'account' || share === 'family' || share === 'cash' ? paid[share] : paid.payments[share]
}

interface PayersProps {
  readonly tried: Tried
  readonly before: Tried | null
  readonly reading: Reading
}

/** Who pays: a bar of all shares, and the same as a table, against what was kept before. */
function Payers({ tried, before, reading }: PayersProps) {
  const say = useSay()
  const colours = useMarkColours()
  const colourOf = (share: Share): string => colours[shares.indexOf(share)] ?? 'currentcolor'
  const { total } = tried.totals
  const shown = shares.filter((share) => amountOf(tried, share) > 0 || (before !== null && amountOf(before, share) > 0))
  const nameOf = (share: Share): string => {
    if (share === 'account' || share === 'family' || share === 'cash') return say(...personWords[share])
    const words = reading.words.payers[share]
    return words === undefined ? share : say(words)
  }
  const percentOf = (amount: number): string => (total === 0 ? '0.0' : ((amount / total) * 100).toFixed(1))
  const rows = [
    ...shown.map((share) => ({ key: share, name: nameOf(share), of: (one: Tried) => amountOf(one, share), share })),
    { key: 'fund', name: say('基金合计', 'All funds'), of: (one: Tried): number => one.paid.fund, share: null },
    {
      key: 'person',
      name: say('个人负担合计', 'The person in all'),
      of: (one: Tried): number => one.paid.person,
      share: null,
    },
    {
      key: 'total',
      name: say('医疗总费用', 'Total charge'),
      of: (one: Tried): number => one.totals.total,
      share: null,
    },
  ]
  return (
    <>
      <div
        className="try-bar"
        role="img"
        aria-label={shown.map((share) => `${nameOf(share)} ${percentOf(amountOf(tried, share))}%`).join(', ')}
      >
        {shown.map((share) => (
          <span
            key={share}
            title={`${nameOf(share)} ${percentOf(amountOf(tried, share))}%`}
            style={{ background: colourOf(share), flexGrow: amountOf(tried, share) }}
          />
        ))}
      </div>
      <table className="law-table">
        <caption className="unseen">{say('谁支付多少', 'Who pays what')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('支付方', 'Payer')}</th>
            <th scope="col" className="right">
              {say('金额（元）', 'Yuan')}
            </th>
            <th scope="col" className="right">
              %
            </th>
            {before === null ? null : (
              <th scope="col" className="right">
                {say('与对照相差', 'Against the one kept')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, of, share }) => {
            const difference = before === null ? 0 : of(tried) - of(before)
            return (
              <tr key={key} className={difference === 0 ? '' : 'moved'}>
                <th scope="row">
                  {share === null ? null : (
                    <span className="try-swatch" style={{ background: colourOf(share) }} aria-hidden="true" />
                  )}
                  {name}
                </th>
                <td className="right" data-amount={key}>
                  <Money fen={of(tried)} />
                </td>
                <td className="right">{percentOf(of(tried))}</td>
                {before === null ? null : <td className="right">{signed(difference)}</td>}
              </tr>
            )
          })}
        </tbody>
      </table>
    </>
  )
}

function Parts({ tried, before, reading }: PayersProps) {
  const say = useSay()
  return (
    <table className="law-table">
      <caption className="unseen">{say('费用构成', 'Parts of the bill')}</caption>
      <tbody>
        {partNames.map((name) => (
          <tr key={name}>
            <th scope="row">{say(...billPartWords[name])}</th>
            <td className="right">
              <Money fen={tried.totals[name]} />
            </td>
            {before === null ? null : <td className="right">{signed(tried.totals[name] - before.totals[name])}</td>}
          </tr>
        ))}
        {Object.entries(tried.paid.totalsAdded).map(([code, amount]) => (
          <tr key={code}>
            <th scope="row">
              {say('计入', 'Adds to')} {totalLabel(code, reading.plan, say)}
            </th>
            <td className="right">
              <Money fen={amount} />
            </td>
            {before === null ? null : (
              <td className="right">{signed(amount - (before.paid.totalsAdded[code] ?? 0))}</td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What the law makes of a bill, and why. */
export function Result({ tried, before, reading }: PayersProps) {
  const say = useSay()
  const { splits, paid } = tried
  const ofLines = splits.flatMap(({ trace }, index) =>
    trace.map((step) => ({ ...step, subject: step.subject === '' ? `#${index + 1}` : step.subject })),
  )
  return (
    <>
      <section className="law-part" aria-label={say('谁支付多少', 'Who pays what')}>
        <Payers tried={tried} before={before} reading={reading} />
      </section>
      <section className="law-part" aria-label={say('逐步计算', 'Step by step')}>
        <h2>{say('为什么', 'Why')}</h2>
        <TraceTree label={say('逐步计算', 'Step by step')} trace={paid.trace} reading={reading} isOpen={true} />
        {ofLines.length === 0 ? null : (
          <details>
            <summary>{say('明细怎样分成各部分', 'How lines fall into parts')}</summary>
            <TraceTree label={say('明细', 'Lines')} trace={ofLines} reading={reading} isOpen={false} />
          </details>
        )}
        <details>
          <summary>{say('费用构成与计入累计', 'Parts of the bill, and what it adds to totals')}</summary>
          <Parts tried={tried} before={before} reading={reading} />
        </details>
      </section>
    </>
  )
}
