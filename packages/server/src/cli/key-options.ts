import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { type LocalDateTime, parseLocalDateTime } from '@yibao/core/kernel'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { CryptoProvider, Sm4Mode } from '../crypto/provider.ts'
import { readSm2PublicKey } from '../crypto/sm2-encoding.ts'
import { type GatewayStyle, gatewayStyles, type SignatureDemand, signatureDemands } from '../national/gateway/key.ts'

/** What a new key may be given; what is not said is the default, or in a rotation what the old key has. */
export interface KeyChoice {
  readonly styles?: readonly GatewayStyle[]
  readonly requires?: SignatureDemand
  readonly sm2PublicKey?: string
  readonly sm4?: Sm4Mode
  readonly from?: LocalDateTime
  readonly until?: LocalDateTime
  readonly json?: true
}

function stylesIn(list: string): readonly GatewayStyle[] {
  const named = list.split(',').map((name) => name.trim())
  const unknown = named.find((name) => !gatewayStyles.some((style) => style === name))
  if (unknown === undefined) return gatewayStyles.filter((style) => named.includes(style))
  throw new InvalidArgumentError(`没有接入方式 no such style: ${unknown}. 可用 known: ${gatewayStyles.join(', ')}.`)
}

/** A day stands for its first second. */
function timeIn(text: string): LocalDateTime {
  const time = parseLocalDateTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text} 00:00:00` : text)
  if (time.ok) return time.value
  throw new InvalidArgumentError('应为 2026-01-31 或 "2026-01-31 08:00:00"（北京时间）not a day or a time in Beijing.')
}

export function keyOptions(command: Command): Command {
  return command
    .option(
      '--styles <list>',
      `允许的接入方式，逗号分隔 styles it may use: ${gatewayStyles.join(',')} (default: all)`,
      stylesIn,
    )
    .addOption(
      new Option('--requires <signature>', '报文必须的签名 weakest envelope signature it may send').choices(
        signatureDemands,
      ),
    )
    .option(
      '--sm2-public-key <key>',
      '机构的 SM2 公钥：十六进制或 PEM 文件 its SM2 public key: hex digits, or a file with PEM',
    )
    .addOption(
      new Option(
        '--sm4 <mode>',
        '签发 SM4 密钥及其模式 issue an SM4 key for this mode (iv in the first 16 bytes of cbc)',
      ).choices(['cbc', 'ecb']),
    )
    .option('--from <time>', '生效时间（北京时间）in force from this time in Beijing (default: now)', timeIn)
    .option('--until <time>', '失效时间（北京时间）no longer in force from this time in Beijing', timeIn)
    .option('--json', '结果以 JSON 输出 print as JSON')
}

/**
 * The public key that was typed, or stands in the file that was named.
 *
 * @throws Error when it is no public key of SM2
 */
export async function publicKeyIn(crypto: CryptoProvider, typed: string): Promise<string> {
  const key = readSm2PublicKey(existsSync(typed) ? await readFile(typed, 'utf8') : typed)
  if (key === null) {
    throw new Error(
      '--sm2-public-key：不是 SM2 公钥，应为 130 位十六进制（04 开头）或 PEM 文件 (neither 130 hexadecimal digits beginning with 04 nor a PEM file)',
    )
  }
  // A point that lies off the curve would verify nothing: it is refused here, not at the first message.
  crypto.sm2Verifier(key)
  return key
}
