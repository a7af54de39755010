import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type ScoreModel, type ScoreTree, scoreFeatures } from '@yibao/core/supervision'
import { writeWhole } from './risk-file.ts'

/** A model with what it was learned from and what names it for good. */
export interface NamedModel {
  readonly model: ScoreModel
  /** Of the rows it was learned from. */
  readonly dataDigest: string
  /** Sha256 of the file's body. */
  readonly digest: string
}

/** A file of a model that cannot be used. */
class ModelRefused extends Error {
  override readonly name = 'ModelRefused'
}

const layout = 'yibao-risk-model-1'
const head = (digest: string) => `{"layout":"${layout}",\n"digest":"${digest}",\n`
const headForm = /^\{"layout":"([^"]{1,60})",\n"digest":"([0-9a-f]{64})",\n/

/** Feature, value it is compared with, share of the rows below it, the tree below, the other tree. */
type WrittenTree =
  | number
  | readonly [feature: number, below: number, share: number, less: WrittenTree, rest: WrittenTree]

function written(tree: ScoreTree): WrittenTree {
  if (typeof tree === 'number') return tree
  return [tree.feature, tree.below, tree.share, written(tree.less), written(tree.rest)]
}

/** Null of what is no tree of ours: one that asks about a feature that there is not, or leads nowhere. */
function treeOf(tree: unknown): ScoreTree | null {
  if (typeof tree === 'number') return tree
  if (!Array.isArray(tree) || tree.length !== 5 || !scoreFeatures[Number(tree[0])]) return null
  const [feature, below, share] = tree
  const [less, rest] = [treeOf(tree[3]), treeOf(tree[4])]
  if (less === null || rest === null || typeof below !== 'number' || typeof share !== 'number') return null
  return { feature, below, share, less, rest }
}

type Body = Omit<ScoreModel, 'trees'> & { readonly dataDigest: string; readonly trees: readonly unknown[] }

/** Null of a body that was never written here, though it bears its own digest. */
function bodyRead(body: string): Body | null {
  try {
    const read: Body = JSON.parse(`{${body}`)
    const { features, population, trees, options } = read
    return [features, population, trees].every(Array.isArray) && options.bags > 0 ? read : null
  } catch {
    // Whatever is no JSON of a model is told like every other body that is none.
    return null
  }
}

function bodyOf(model: ScoreModel, dataDigest: string): string {
  const { trees, population, ...told } = model
  const lines = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).join(',\n')
  const facts = JSON.stringify({ dataDigest, ...told }).slice(1, -1)
  return `${facts},\n"population":[\n${lines(population)}\n],\n"trees":[\n${lines(trees.map(written))}\n]}\n`
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Names a model. */
export function namedModel(model: ScoreModel, dataDigest: string): NamedModel {
  return { model, dataDigest, digest: sha256(bodyOf(model, dataDigest)) }
}

/** One JSON object, one tree a line; the same model gives the same bytes. */
export function modelText({ model, dataDigest, digest }: NamedModel): string {
  return `${head(digest)}${bodyOf(model, dataDigest)}`
}

export async function writeModel(path: string, named: NamedModel): Promise<void> {
  await writeWhole(path, modelText(named))
}

/** @throws ModelRefused when it is no model, of another layout or other features, or was changed after it was made */
export async function readModel(path: string): Promise<NamedModel> {
  const text = await readFile(path, 'utf8')
  const match = headForm.exec(text)
  if (match === null) {
    throw new ModelRefused(
      `${path} 不是风险模型 is no risk model; 先训练 train one: ./yibao risk train --data FILE --out ${path}`,
    )
  }
  const [begin, found = '', digest = ''] = match
  if (found !== layout) {
    throw new ModelRefused(`${path} 的格式 layout ${found} 不是 is not ${layout}; 用本版重新训练 train it again`)
  }
  const body = text.slice(begin.length)
  if (sha256(body) !== digest) {
    throw new ModelRefused(`${path} 生成后被改动 was changed after it was made; 请重新训练 train it again`)
  }
  const read = bodyRead(body)
  const trees = read?.trees.flatMap((tree) => treeOf(tree) ?? []) ?? []
  if (read === null || trees.length !== read.trees.length) {
    throw new ModelRefused(`${path} 不是本程序写的 was not written by this program; 请重新训练 train it again`)
  }
  const { dataDigest, trees: _, ...told } = read
  if (told.features.join() !== scoreFeatures.join()) {
    throw new ModelRefused(
      `${path} 的特征不是本版的特征 has other features than this version; 请重新训练 train it again`,
    )
  }
  return { model: { ...told, trees }, dataDigest, digest }
}
