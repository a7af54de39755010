import type { EvidenceRefusal } from '@yibao/core/evidence'
import { custodyActWords, pieceStateWords } from '@yibao/core/evidence'

type Facts<Code extends EvidenceRefusal['code']> = Extract<EvidenceRefusal, { readonly code: Code }>

const offices = {
  keeper: '保管（evidence.keep）',
  approver: '审批（evidence.approve）',
} as const

/** What happened, with which value, and what to do. */
const words: { readonly [Code in EvidenceRefusal['code']]: (facts: Facts<Code>) => string } = {
  'evidence.unknown-piece': ({ piece }) =>
    `没有证据 ${piece}，或不在您的管辖内 no such piece, or beyond your reach: 用 evidence list 查看 look with evidence list`,
  'evidence.changed-meanwhile': ({ piece, version }) =>
    `证据 ${piece} 已有新的记录（第 ${version} 步） something happened to it meanwhile: 请重新查看后再办 look again first`,
  'evidence.not-now': ({ act, state, may }) =>
    `${state === null ? '未入库 not taken in' : `${pieceStateWords[state].join(' ')}`}：此时不能${custodyActWords[act][0]} not now: ${custodyActWords[act][1]}; 可办 may: ${may.join(', ') || '—'}`,
  'evidence.no-right': ({ userId, office }) =>
    `用户 ${userId} 在此无${offices[office]}权限 has not the right here: ./yibao user list`,
  'evidence.clock-back': ({ piece, last, now }) =>
    `证据 ${piece} 上一步在 ${last}，现在时钟是 ${now} the clock went back: 请校准时钟 set it right`,
  'evidence.bad-text': ({ what, longest }) =>
    `${what}：超过 ${longest} 字，或含换行、控制字符 too long, or holds line ends or control characters: 请改写 write it anew`,
  'evidence.no-reason': ({ act }) => `${custodyActWords[act][0]}须写明事由 say why: --reason`,
  'evidence.no-facts': ({ missing }) => `缺少 ${missing} is missing: 请补充 add it`,
  'evidence.no-approval': ({ act, borrower }) =>
    `未经审批不得${custodyActWords[act][0]}${borrower === null ? '' : `（借给 ${borrower}）`} no approval; the try was noted as an alarm: 请他人先办 evidence approve --for ${act} another person approves first`,
  'evidence.approval-over': ({ act, until, today }) =>
    `${custodyActWords[act][0]}的审批 ${until} 已到期（今天 ${today}） the approval is over: 请重新审批 have it approved anew`,
  'evidence.same-person': ({ userId, act }) =>
    `${userId} 不能审批自己经手或借用的${custodyActWords[act][0]} cannot approve what he hands out or takes himself: 请由他人审批 let another person approve`,
  'evidence.deadline-past': ({ deadline, today }) =>
    `期限 ${deadline} 早于今天 ${today} the day is past: 写今天或以后 write today or later`,
  'evidence.content-changed': ({ sm3, found }) =>
    `文件内容已被改动 the content was changed: 入库时 kept ${sm3.slice(0, 16)}…，现在 now ${found.slice(0, 16)}…。不再提供；请运行 evidence verify 并从备份恢复 not given out; run evidence verify and restore it from a backup`,
  'evidence.content-missing': ({ sm3 }) =>
    `文件内容不存在 the content is not there: ${sm3.slice(0, 16)}…。请从备份恢复 restore it from a backup`,
  'evidence.file-empty': ({ name }) => `${name}：空文件 is empty: 请核对 check it`,
  'evidence.file-too-large': ({ name, bytes, limit }) =>
    `${name}：${bytes} 字节，超过 ${limit} too large: 请分成几个文件 split it into several`,
  'evidence.file-type': ({ name, allowed }) =>
    `${name}：不收这种文件 not a type that is taken; 可收 taken: ${allowed.join(', ')}（不含宏 no macros）`,
  'evidence.file-name': ({ name, type }) =>
    `${name}：内容是 ${type}，与扩展名不符 the content is not what the name says: 请改用正确的扩展名 give it its right name`,
  'evidence.nothing-to-export': ({ matterId }) =>
    `事项 ${matterId} 没有证据 the matter has no evidence: 请核对编号 check its number`,
  'evidence.chain-broken': ({ piece, number, what }) =>
    `证据 ${piece} 的保管链在第 ${number} 步不符（${what}） the chain of custody does not hold: 请运行 evidence verify run evidence verify`,
}

/** A refusal as people read it. */
export function evidenceRefusalText(refusal: EvidenceRefusal): string {
  const say = words[refusal.code] as (facts: EvidenceRefusal) => string
  return `${say(refusal)} [${refusal.code}]`
}
