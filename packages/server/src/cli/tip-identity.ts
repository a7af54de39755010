import { readFile, rm, writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { newHolderKey, privateKeyOf, readHolderKey } from '../crypto/holder-key.ts'
import { unwrapShare } from '../crypto/tip-seal.ts'
import { atConsole } from '../flows/operation-log.ts'
import { addHolder, openIdentity, type PresentHolder } from '../flows/tip-identity.ts'
import { type EvidenceChoice, evidenceOptions, evidenceSource } from './evidence-options.ts'
import { requireNewFile } from './new-file.ts'
import { note } from './options.ts'
import { print } from './output.ts'
import { allowedTip, atTips } from './tip-options.ts'
import { newPassphraseOf, passphraseOf } from './tip-passphrase.ts'

interface MakeChoice extends EvidenceChoice {
  readonly holder: string
  readonly out: string
  readonly passphraseFile?: string
  readonly replace?: string
}

async function make(options: MakeChoice): Promise<void> {
  const { holder, out, replace = null } = options
  await requireNewFile(out)
  const passphrase = await newPassphraseOf(options.passphraseFile, holder)
  const key = newHolderKey(holder, `K${evidenceSource.newId()}`, passphrase)
  // The file first: a public key whose private one was never written would seal identities for good.
  await writeFile(out, `${JSON.stringify(key, null, 2)}\n`, { flag: 'wx', mode: 0o600 })
  const outcome = await atTips(options, (desk) =>
    addHolder(desk, atConsole, { keyId: key.keyId, holder, publicKey: key.publicKey }, replace),
  )
  // Only what was refused for certain: after a lost connection the key may be in use.
  if (!outcome.ok) await rm(out)
  const added = allowedTip(outcome)
  if (options.json === true) return print({ holder, keyId: added.keyId, publicKey: added.publicKey, out })
  print(`${holder}  ${added.keyId}  ${out}`)
  note(
    '私钥只在此文件中，请持有人自行保管；口令丢失则无法启封 The private key is in this file only: its holder keeps it; without the passphrase nothing can be opened',
  )
}

async function listKeys(options: EvidenceChoice): Promise<void> {
  const keys = await atTips(options, (desk) => desk.store.holderKeys(), true)
  if (options.json === true) return print({ keys })
  for (const { keyId, holder, madeAt, retiredAt } of keys) {
    print(`${keyId}  ${holder}  ${madeAt}  ${retiredAt === null ? '在用 in use' : `${retiredAt} 停用 retired`}`)
  }
}

interface OpenChoice extends EvidenceChoice {
  readonly key: readonly string[]
  readonly passphraseFile: readonly string[]
  readonly reason: string
}

async function present(path: string, passphraseFile: string | undefined): Promise<PresentHolder> {
  const file = readHolderKey(await readFile(path, 'utf8'))
  if (file === null) throw new Error(`${path}：不是持有人钥匙文件 not a key file of a holder`)
  const passphrase = await passphraseOf(passphraseFile, `${file.holder} 的口令 passphrase: `)
  const privateKey = privateKeyOf(file, passphrase)
  if (privateKey === null) throw new Error(`${path}：口令不对，或文件被改动 wrong passphrase, or the file was changed`)
  return { keyId: file.keyId, unwrap: (share) => unwrapShare(share, privateKey) }
}

async function open(tipId: string, options: OpenChoice): Promise<void> {
  const holders: PresentHolder[] = []
  for (const [index, path] of options.key.entries()) holders.push(await present(path, options.passphraseFile[index]))
  const identity = await atTips(options, async (desk) =>
    allowedTip(await openIdentity(desk, atConsole, { tipId, reason: options.reason, holders })),
  )
  print(options.json === true ? { tipId, identity } : identity)
}

const oneMore = (text: string, earlier: readonly string[] = []): readonly string[] => [...earlier, text]

/** Adds `tip keys` and `tip open`. */
export function registerIdentityCommands(tip: Command): void {
  const makeCommand = evidenceOptions(new Command('make'))
    .description('为持有人生成钥匙；数据库只存公钥 a key pair for a holder; the database gets the public key only')
    .requiredOption('--holder <user>', '持有人，须有 tips.open 权限 the account that holds it')
    .requiredOption('--out <file>', '私钥文件 where the private key goes')
    .option('--passphrase-file <file>', '口令所在文件（首行） a file whose first line is the passphrase')
    .option('--replace <user>', '替换哪位持有人 the holder who steps down')
    .addHelpText('after', '\nExample:\n  ./yibao tip keys make --holder li.si --out li.si.key')
    .action(make)
  const listCommand = evidenceOptions(new Command('list'))
    .description('持有人与公钥 the holders and their public keys')
    .addHelpText('after', '\nExample:\n  ./yibao tip keys list')
    .action(listKeys)
  const openCommand = evidenceOptions(new Command('open'))
    .description(
      '两名持有人同时在场，启封举报人身份；记入操作日志 open the identity with the keys of both holders; it is logged',
    )
    .argument('<tip>', '举报编号 number of the tip')
    .requiredOption('--key <file>', '钥匙文件，写两次 a key file; say it twice', oneMore)
    .option(
      '--passphrase-file <file>',
      '口令所在文件，与 --key 同序 the passphrases, in the order of the keys',
      oneMore,
      [],
    )
    .requiredOption('--reason <text>', '理由 why')
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao tip open T1740960000000000010A1B2C3D4 --key li.si.key --key wang.wu.key --reason 发放奖励',
    )
    .action(open)
  tip.addCommand(
    new Command('keys')
      .description('封存身份的两把钥匙 the two keys to sealed identities')
      .addCommand(makeCommand)
      .addCommand(listCommand)
      .addHelpText('after', '\nExample:\n  ./yibao tip keys list'),
  )
  tip.addCommand(openCommand)
}
