import type { Insured } from '@yibao/core/encounter'
import {
  chargeTypeWordsOf,
  genderWords,
  medTypeWordsOf,
  personTypeWordsOf,
  providerLevelWords,
  schemeWords,
} from '@yibao/core/encounter'
import {
  addFen,
  ageOn,
  type DivisionCode,
  dateOf,
  daysBetween,
  type Fen,
  invariant,
  negateFen,
  priceText,
  quantityText,
  sumFen,
} from '@yibao/core/kernel'
import { maskName, maskNumber } from '@yibao/core/office'
import { funds } from '@yibao/core/policy'
import { type FiledLine, type FiledSettlement, personParts } from '@yibao/core/settlement'
import { chargesOf } from '@yibao/core/settlement-list'
import type { Receipt, ReceiptCharge, ReceiptGround, ReceiptLine } from '../flows/receipt-ports.ts'
import { amountInWords } from '../text/amount-in-words.ts'
import { payerWordsOf } from '../text/receipt-words.ts'
import type { Words } from '../text/words.ts'

const said = ([zh, en]: Words) => ({ zh, en })

/** Lines are on file as they were charged; of a settlement that undoes another all amounts go the other way. */
type Signed = (amount: Fen) => Fen

const ownOf = ({ nonCovered, overPriceLimit }: FiledLine['split']): Fen => addFen(nonCovered, overPriceLimit)

function charges(lines: readonly FiledLine[], signed: Signed): readonly ReceiptCharge[] {
  const charged = lines.map(({ item, split }) => ({
    chargeType: item.chargeType,
    class: item.class,
    total: signed(split.total),
    nonCovered: signed(ownOf(split)),
  }))
  return chargesOf(charged).map((sum) => ({ ...sum, label: said(chargeTypeWordsOf(sum.chargeType)) }))
}

function lineOf(line: FiledLine, signed: Signed): ReceiptLine {
  const { lineNumber, itemCode, item, at, price, quantity, split } = line
  return {
    lineNumber,
    itemCode,
    itemName: item.name,
    itemClass: item.class,
    at,
    price: priceText(price),
    quantity: quantityText(quantity),
    total: signed(split.total),
    own: signed(ownOf(split)),
    preCoinsurance: signed(split.preCoinsurance),
    eligible: signed(split.eligible),
  }
}

function personOf({ name, certificateNumber, gender, birth }: Insured, { at, personType }: FiledSettlement) {
  return {
    name: maskName(name),
    certificateNumber: maskNumber(certificateNumber),
    gender: said(genderWords[gender]),
    age: ageOn(birth, dateOf(at)),
    kind: { code: personType, label: said(personTypeWordsOf(personType)) },
  }
}

function visitOf({ visit, diagnoses }: ReceiptGround, { at }: FiledSettlement): Receipt['visit'] {
  const from = dateOf(visit.begin)
  const until = dateOf(visit.stay?.dischargedAt ?? at)
  const atDischarge = diagnoses.filter(({ side }) => side === 'discharge')
  const shown = (atDischarge.length > 0 ? atDischarge : diagnoses).toSorted(
    (one, other) => Number(other.main) - Number(one.main) || one.order - other.order,
  )
  return {
    number: visit.providerVisitNumber,
    department: visit.departmentName,
    from,
    until,
    // The day of admission and that of discharge count as one, and nobody stays for less than a day.
    days: visit.stay === null ? 0 : Math.max(1, daysBetween(from, until)),
    diagnoses: shown.map(({ code, name }) => ({ code, name })),
  }
}

function amountsOf(settlement: FiledSettlement): Receipt['amounts'] {
  const { total, nonCovered, overPriceLimit, preCoinsurance, eligible, deductible, hospital, person, account } =
    settlement.amounts
  const { family, cash } = settlement.amounts
  return {
    total,
    nonCovered,
    overPriceLimit,
    preCoinsurance,
    eligible,
    deductible,
    fund: sumFen(funds.map((fund) => settlement.amounts[fund])),
    hospital,
    person,
    ...personParts(settlement),
    account,
    family,
    cash,
  }
}

/**
 * 医疗保障基金结算单 of one settlement of a chain: the rows of the national statement, with their words.
 *
 * @param regionName the names that the law of a region gives it; null when no law of it is on file
 */
export function receiptOf(
  ground: ReceiptGround,
  settlementId: string,
  regionName: (division: DivisionCode) => Words | null,
): Receipt {
  const settlement = ground.chain.find((one) => one.settlementId === settlementId)
  invariant(settlement !== undefined, 'a settlement is one of its chain')
  const { insuredId, kind, at, visitId, scheme, division, medType, care, providerCode } = settlement
  const signed: Signed = kind === 'cancel' || kind === 'reverse' ? negateFen : (amount) => amount
  const { provider, chain, lines, lineCount } = ground
  const amounts = amountsOf(settlement)
  const region = said(regionName(division) ?? [division, division])
  return {
    settlementId,
    insuredId,
    kind,
    at,
    visitId,
    scheme: { code: scheme, label: said(schemeWords[scheme]) },
    division: { code: division, label: region },
    medType: { code: medType, label: said(medTypeWordsOf(medType)) },
    care,
    provider: {
      code: providerCode,
      name: provider?.name ?? providerCode,
      level: provider === null ? { zh: '', en: '' } : said(providerLevelWords[provider.level]),
    },
    person: personOf(ground.insured, settlement),
    visit: visitOf(ground, settlement),
    charges: charges(lines, signed),
    lines: lines.map((line) => lineOf(line, signed)),
    linesLeftOut: lineCount - lines.length,
    amounts,
    inCapitals: amountInWords(amounts.total),
    cashInCapitals: amountInWords(amounts.cash),
    funds: funds.map((fund) => ({
      code: fund,
      label: said(payerWordsOf(fund)),
      amount: settlement.amounts[fund],
    })),
    relatives: settlement.familyPayments.map(({ ownerName: name, amount }) => ({ name, amount })),
    balanceAfter: settlement.balanceAfter,
    authority: `${region.zh}医疗保障经办机构`,
    stands: chain.length % 2 === 1,
    chain: chain.map((one) => ({ settlementId: one.settlementId, kind: one.kind, at: one.at })),
  }
}
