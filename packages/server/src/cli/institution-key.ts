import { Command, InvalidArgumentError } from 'commander'
import { beijingTime, systemClock } from '../clock.ts'
import { localCrypto } from '../crypto/local-crypto.ts'
import { gatewayStyles } from '../national/gateway/key.ts'
import type { Database } from '../store/database.ts'
import { addKey, keysOf, revokeKey, rotateKey, type StoredKey } from '../store/key-store.ts'
import { openSecretBox, type SecretBox } from '../store/secret-box.ts'
import { type KeyChoice, keyOptions, publicKeyIn } from './key-options.ts'
import { keyListText } from './key-text.ts'
import { requireInstitution } from './known-institution.ts'
import { type DatabaseChoice, databaseOptions, dataDirOf, withDatabase } from './options.ts'

type Choice = DatabaseChoice & KeyChoice
type NewKey = Omit<StoredKey, 'revokedAt'>

/** A key with its secrets as they are shown once. */
interface IssuedKey {
  readonly key: NewKey
  readonly secret: string
  readonly sm4Key: string | null
}

const random = (bytes: number): string => localCrypto.random(bytes).toString('hex')

/** A new key: what was asked for, else what `before` has, else the default. Its secrets are always new. */
async function newKey(
  box: SecretBox,
  providerCode: string,
  choice: KeyChoice,
  before: StoredKey | null,
): Promise<IssuedKey> {
  const secret = random(32)
  const sm4Mode = choice.sm4 ?? before?.sm4Mode ?? 'cbc'
  const sm4Key = choice.sm4 !== undefined || (before !== null && before.sealedSm4Key !== null) ? random(16) : null
  const sm2PublicKey =
    choice.sm2PublicKey === undefined
      ? (before?.sm2PublicKey ?? null)
      : await publicKeyIn(localCrypto, choice.sm2PublicKey)
  const requires = choice.requires ?? before?.requires ?? 'none'
  if (requires === 'SM2' && sm2PublicKey === null) {
    throw new Error(
      '--requires SM2：须同时登记 --sm2-public-key (give the public key that its signatures are checked with)',
    )
  }
  if (choice.from !== undefined && choice.until !== undefined && choice.from >= choice.until) {
    throw new Error(`--until ${choice.until}：须晚于 --from (must be later than --from ${choice.from})`)
  }
  const key: NewKey = {
    account: `paas_${random(6)}`,
    providerCode,
    sealedSecret: box.seal(secret),
    styles: choice.styles ?? before?.styles ?? gatewayStyles,
    requires,
    sm2PublicKey,
    sealedSm4Key: sm4Key === null ? null : box.seal(sm4Key),
    sm4Mode,
    createdAt: systemClock.now(),
    validFrom: choice.from ?? null,
    validUntil: choice.until ?? null,
  }
  return { key, secret, sm4Key }
}

function show(name: string, { key, secret, sm4Key }: IssuedKey, json: boolean): void {
  const { providerCode, account, sm4Mode } = key
  const sm4 = sm4Key === null ? {} : { sm4Key, sm4Mode }
  if (json) {
    process.stdout.write(`${JSON.stringify({ providerCode, account, secret, ...sm4 })}\n`)
    return
  }
  const lines = [
    `${providerCode} ${name}`,
    `账号 account  ${account}`,
    `密钥 secret   ${secret}`,
    ...(sm4Key === null ? [] : [`SM4 密钥 key  ${sm4Key} (${sm4Mode})`]),
    '密钥只显示这一次，请妥善保存 The secret is shown only this once: keep it safe.',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

function withInstitution(
  code: string,
  choice: DatabaseChoice,
  work: (database: Database, name: string) => Promise<void>,
): Promise<void> {
  return withDatabase(choice, async (database) => work(database, await requireInstitution(database, code)))
}

const noSuchAccount = (code: string, account: string): Error =>
  new Error(`${code} 没有有效账号 ${account} (this institution has no such account in force)`)

async function add(code: string, choice: Choice & { readonly revoke?: string }): Promise<void> {
  if (choice.revoke !== undefined) return await revoke(code, choice.revoke, choice)
  await withInstitution(code, choice, async ({ pool }, name) => {
    const issued = await newKey(await openSecretBox(dataDirOf(choice)), code, choice, null)
    await addKey(pool, issued.key)
    show(name, issued, choice.json === true)
  })
}

async function list(code: string, choice: DatabaseChoice & { readonly json?: true }): Promise<void> {
  await withInstitution(code, choice, async ({ pool }) => {
    const keys = await keysOf(pool, code)
    if (choice.json !== true) {
      process.stdout.write(keyListText(keys, systemClock.now()))
      return
    }
    const shown = keys.map(({ sealedSecret: _, sealedSm4Key, ...key }) => ({ ...key, sm4: sealedSm4Key !== null }))
    process.stdout.write(`${JSON.stringify(shown)}\n`)
  })
}

async function rotate(code: string, account: string, choice: Choice & { readonly overlap: number }): Promise<void> {
  await withInstitution(code, choice, async ({ pool }, name) => {
    const before = (await keysOf(pool, code)).find((key) => key.account === account && key.revokedAt === null)
    if (before === undefined) throw noSuchAccount(code, account)
    const issued = await newKey(await openSecretBox(dataDirOf(choice)), code, choice, before)
    const until = beijingTime(Date.now() + choice.overlap * 3_600_000)
    if (!(await rotateKey(pool, account, until, issued.key))) throw noSuchAccount(code, account)
    show(name, issued, choice.json === true)
    process.stderr.write(`${account}：最迟 ${until} 失效 is no longer in force from then on\n`)
  })
}

async function revoke(code: string, account: string, choice: DatabaseChoice): Promise<void> {
  await withInstitution(code, choice, async ({ pool }) => {
    if (!(await revokeKey(pool, code, account, systemClock.now()))) throw noSuchAccount(code, account)
    process.stdout.write(`${account}：已作废 revoked\n`)
  })
}

function hoursIn(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('应为 0 至 9999 的小时数 not a number of hours from 0 to 9999.')
}

export function keyCommand(): Command {
  const code = ['<code>', '机构编码 code of the institution'] as const
  const account = ['<account>', '接入账号 account, as `key list` shows it'] as const
  const command = (name: string): Command => databaseOptions(new Command(name)).argument(...code)
  const addCommand = keyOptions(command('add'))
    .description('签发接口账号与密钥 issue an account with its secret')
    .option('--revoke <account>', '同 key revoke：作废此账号，不签发 the same as `key revoke`; nothing is issued')
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao institution key add H33020000001 --styles csb --requires SM2 --sm2-public-key hospital.pem',
    )
    .action(add)
  const listCommand = command('list')
    .description('列出机构的全部账号（不含密钥）list the accounts of an institution, without secrets')
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao institution key list H33020000001')
    .action(list)
  const rotateCommand = keyOptions(command('rotate').argument(...account))
    .description(
      '换发密钥：新账号即刻可用，旧账号到期失效 issue a successor; the old account stays in force for a while',
    )
    .option('--overlap <hours>', '旧账号再用几小时 hours that the old account stays in force', hoursIn, 168)
    .addHelpText('after', '\nExample:\n  ./yibao institution key rotate H33020000001 paas_0123456789ab --overlap 72')
    .action(rotate)
  const revokeCommand = command('revoke')
    .argument(...account)
    .description('立即作废一个账号，运行中的中心随即拒绝 revoke an account at once, in a running centre too')
    .addHelpText('after', '\nExample:\n  ./yibao institution key revoke H33020000001 paas_0123456789ab')
    .action(revoke)
  return new Command('key')
    .description('机构的接口账号与密钥 accounts and secrets of an institution; `key <code>` alone adds one')
    .addCommand(addCommand, { isDefault: true })
    .addCommand(listCommand)
    .addCommand(rotateCommand)
    .addCommand(revokeCommand)
    .addHelpText('after', '\nExample:\n  ./yibao institution key add H33020000001')
}
