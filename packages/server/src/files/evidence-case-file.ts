import { readFile } from 'node:fs/promises'
import type { CaseFileContent, CaseFileMaker, CasePiece } from '../flows/evidence-export.ts'
import { casePdf } from './evidence-case-pdf.ts'
import { fileKindOf } from './evidence-file-type.ts'
import { type CaseEntry, sm3, writeArchive, writtenJson } from './evidence-verifier.js'
import { readPaperFont } from './statement-font.ts'

/** The centre's signature over a text; r and s in 128 capital hexadecimal digits. */
export interface CaseSigner {
  readonly publicKey: string
  sign(text: string): Promise<string>
}

const readMe = (matterId: string): string => `案卷 case file ${matterId}

核对 To verify (Node.js 20 or later, nothing else):
  node verify.mjs
  node verify.mjs --digest <导出时告知的摘要 the digest told when it was made>
未解压的案卷也可核对，最好用另处取得的 verify.mjs Also on the archive itself, best with a verify.mjs from elsewhere:
  node verify.mjs case.zip --digest <…>

manifest.json    清单：每个文件的大小和摘要（SM3），每件证据的链头 every file with size and digest, the head of every chain
chain.json       保管链：每步的摘要包含上一步 the chains of custody; each hash holds the one before it
signature.json   中心对清单的签名（SM2） the centre's signature over the manifest
case.pdf         封面、目录、保管链 cover, list, chains
matter.json      办理经过 the course of the matter
files/           证据与附件 evidence and attachments
`

const json = (name: string, value: unknown): CaseEntry => ({ name, content: Buffer.from(writtenJson(value)) })

function extensionOf(content: Uint8Array, name: string): string {
  const kind = fileKindOf(content, name)
  return kind.ok ? kind.value.extension : 'bin'
}

/** Where the archive holds a piece's file: under its code, for a name from outside may be anything. */
function pathOf({ piece, content }: CasePiece): string | null {
  return content === null ? null : `files/${piece.code}.${extensionOf(content, piece.content?.name ?? '')}`
}

const verifier = new URL('./evidence-verifier.js', import.meta.url)

async function entriesOf(content: CaseFileContent): Promise<readonly CaseEntry[]> {
  const { pieces, attachments, matter, matterId } = content
  const files = pieces.flatMap((one) => {
    const path = pathOf(one)
    return path === null || one.content === null ? [] : [{ name: path, content: Buffer.from(one.content) }]
  })
  const attached = attachments.map((one) => ({
    name: `files/${one.sm3.slice(0, 16)}.${extensionOf(one.content, one.name)}`,
    content: Buffer.from(one.content),
  }))
  const told = attachments.map(({ content: _, ...file }, index) => ({ ...file, path: attached[index]?.name ?? null }))
  return [
    { name: 'README.txt', content: Buffer.from(readMe(matterId)) },
    { name: 'case.pdf', content: await casePdf(content, await readPaperFont(), pathOf) },
    json('chain.json', Object.fromEntries(pieces.map(({ piece, events }) => [piece.code, events]))),
    json('matter.json', { matterId, matter, attachments: told }),
    { name: 'verify.mjs', content: await readFile(verifier) },
    ...files,
    ...attached,
  ]
}

/** Makes case files that `evidence-verifier.js` verifies, alone. The same content and key make the same files but for the signature. */
export function caseFileMaker(signer: CaseSigner): CaseFileMaker {
  return {
    async make(content) {
      const { matterId, madeAt, madeBy, pieces } = content
      const entries = await entriesOf(content)
      const manifest = json('manifest.json', {
        format: 'openyibao-case-file/1',
        matterId,
        madeAt,
        madeBy,
        pieces: pieces.map((one) => ({
          code: one.piece.code,
          state: one.piece.state,
          events: one.events.length,
          head: one.piece.head,
          file: pathOf(one),
        })),
        files: entries.map(({ name: path, content: bytes }) => ({ path, size: bytes.length, sm3: sm3(bytes) })),
      })
      const text = manifest.content.toString('utf8')
      const signature = json('signature.json', {
        algorithm: 'SM2 with SM3',
        publicKey: signer.publicKey,
        value: await signer.sign(text),
      })
      const all = [manifest, signature, ...entries]
      return { archive: writeArchive(all), digest: sm3(manifest.content), files: all.length }
    },
  }
}
