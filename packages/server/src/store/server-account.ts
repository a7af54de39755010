import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { DatabaseError, errorCode, errorText } from './database-error.ts'

/** The system user that runs the database server; `identity` is empty when it is simply us. */
export interface ServerAccount {
  readonly name: string
  readonly identity: { readonly uid: number; readonly gid: number } | Record<string, never>
}

export interface CommandResult {
  readonly status: number | null
  readonly output: string
}

/** Nothing of our own environment reaches the server: a stray PGOPTIONS or PGDATA would change what it does. */
export const serverEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', HOME: '/' }

const ACCOUNT_NAMES = ['yibao', 'postgres']

/** Runs one program to its end as the given account and collects what it prints. Never throws: status null says why. */
export function runAs(
  account: ServerAccount,
  program: string,
  args: readonly string[],
  input = '',
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: '/', env: serverEnvironment, stdio: 'pipe', ...account.identity })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error) => resolve({ status: null, output: errorText(error) }))
    child.on('close', (status) => resolve({ status, output: output.trim() }))
    // A program that ends without reading its input breaks the pipe; its own status and words tell why.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}

export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/**
 * Chooses who runs the server. An ordinary user runs it as himself. PostgreSQL refuses to run as root, so root
 * hands it to the owner of the data that is already there, else to a system user, made when there is none.
 *
 * @throws DatabaseError when the data belongs to someone else, or no system user can be made
 */
export async function chooseServerAccount(pgData: string, log: (line: string) => void): Promise<ServerAccount> {
  const owner = await ownerOf(pgData)
  const self = process.getuid?.()
  if (self === undefined) {
    throw new DatabaseError(
      `内置数据库不支持本系统 the embedded database does not run on ${process.platform}.`,
      '请用 Linux、macOS 或 WSL，或用 --database-url 自备 Use Linux, macOS or WSL, or name a PostgreSQL of your own with --database-url.',
    )
  }
  if (self !== 0) {
    if (owner !== null && owner.uid !== self) {
      throw new DatabaseError(
        `数据库 ${pgData} 属于别的用户 belongs to user id ${owner.uid}, and this is user id ${self}.`,
        '请以该用户或 root 启动，或用 --data-dir 换一个目录 Start as that user or as root, or choose another folder with --data-dir.',
      )
    }
    return { name: userInfo().username, identity: {} }
  }
  if (owner !== null && owner.uid !== 0) return { name: `user id ${owner.uid}`, identity: owner }
  for (const name of ACCOUNT_NAMES) {
    const account = await lookUpAccount(name)
    if (account !== null) return account
  }
  return createAccount(log)
}

async function ownerOf(path: string): Promise<{ uid: number; gid: number } | null> {
  try {
    const { uid, gid } = await stat(path)
    return { uid, gid }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw new DatabaseError(
      `数据库目录 ${path} 无法读取 cannot be read.`,
      '请检查它和上级目录的所有者 Check who owns it and its parents.',
      error,
    )
  }
}

const asSelf: ServerAccount = { name: 'self', identity: {} }

async function lookUpAccount(name: string): Promise<ServerAccount | null> {
  const [uid, gid] = await Promise.all([runAs(asSelf, 'id', ['-u', name]), runAs(asSelf, 'id', ['-g', name])])
  if (uid.status !== 0 || gid.status !== 0) return null
  const identity = { uid: Number(uid.output), gid: Number(gid.output) }
  return identity.uid > 0 && Number.isInteger(identity.gid) ? { name, identity } : null
}

async function createAccount(log: (line: string) => void): Promise<ServerAccount> {
  const name = 'yibao'
  const made = await runAs(asSelf, 'useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--home-dir',
    '/nonexistent',
    '--shell',
    '/usr/sbin/nologin',
    name,
  ])
  const account = await lookUpAccount(name)
  if (account === null) {
    throw new DatabaseError(
      `系统用户无法建立 PostgreSQL does not run as root, and the system user "${name}" could not be made: ${made.output}`,
      `请手动建立，或以普通用户启动 Make it by hand (useradd --system ${name}), start as an ordinary user, or use --database-url.`,
    )
  }
  log(`已建系统用户 made the system user "${name}" to run the database server`)
  return account
}
