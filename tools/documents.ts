import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openApiDocument, routes } from '../packages/contract/src/rest/index.ts'
import { loadInterface, policyFolder, version } from '../packages/server/src/files/shipped.ts'
import { messageDocuments } from './document-messages.ts'
import { refusalsDocument } from './document-refusals.ts'
import { rightsDocument } from './document-rights.ts'
import { root } from './steps.ts'

const folder = join(root, 'docs', 'generated')
const checkOnly = process.argv.includes('--check')

const documents = new Map([
  ...messageDocuments(await loadInterface(policyFolder)),
  ['refusals.md', refusalsDocument()] as const,
  ['rights.md', rightsDocument()] as const,
  ['openapi.json', `${JSON.stringify(openApiDocument(routes, version), null, 2)}\n`] as const,
])

const differing = [...documents].filter(([path, text]) => {
  const file = join(folder, path)
  return !existsSync(file) || readFileSync(file, 'utf8') !== text
})
const leftOver = globSync('**/*.{md,json}', { cwd: folder }).filter(
  (path) => !documents.has(path.replaceAll('\\', '/')),
)

if (checkOnly) {
  for (const [path] of differing) console.error(`docs/generated/${path} is not what the code says`)
  for (const path of leftOver) console.error(`docs/generated/${path} is not made by anything any more`)
  if (differing.length + leftOver.length > 0) {
    console.error('Run `node tools/documents.ts` and commit what it writes.')
    process.exitCode = 1
  }
} else {
  for (const [path, text] of differing) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  for (const path of leftOver) rmSync(join(folder, path))
  console.log(`${documents.size} documents, ${differing.length} written, ${leftOver.length} removed`)
}
