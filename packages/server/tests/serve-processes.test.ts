import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, afterEach, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { ended, passableFolder, pgDataOf, until } from '../sim/programs.ts'
import { findServerProcesses } from '../src/store/postmaster.ts'
import { copySharedCluster } from './support/shared-cluster.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const timeout = 120_000

let root: string
let dataDir: string
let children: ChildProcess[] = []

before(async () => {
  root = await passableFolder('yibao-serve')
  dataDir = join(root, 'data')
  await copySharedCluster(dataDir)
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  children = []
  await until(async () => (await findServerProcesses(await pgDataOf(dataDir))).length === 0, 'no server is left')
})
after(() => rm(root, { recursive: true, force: true }))

interface Serving {
  readonly child: ChildProcess
  readonly address: string
  readonly workers: readonly number[]
  readonly complaints: () => string
}

async function childrenOf(parent: number | undefined): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args='])
  return stdout.split('\n').flatMap((line) => {
    const [, pid, ppid, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return Number(ppid) === parent && args?.includes('serve-worker.ts') ? [Number(pid)] : []
  })
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function spawnServe(...args: readonly string[]) {
  const child = spawn(process.execPath, [main, 'serve', '--workers', '2', '--data-dir', dataDir, ...args], {
    cwd: '/',
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own, as a terminal gives to each command.
    detached: true,
  })
  children.push(child)
  let complaints = ''
  child.stderr.on('data', (chunk) => {
    complaints += String(chunk)
  })
  return { child, complaints: () => complaints }
}

async function serve(): Promise<Serving> {
  const { child, complaints } = spawnServe('--port', '0')
  const address = await new Promise<string>((resolve, reject) => {
    createInterface(child.stderr).on('line', (line) => {
      const [, found] = /listening\s+(http:\S+)/.exec(line) ?? []
      if (found !== undefined) resolve(found)
    })
    child.once('close', (code) => reject(new Error(`serve ended with ${code}: ${complaints()}`)))
  })
  const workers = await childrenOf(child.pid)
  assert.equal(workers.length, 2)
  return { child, address, workers, complaints }
}

const noneAlive = (pids: readonly number[]) => until(() => !pids.some(isAlive), 'no worker is left')

test('serve answers with two workers, and Ctrl-C, which reaches all of them, ends it in order', {
  timeout,
}, async () => {
  const { child, address, workers, complaints } = await serve()
  assert.equal((await fetch(`${address}/health`)).status, 200)
  assert.equal(complaints().match(/listening/g)?.length, 1)
  process.kill(-(child.pid ?? 0), 'SIGINT')
  await ended(child)
  assert.equal(child.exitCode, 0, complaints())
  assert.doesNotMatch(complaints(), /ended:|killed/)
  assert.equal(workers.some(isAlive), false)
})

test('when the primary is killed, no worker and no database server stays behind', { timeout }, async () => {
  const { child, workers } = await serve()
  child.kill('SIGKILL')
  await noneAlive(workers)
  await until(async () => (await findServerProcesses(await pgDataOf(dataDir))).length === 0, 'no server is left')
})

test('a worker that is killed is replaced, and SIGTERM to all of them ends it in order', { timeout }, async () => {
  const { child, address, workers, complaints } = await serve()
  const [victim] = workers
  assert.ok(victim !== undefined)
  process.kill(victim, 'SIGKILL')
  await until(() => /worker \d answers again/.test(complaints()), 'another one answers')
  assert.equal((await fetch(`${address}/health`)).status, 200)
  const now = await childrenOf(child.pid)
  assert.equal(now.length, 2)
  process.kill(-(child.pid ?? 0), 'SIGTERM')
  await ended(child)
  assert.equal(child.exitCode, 0, complaints())
  assert.equal([...workers, ...now].some(isAlive), false)
})

test('a port that is taken is told with the cure, and nothing stays behind', { timeout }, async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const address = taken.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const { child, complaints } = spawnServe('--port', String(port))
  await ended(child)
  taken.close()
  assert.equal(child.exitCode, 1)
  assert.match(complaints(), /yibao: .*is in use.*--port 0/)
})

test('more connections than the embedded database takes are refused with the cure', { timeout }, async () => {
  const { child, complaints } = spawnServe('--port', '0', '--connections', '100')
  await ended(child)
  assert.equal(child.exitCode, 1)
  assert.match(complaints(), /has no room for 2 × 56 connections.*\n.*--database-url/)
})

test('a guest ends with the reason when the process that ran its database has ended', { timeout }, async () => {
  const owner = await serve()
  const guest = await serve()
  owner.child.kill('SIGTERM')
  await ended(owner.child)
  await ended(guest.child)
  assert.equal(guest.child.exitCode, 1)
  assert.match(guest.complaints(), /yibao: .*the process that ran the database has ended/)
  assert.equal(guest.workers.some(isAlive), false)
})
