import { Command } from 'commander'
import { systemClock } from '../clock.ts'
import { localCrypto } from '../crypto/local-crypto.ts'
import { writeSm2PublicKey } from '../crypto/sm2-encoding.ts'
import { centreKey } from '../store/centre-key-store.ts'
import { openSecretBox } from '../store/secret-box.ts'
import { type DatabaseChoice, databaseOptions, dataDirOf, requireExisting, withDatabase } from './options.ts'

interface KeyChoice extends DatabaseChoice {
  readonly pem?: true
  readonly json?: true
}

async function key(choice: KeyChoice): Promise<void> {
  await requireExisting(choice)
  await withDatabase(choice, async ({ pool }) => {
    const box = await openSecretBox(dataDirOf(choice))
    const { publicKey, createdAt } = await centreKey(pool, box, localCrypto, systemClock.now())
    const pem = writeSm2PublicKey(publicKey)
    if (choice.json === true) process.stdout.write(`${JSON.stringify({ publicKey, pem, createdAt })}\n`)
    else process.stdout.write(choice.pem === true ? pem : `${publicKey}\n`)
  })
}

export function centreCommand(): Command {
  const keyCommand = databaseOptions(new Command('key'))
    .description(
      '打印中心的 SM2 公钥，机构用它验证回执签名 print the public key that the signatures of answers are checked with',
    )
    .option('--pem', '以 PEM 输出 print as PEM')
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao centre key --pem > centre.pem')
    .action(key)
  return new Command('centre')
    .description('中心自身的设置 what belongs to the centre itself')
    .addCommand(keyCommand)
    .addHelpText('after', '\nExample:\n  ./yibao centre key')
}
