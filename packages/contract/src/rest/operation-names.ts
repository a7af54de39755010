import { actWords } from '@yibao/core/casework'
import { custodyActWords } from '@yibao/core/evidence'
import type { WordPair, WordTable } from '@yibao/core/kernel'
import { tipActWords } from '@yibao/core/tip'
import type { Words } from './route.ts'
import { routes } from './routes.ts'

/** What the operation log calls what people do, where it is not simply a route of this interface. */
const own: WordTable<string> = {
  'session.sign-in': ['登录', 'sign in'],
  'session.sign-out': ['退出', 'sign out'],
  'session.used-elsewhere': ['会话在他处使用', 'session used from elsewhere'],
  'session.change-password': ['更换口令', 'change the password'],
  'session.begin-anew': ['重新开始会话', 'begin a session anew'],
  'sessions.end': ['结束会话', 'end a session'],
  'users.add': ['新建用户', 'make a user'],
  'users.list': ['查看用户列表', 'list the users'],
  'users.disable': ['停用用户', 'disable a user'],
  'users.enable': ['启用用户', 'enable a user'],
  'users.unlock': ['解锁用户', 'unlock a user'],
  'users.reset-password': ['重置口令', 'make a password anew'],
  'users.grant': ['授予角色', 'grant a role'],
  'users.revoke': ['收回角色', 'revoke a role'],
  'log.find': ['查看操作日志', 'look into the operation log'],
  'seals.check': ['核对封印', 'check the seals'],
  'audit.use': ['启用审核规则', 'put audit rules to use'],
  'people.find': ['查找参保人', 'find people'],
  'people.unmask': ['查看个人信息原文', 'show a person unmasked'],
  'visits.find': ['查找就诊', 'find visits'],
  'messages.find': ['查找报文', 'find messages'],
  'messages.get': ['查看报文', 'look at a message'],
  'messages.unmask': ['查看报文原文', 'show a message unmasked'],
  'messages.rerun': ['重算结算', 'compute settlements again'],
  'settlements.find': ['查找结算', 'find settlements'],
  'settlements.export': ['导出结算', 'export settlements'],
  'reports.export': ['导出报表', 'export a report'],
  'receipts.print': ['打印凭证', 'print a receipt'],
  'receipts.why': ['查看结算说明', 'look why a settlement is as it is'],
  'workbench.export': ['导出分组病例', 'export grouped cases'],
  'workbench.compare': ['比较付费方案', 'compare payment plans'],
  'till.send': ['收费窗口办理', 'work at the till'],
  'till.person': ['收费窗口查人', 'identify somebody at the till'],
  'till.close': ['交班', 'close a shift'],
  'mappings.review': ['审核目录对照', 'review a mapping'],
  'imports.check': ['检查导入文件', 'check an import file'],
  'imports.rows': ['查看导入明细', 'look at the rows of an import'],
  'imports.apply': ['导入数据', 'import data'],
  'imports.written': ['导入完成', 'an import was written'],
  'jobs.cancel': ['取消任务', 'cancel a job'],
  'jobs.file': ['下载任务文件', 'save the file of a job'],
  'files.keep': ['提交材料', 'hand in a file'],
  'files.get': ['下载材料', 'save a file'],
  'papers.statement': ['下载结算单', 'save a statement'],
  'papers.workbook': ['下载结算单明细', 'save the cases of a statement'],
  'papers.notice': ['下载拨付通知', 'save a notice of payment'],
  'payments.start': ['开始月结算', 'start a month-end'],
  'payments.advance': ['办理预付', 'pay in advance'],
  'payments.apply': ['申请特例单议', 'apply for a special-case review'],
  'payments.assign': ['指定评审人', 'name reviewers'],
  'payments.decide': ['发表评审意见', 'give an opinion'],
  'payments.assess': ['登记考核', 'enter an assessment'],
  'payments.clear': ['年度清算', 'clear a year'],
  'payments.deduct': ['登记扣款', 'enter a deduction'],
  'payments.discard': ['作废测算', 'discard a run'],
  'payments.load-plan': ['载入付费方案', 'load a payment plan'],
  'payments.prune': ['清理测算', 'clear away old runs'],
  'payments.recompute': ['重算月结算', 'compute a month-end anew'],
  'payments.reopen': ['重开月结算', 'open a month again'],
  'matters.intake': ['疑点受理', 'take review items in'],
  'matters.draw-recheck': ['抽查复核', 'draw for a second look'],
  'matters.declare-interest': ['登记利害关系', 'declare an interest'],
  'matters.end-interest': ['解除利害关系', 'end an interest'],
  'evidence.alarm': ['证据告警', 'alarm about evidence'],
  'evidence.export': ['导出案卷', 'export a case file'],
  'evidence.read': ['查看证据文件', 'read the file of a piece'],
  'evidence.stock-take': ['证据盘点', 'take stock of evidence'],
  'tip.receive': ['登记举报', 'take a tip in'],
  'tip.open': ['启封举报人身份', 'open the sealed identity of a tip'],
  'tip.holder': ['登记启封人', 'name a holder of the seal'],
  'tips.get': ['查看举报', 'look at a tip'],
  'credit.record': ['信用记分', 'record credit points'],
  'credit.appeal': ['记分申诉', 'appeal against credit points'],
  'credit.resolve': ['记分申诉处理', 'resolve an appeal against credit points'],
  'credit.repair': ['信用修复', 'repair credit'],
}

/** Acts of a room by its own words: `matters.decide` 疑点案件：决定. */
const acts = (room: string, [zh, en]: WordPair, words: WordTable<string>): readonly (readonly [string, WordPair])[] =>
  Object.entries(words).map(([act, [actZh, actEn]]) => [`${room}.${act}`, [`${zh}：${actZh}`, `${en}: ${actEn}`]])

const names: ReadonlyMap<string, WordPair> = new Map([
  ...routes.map(({ name, summary: { zh, en } }) => [name, [zh, en]] as const),
  ...acts('matters', ['疑点案件', 'matter'], actWords),
  ...acts('evidence', ['证据', 'evidence'], custodyActWords),
  ...acts('tip', ['举报', 'tip'], tipActWords),
  ...Object.entries(own),
])

/** What an action of the operation log is called; null of one that nobody writes. */
export function operationName(action: string): Words | null {
  const found = names.get(action)
  return found === undefined ? null : { zh: found[0], en: found[1] }
}

/** Every action that may stand in the operation log. */
export const operations: readonly string[] = [...names.keys()]
