import { accountTold } from '@yibao/core/ledger'
import { maskIdentityNumbers, maskName, maskNumber } from '@yibao/core/office'
import type { FiledSettlement } from '@yibao/core/settlement'
import type { MessageRow, WholeMessage } from './desk.ts'

/** Fields that name a person of the insured's side; staff of an institution stay readable. */
const names = /^(?:psn_name|patn_name|coner_name|agnter_name|ide_psn_name|regerName|insured_name)$/
/** Fields that number or reach a person. */
const numbers = /(?:certno|cert_no|card_sn|ecToken|(?:^|_)(?:tel|mob|phone|addr|address))$/i
/** With a day of birth and the ends of an identity number, the number is found in a hundred guesses. */
const birth = /^brdy$/

/** A list row with name and identity number masked. */
export function maskRow<Row extends MessageRow>(row: Row): Row {
  const { name, certificateNumber } = row
  return {
    ...row,
    name: name === null ? null : maskName(name),
    certificateNumber: certificateNumber === null ? null : maskNumber(certificateNumber),
  }
}

type Masks = Map<string, string>

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An object or array that travels as JSON text inside a message (`input`, `exp_content`). */
function inner(text: string): unknown {
  return /^\s*[[{]/.test(text) ? parsed(text) : undefined
}

/** What stands in personal fields, with its mask: the same words are masked wherever else they turn up. */
function collect(node: unknown, masks: Masks): void {
  if (Array.isArray(node)) for (const one of node) collect(one, masks)
  if (typeof node === 'string') {
    const held = inner(node)
    if (held !== undefined) collect(held, masks)
  }
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return
  for (const [key, value] of Object.entries(node)) {
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
    // One letter or digit would be found everywhere.
    if (names.test(key) && text.length > 1) masks.set(text, maskName(text))
    else if (numbers.test(key) && text.length > 4) masks.set(text, maskNumber(text))
    else collect(value, masks)
  }
}

/** The person's number in the centre is how one refers to a person without naming one; it stays. */
function maskNode(node: unknown, masks: Masks, key = ''): unknown {
  if (Array.isArray(node)) return node.map((one) => maskNode(one, masks, key))
  if (typeof node === 'object' && node !== null) {
    return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, maskNode(value, masks, name)]))
  }
  if (typeof node === 'number') return numbers.test(key) ? maskNumber(String(node)) : node
  if (typeof node !== 'string' || key === 'psn_no') return node
  if (names.test(key)) return maskName(node)
  if (numbers.test(key)) return maskNumber(node)
  if (birth.test(key)) return node === '' ? '' : `${node.slice(0, 4)}…`
  const held = inner(node)
  return held === undefined ? maskText(node, masks) : JSON.stringify(maskNode(held, masks))
}

function maskText(text: string, masks: Masks): string {
  let masked = text
  for (const [word, mask] of masks) masked = masked.replaceAll(word, mask)
  return maskIdentityNumbers(masked)
}

function maskBody(text: string, masks: Masks): string {
  const body = parsed(text)
  // Of what cannot be read nobody knows where a name stands.
  if (typeof body !== 'object' || body === null) return `（无法解析 not JSON: ${text.length} 字符 characters）`
  return JSON.stringify(maskNode(body, masks))
}

/** What a message carries, without names and identity numbers of its people. */
export function maskCarried(carried: unknown): unknown {
  const masks: Masks = new Map()
  collect(carried, masks)
  return maskNode(carried, masks)
}

/** A settlement whose entry does not tell the numbers of the relatives who paid for its person. */
export function maskRelatives(settlement: FiledSettlement): FiledSettlement {
  const { entry, insuredId } = settlement
  const tell = (owner: string): string => (owner === insuredId ? owner : maskNumber(owner))
  const postings = entry.postings.map(({ account, amount }) => ({ account: accountTold(account, tell), amount }))
  return { ...settlement, entry: { ...entry, postings } }
}

/** A whole message without names and identity numbers of its people. */
export function maskWhole(message: WholeMessage): WholeMessage {
  const masks: Masks = new Map()
  if (message.name !== null && message.name.length > 1) masks.set(message.name, maskName(message.name))
  if (message.certificateNumber !== null && message.certificateNumber.length > 4) {
    masks.set(message.certificateNumber, maskNumber(message.certificateNumber))
  }
  for (const text of [message.request, message.answer]) collect(parsed(text), masks)
  return {
    ...maskRow(message),
    request: maskBody(message.request, masks),
    answer: maskBody(message.answer, masks),
    chain: message.chain.map(maskRelatives),
  }
}
