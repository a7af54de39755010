import type { Answer } from '@yibao/contract/rest'
import { QRCode } from 'antd'
import { type Pair, useSay, yuanText } from '../kit/index.ts'
import { PaperTable } from './paper-table.tsx'
import './paper.css'

type Shown = Answer<'receipts.get'>
type Receipt = Shown['receipt']

const titles: Readonly<Record<Receipt['care'], Pair>> = {
  outpatient: ['医疗保障基金门诊结算单', 'Settlement statement, outpatient care'],
  pharmacy: ['医疗保障基金购药结算单', 'Settlement statement, purchase of drugs'],
  inpatient: ['医疗保障基金住院结算单', 'Settlement statement, inpatient care'],
}

const undoings: Readonly<Record<Receipt['kind'], Pair>> = {
  settle: ['结算', 'settled'],
  cancel: ['撤销', 'cancelled'],
  reverse: ['冲正', 'reversed'],
  restore: ['恢复', 'restored'],
}

function Facts({ receipt }: { readonly receipt: Receipt }) {
  const say = useSay()
  const { provider, person, visit, scheme, medType, care, at, division, insuredId } = receipt
  const stay = care === 'inpatient'
  const facts: readonly (readonly [string, string])[] = [
    [say('机构', 'Institution'), `${provider.name}（${provider.code}）`],
    [say('等级', 'Level'), say(provider.level)],
    [say('姓名', 'Name'), person.name],
    [say('证件号码', 'Identity number'), person.certificateNumber],
    [say('性别、年龄', 'Sex, age'), `${say(person.gender)} ${person.age}`],
    [say('人员编号', 'Insured number'), insuredId],
    [say('险种', 'Insurance'), say(scheme.label)],
    [say('人员类别', 'Kind of person'), `${say(person.kind.label)}（${person.kind.code}）`],
    [
      say('参保地', 'Division'),
      division.label.zh === division.code
        ? division.code
        : say(`${division.label.zh}（${division.code}）`, `${division.label.en} (${division.code})`),
    ],
    [say('医疗类别', 'Kind of care'), `${say(medType.label)}（${medType.code}）`],
    [stay ? say('住院号', 'Number of the stay') : say('就诊号', 'Number of the visit'), visit.number],
    [say('科室', 'Department'), visit.department],
    stay
      ? [
          say('住院日期', 'Stay'),
          say(
            `${visit.from} 至 ${visit.until}，${visit.days} 天`,
            `${visit.from} to ${visit.until}, ${visit.days} days`,
          ),
        ]
      : [say('就诊日期', 'Date'), visit.from],
    [say('结算时间', 'Settled'), at],
    [say('诊断', 'Diagnoses'), visit.diagnoses.map(({ code, name }) => `${name}（${code}）`).join('；')],
  ]
  return (
    <dl className="receipt-facts">
      {facts.map(([title, value]) =>
        value === '' ? null : (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}

function Charges({ charges }: Pick<Receipt, 'charges'>) {
  const say = useSay()
  return (
    <PaperTable
      caption={say('收费项目', 'Charges by kind')}
      rows={charges}
      rowKey={({ chargeType }) => chargeType}
      columns={[
        { title: say('项目', 'Kind'), text: ({ label }) => say(label) },
        { title: say('金额', 'Amount'), fen: ({ total }) => total },
        { title: say('甲类', 'Class A'), fen: ({ classA }) => classA },
        { title: say('乙类', 'Class B'), fen: ({ classB }) => classB },
        { title: say('自费', 'Own expense'), fen: ({ own }) => own },
        { title: say('其他', 'Others'), fen: ({ other }) => other },
      ]}
    />
  )
}

interface AmountRow {
  readonly title: string
  readonly fen: number
  readonly kind?: 'sum' | 'inside'
}

function AmountTable({ caption, rows }: { readonly caption: string; readonly rows: readonly AmountRow[] }) {
  return (
    <table className="receipt-table">
      <caption>{caption}</caption>
      <tbody>
        {rows.map(({ title, fen, kind }) => (
          <tr key={title} className={kind}>
            <th scope="row">{title}</th>
            <td className="right">{yuanText(fen)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Amounts({ receipt: { amounts, funds, relatives, balanceAfter } }: { readonly receipt: Receipt }) {
  const say = useSay()
  return (
    <div className="receipt-tables">
      <AmountTable
        caption={say('基金支付（元）', 'Paid by funds (yuan)')}
        rows={[
          ...funds.map(({ label, amount }) => ({ title: say(label), fen: amount })),
          { title: say('基金支付合计', 'All funds'), fen: amounts.fund, kind: 'sum' },
          { title: say('医院负担', 'Borne by the hospital'), fen: amounts.hospital },
        ]}
      />
      <AmountTable
        caption={say('个人负担（元）', 'Borne by the person (yuan)')}
        rows={[
          { title: say('个人自付', 'Self-pay'), fen: amounts.selfPay },
          { title: say('个人自费', 'Own expense'), fen: amounts.ownExpense },
          { title: say('个人负担合计', 'Altogether'), fen: amounts.person, kind: 'sum' },
          { title: say('个人账户', 'Personal account'), fen: amounts.account, kind: 'inside' },
          { title: say('家庭共济', 'Accounts of relatives'), fen: amounts.family, kind: 'inside' },
          ...relatives.map(({ name, amount }) => ({ title: `— ${name}`, fen: amount, kind: 'inside' as const })),
          { title: say('现金', 'Cash'), fen: amounts.cash, kind: 'inside' },
          { title: say('实付起付标准', 'Deductible paid'), fen: amounts.deductible },
          { title: say('账户余额', 'Balance of the account'), fen: balanceAfter },
        ]}
      />
    </div>
  )
}

function Lines({ lines, linesLeftOut }: Pick<Receipt, 'lines' | 'linesLeftOut'>) {
  const say = useSay()
  const classes = { A: say('甲', 'A'), B: say('乙', 'B'), C: say('丙', 'C') }
  return (
    <>
      <PaperTable
        caption={say('费用明细', 'Lines of the bill')}
        rows={lines}
        rowKey={({ lineNumber }) => lineNumber}
        columns={[
          { title: say('项目', 'Item'), text: ({ itemName }) => itemName },
          { title: say('类', 'Class'), text: ({ itemClass }) => classes[itemClass] },
          { title: say('单价', 'Price'), text: ({ price }) => price, right: true },
          { title: say('数量', 'Quantity'), text: ({ quantity }) => quantity, right: true },
          { title: say('金额', 'Amount'), fen: ({ total }) => total },
          { title: say('自费', 'Own expense'), fen: ({ own }) => own },
          { title: say('先行自付', 'Borne first'), fen: ({ preCoinsurance }) => preCoinsurance },
          { title: say('符合范围', 'Eligible'), fen: ({ eligible }) => eligible },
        ]}
      />
      {linesLeftOut === 0 ? null : say(`另有 ${linesLeftOut} 行未列出`, `and ${linesLeftOut} more lines`)}
    </>
  )
}

/** Where a phone is told why, as a code; on the screen a link as well. */
function Code({ address, expiresOn }: { readonly address: string; readonly expiresOn: string }) {
  const say = useSay()
  return (
    <div className="receipt-code">
      {/* Cameras read black on white only, whatever the theme; whoever does not see it has the link. */}
      <div aria-hidden="true">
        <QRCode type="svg" value={address} size={104} color="#000000" bgColor="#ffffff" bordered={false} />
      </div>
      <div>
        <div>{say('扫码看“为什么付这么多”：每一步的算法和依据。', 'Scan to see why: every step and its clause.')}</div>
        <div>
          {say(
            `${expiresOn} 以前有效，不需登录，只显示这一笔。`,
            `Valid until ${expiresOn}, without signing in, for this bill only.`,
          )}
        </div>
        <a className="receipt-screen" href={address} target="_blank" rel="noreferrer">
          {say('在此打开', 'Open it here')}
        </a>
      </div>
    </div>
  )
}

interface PaperProps {
  readonly shown: Shown
  /** The mark of the print that is being made; null on the screen. */
  readonly mark: Answer<'receipts.mark'> | null
}

/** 结算单 as a page: what the screen shows and the browser prints. */
export function Paper({ shown: { receipt, why }, mark }: PaperProps) {
  const say = useSay()
  const { settlementId, amounts, chain, kind, stands } = receipt
  const later = chain.filter((one) => one.settlementId !== settlementId)
  return (
    <article className="receipt-paper">
      <h2 className="receipt-title">{say(...titles[receipt.care])}</h2>
      <div className="receipt-mark">
        <span>
          {say('结算编号', 'No.')} {settlementId}
        </span>
        <span className="printed-only">
          {mark === null
            ? say('未登记的打印，不作凭证', 'a print that was not counted: no voucher')
            : `${say(mark.label)} · ${mark.at}`}
        </span>
      </div>
      {kind === 'cancel' || kind === 'reverse' ? (
        <p>{say('退费：本单各项金额为退回。', 'Refund: the amounts of this statement are given back.')}</p>
      ) : null}
      {later.length === 0 ? null : (
        <p>
          ※ {stands ? say('现仍有效', 'It stands') : say('已失效', 'It does not stand any more')}：
          {later.map((one) => `${say(...undoings[one.kind])} ${one.at}（${one.settlementId}）`).join('；')}
        </p>
      )}
      <Facts receipt={receipt} />
      <Charges charges={receipt.charges} />
      <div className="receipt-mark">
        <span>
          {say('医疗总费用', 'Total charge')} <b>{yuanText(amounts.total)}</b> {say('元，大写', 'yuan, in capitals')}{' '}
          人民币
          {receipt.inCapitals}
        </span>
        <span>
          {say('符合政策范围', 'Eligible')} <b>{yuanText(amounts.eligible)}</b>
        </span>
      </div>
      <Amounts receipt={receipt} />
      <p>
        {say('现金大写', 'Cash in capitals')} 人民币{receipt.cashInCapitals}
      </p>
      {why.address === null ? null : <Code address={why.address} expiresOn={why.expiresOn} />}
      <div className="receipt-signs">
        <span>{say('收费员：', 'Cashier:')}</span>
        <span>{say('患者或家属：', 'Patient:')}</span>
        <span>{say('机构（章）：', 'Institution:')}</span>
      </div>
      {receipt.lines.length === 0 ? null : <Lines lines={receipt.lines} linesLeftOut={receipt.linesLeftOut} />}
    </article>
  )
}
