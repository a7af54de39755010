import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { isMap, isScalar, isSeq, type Node, parseDocument, visit } from 'yaml'
import { loadCases } from '../src/files/policy-case-yaml.ts'
import { runCase } from '../src/files/policy-cases.ts'
import { loadPolicyFolder, problemText } from '../src/files/policy-yaml.ts'

const root = join(import.meta.dirname, '../../..')
const guides = ['docs/policy-guide.md', 'docs/policy-guide.zh-CN.md']

/** A fenced piece of YAML whose first line says which file it is, or from which file it is cut. */
interface Piece {
  readonly file: string
  readonly text: string
}

const pieceForm = /```yaml\n# ((?:draft|policy)\/regions\/\S+\.yaml)\n(.*?)\n```/gs

function piecesIn(guide: string): readonly Piece[] {
  return [...guide.matchAll(pieceForm)].map(([, file = '', text = '']) => ({ file, text }))
}

const texts = new Map<string, string>()
for (const guide of guides) texts.set(guide, await readFile(join(root, guide), 'utf8'))
const piecesOf = (guide: string): readonly Piece[] => piecesIn(texts.get(guide) ?? '')

function nodeOf({ file, text }: Piece): Node {
  const { contents, errors } = parseDocument(text, { schema: 'failsafe' })
  assert.deepEqual(errors, [], `${file}\n${text}`)
  assert.ok(contents !== null, `${file} is not empty`)
  return contents
}

const leftOut = '…'

/** Whether a piece says nothing that the whole does not say: parts may be left out, and `…` stands for any value. */
function isPartOf(piece: unknown, whole: unknown): boolean {
  if (isScalar(piece)) {
    const text = String(piece.value).trim()
    return text === leftOut || (isScalar(whole) && text === String(whole.value).trim())
  }
  if (isMap(piece)) {
    return (
      isMap(whole) &&
      piece.items.every(({ key, value }) => {
        const twin = whole.items.find((pair) => String(pair.key) === String(key))
        return twin !== undefined && isPartOf(value, twin.value)
      })
    )
  }
  if (!isSeq(piece) || !isSeq(whole)) return false
  let next = 0
  return piece.items.every((item) => {
    const at = whole.items.findIndex((candidate, index) => index >= next && isPartOf(item, candidate))
    next = at + 1
    return at >= 0
  })
}

function isSomewhereIn(piece: Node, whole: Node): boolean {
  let found = false
  visit(whole, {
    Node: (_, node) => {
      found = isPartOf(piece, node)
      return found ? visit.BREAK : undefined
    },
  })
  return found
}

const scratch = await mkdtemp(join(tmpdir(), 'yibao-policy-guide-'))
after(() => rm(scratch, { recursive: true }))

for (const guide of guides) {
  describe(guide, () => {
    test('the notice worked through loads without a problem, and its examples hold', async () => {
      const folder = join(scratch, guide)
      for (const { file, text } of piecesOf(guide).filter((piece) => piece.file.startsWith('draft/'))) {
        const path = join(folder, file)
        await mkdir(dirname(path), { recursive: true })
        await writeFile(path, text)
      }
      const [packs, cases] = [await loadPolicyFolder(join(folder, 'draft')), await loadCases(join(folder, 'draft'))]
      if (!packs.ok) assert.fail(packs.error.map(problemText).join('\n'))
      if (!cases.ok) assert.fail(cases.error.map(problemText).join('\n'))
      assert.equal(packs.value.length, 1)
      assert.ok(cases.value.length > 5)
      for (const example of cases.value) assert.deepEqual(runCase(example, packs.value), [], example.name)
    })

    test('every piece of a pack stands in that pack', async () => {
      const strange: Piece[] = []
      for (const piece of piecesOf(guide).filter(({ file }) => file.startsWith('policy/'))) {
        const pack = nodeOf({ file: piece.file, text: await readFile(join(root, piece.file), 'utf8') })
        if (!isSomewhereIn(nodeOf(piece), pack)) strange.push(piece)
      }
      assert.deepEqual(strange, [])
    })

    test('every message that it quotes is one of the loader', async () => {
      const sources = [join(root, 'packages/server/src/files'), join(root, 'packages/server/src/cli')]
      const code: string[] = []
      for (const folder of sources) {
        for (const name of await readdir(folder)) {
          if (/^policy-.*\.ts$/.test(name)) code.push(await readFile(join(folder, name), 'utf8'))
        }
      }
      const table = /\n## 7\. .*?\n(\|.*?)\n\n/s.exec(texts.get(guide) ?? '')?.[1] ?? ''
      const messages = [...table.matchAll(/^\| `([^|]+)` \|/gm)].map(([, message = '']) => message)
      assert.ok(messages.length > 30)
      for (const message of messages) {
        for (const part of message.split(leftOut).map((words) => words.trim())) {
          assert.ok(
            code.some((text) => text.includes(part)),
            `${message}: no loader says "${part}"`,
          )
        }
      }
    })
  })
}

test('both guides have the same chapters and commands', () => {
  const outline = (guide: string) => {
    const text = texts.get(guide) ?? ''
    const commands = [...text.matchAll(/^\.\/yibao .*$/gm)].map(([line]) => line.replace(/ +--lang en| +#.*/g, ''))
    return [...[...text.matchAll(/^#+ (?:\d[.\d]*)?/gm)].map(([heading]) => heading.trim()), ...commands]
  }
  const [english = [], chinese = []] = guides.map(outline)
  assert.deepEqual(chinese, english)
})

test('both guides show the same pieces', () => {
  const [english = [], chinese = []] = guides.map(piecesOf)
  assert.deepEqual(
    chinese.map(({ file }) => file),
    english.map(({ file }) => file),
  )
  for (const [index, piece] of english.entries()) {
    const twin = chinese[index]
    if (piece.file.startsWith('draft/') || twin === undefined) continue
    assert.deepEqual(nodeOf(twin).toJSON(), nodeOf(piece).toJSON(), piece.file)
  }
})

test('policy/README.md names every region that ships and every file of rules in it', async () => {
  const readme = await readFile(join(root, 'policy/README.md'), 'utf8')
  const packs = await loadPolicyFolder(join(root, 'policy'))
  if (!packs.ok) assert.fail(packs.error.map(problemText).join('\n'))
  const missing = packs.value.flatMap(({ division, plans, contributions, enrolments }) => {
    const ids = [...plans, ...contributions, ...enrolments].map(({ id }) => id)
    return [`| ${division} `, ...ids.map((id) => `\`${id}\``)].filter((name) => !readme.includes(name))
  })
  assert.deepEqual(missing, [])
})
