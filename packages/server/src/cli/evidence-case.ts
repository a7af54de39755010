import { writeFile } from 'node:fs/promises'
import { Command, InvalidArgumentError } from 'commander'
import { exportDesk } from '../evidence-desk.ts'
import { shown, verifyAt } from '../files/evidence-verifier.js'
import { exportCase } from '../flows/evidence-export.ts'
import { type EvidenceFault, verifyEvidence } from '../flows/evidence-verify.ts'
import { everyOperation } from '../flows/operation-log.ts'
import { matterFile } from '../store/evidence-matter-file.ts'
import { operationLogStore } from '../store/operation-log-store.ts'
import { openSecretBox } from '../store/secret-box.ts'
import {
  allowed,
  atEvidence,
  type EvidenceChoice,
  evidenceOptions,
  evidenceSource,
  inNameOf,
  userOption,
} from './evidence-options.ts'
import { requireNewFile } from './new-file.ts'
import { dataDirOf } from './options.ts'
import { print } from './output.ts'

const faultWords: Readonly<Record<EvidenceFault['what'], string>> = {
  chain: '保管链不符 the chain does not hold',
  'row-differs': '证据的现状与保管链不符 the row is not what its chain comes to',
  'log-ahead': '操作日志中还有后续，保管链缺尾 the log knows more: the end of the chain is missing',
  'log-behind': '操作日志中没有这一步 the log does not know this event',
  'log-differs': '与操作日志记录的哈希不符 not the hash that the log noted',
  'piece-gone': '操作日志中有此证据，登记中没有 the log knows this piece, the register does not',
  'content-missing': '文件内容不存在 the content is not there',
  'content-changed': '文件内容已被改动 the content was changed',
}

async function verify(options: EvidenceChoice): Promise<void> {
  const told = await atEvidence(options, (desk) => verifyEvidence(desk), true)
  const { pieces, events, contents, bytes, faults } = told
  if (faults.length > 0) process.exitCode = 1
  if (options.json === true) return print(told)
  print(`${pieces} 件证据 pieces，${events} 步流转 events，${contents} 个文件 files，${bytes} B`)
  for (const { what, ...where } of faults) print(`不符 ${Object.values(where).join(' ')}：${faultWords[what]}`)
  print(faults.length === 0 ? '全部相符 all of it holds' : `${faults.length} 处不符 faults`)
}

interface ExportChoice extends EvidenceChoice {
  readonly matter: string
  readonly out: string
  readonly user: string
}

async function exportMatter(options: ExportChoice): Promise<void> {
  await requireNewFile(options.out)
  const made = await atEvidence(options, async (_desk, pool) => {
    const box = await openSecretBox(dataDirOf(options))
    const desk = await exportDesk(pool, evidenceSource, box, matterFile(pool))
    return allowed(await exportCase(desk, inNameOf(options.user), options.matter))
  })
  await writeFile(options.out, made.archive, { flag: 'wx', mode: 0o600 })
  const { digest, files } = made
  if (options.json === true) return print({ out: options.out, digest, files, bytes: made.archive.length })
  print(`${options.out}  ${files} 个文件 files，${made.archive.length} B`)
  print(`摘要 digest ${digest}`)
  print(
    '请另行记下摘要：连同清单、签名一并重做的案卷只能凭它发现 Note the digest elsewhere: only it shows a file made anew as a whole',
  )
}

async function exported(options: EvidenceChoice & { readonly matter?: string }): Promise<void> {
  const filter = { ...everyOperation, action: 'evidence.export', target: options.matter ?? null }
  const found = await atEvidence(options, (_desk, pool) => operationLogStore(pool).find(filter, null, 200), true)
  if (options.json === true) return print({ exports: found })
  for (const { at, target, details } of found) {
    const { digest = '', by = '' } = details as { readonly digest?: string; readonly by?: string }
    print(`${at}  ${target}  ${by}  ${digest}`)
  }
}

function keyArgument(text: string): string {
  if (/^04[0-9a-f]{128}$/i.test(text)) return text.toLowerCase()
  throw new InvalidArgumentError('须为 04 开头的 130 位十六进制数 write the 130 hexadecimal digits that begin with 04')
}

function digestArgument(text: string): string {
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase()
  throw new InvalidArgumentError('须为 64 位十六进制数 write the 64 hexadecimal digits')
}

interface CheckChoice {
  readonly digest?: string
  readonly key?: string
  readonly json?: true
}

function check(path: string, { digest, key, json }: CheckChoice): void {
  const told = verifyAt(path, digest)
  const other = key !== undefined && told.publicKey !== null && told.publicKey !== key
  const faults = other ? [...told.faults, { path: 'signature.json', what: 'signed with another key' }] : told.faults
  if (faults.length > 0) process.exitCode = 1
  if (json === true) {
    print({ ...told, faults, whole: faults.length === 0 })
    return
  }
  for (const { path: where, what } of faults) print(shown(`不符 ${where === '' ? '(archive)' : where}: ${what}`))
  print(
    faults.length === 0
      ? `案卷完整 the case file is whole: ${told.files} 个文件 files, ${told.pieces} 件证据 pieces`
      : `案卷已被改动 the case file was changed: ${faults.length}`,
  )
  print(`摘要 digest ${told.digest ?? '—'}`)
  print(
    `签名公钥 signed with ${told.publicKey ?? '—'}${key === undefined ? '（与 ./yibao centre key 对照 compare with it）' : ''}`,
  )
}

/** Adds `evidence verify`, `export`, `exports`, `check`. */
export function registerCaseFileCommands(evidence: Command): void {
  const verifyCommand = evidenceOptions(new Command('verify'))
    .description('核对全部保管链和文件内容 walk every chain and compute the digest of every file again')
    .addHelpText('after', '\nExample:\n  ./yibao evidence verify')
    .action(verify)
  const exportCommand = userOption(evidenceOptions(new Command('export')))
    .description('导出案卷（PDF、文件、摘要、独立核验程序） the case file of a matter, with its own verifier')
    .requiredOption('--matter <number>', '事项编号 the matter')
    .requiredOption('--out <file>', '写到 where to')
    .addHelpText('after', '\nExample:\n  ./yibao evidence export --matter M1 --out case.zip --user keeper')
    .action(exportMatter)
  const exportsCommand = evidenceOptions(new Command('exports'))
    .description('导出过的案卷及其摘要 the case files that were made, with their digests')
    .option('--matter <number>', '只看此事项 only of this matter')
    .addHelpText('after', '\nExample:\n  ./yibao evidence exports --matter M1')
    .action(exported)
  const checkCommand = new Command('check')
    .description('核对一份案卷（zip 或目录），不需要数据库 check a case file, zip or folder; needs no database')
    .argument('<path>', '案卷 the case file')
    .option('--digest <digest>', '导出时告知的摘要 the digest told when it was made', digestArgument)
    .option('--key <key>', '中心公钥（130 位十六进制） public key of the centre that must have signed it', keyArgument)
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao evidence check case.zip')
    .action(check)
  for (const one of [verifyCommand, exportCommand, exportsCommand, checkCommand]) evidence.addCommand(one)
}
