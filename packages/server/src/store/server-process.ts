import { type ChildProcess, spawn } from 'node:child_process'
import { open } from 'node:fs/promises'
import { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { EMBEDDED_NAME } from './cluster.ts'
import type { DataFolder } from './data-folder.ts'
import { DatabaseError, errorCode, errorText } from './database-error.ts'
import { readPostmaster, stopLeftovers } from './postmaster.ts'
import { serverEnvironment } from './server-account.ts'
import type { ServerBinaries } from './server-binaries.ts'
import { readLogTail, rotateServerLog } from './server-log.ts'
import { findFreePort, serverSettings } from './server-settings.ts'

export interface ServerProcess {
  readonly port: number
  /** Aborted with a `DatabaseError` when the server ends without having been stopped by us. */
  readonly lost: AbortSignal
  /** Stops the server and waits until none of its processes is left. */
  stop(): Promise<void>
}

export interface ServerStart {
  readonly folder: DataFolder
  readonly binaries: ServerBinaries
  readonly password: string
  readonly log: (line: string) => void
}

const RETRY_MS = 30_000
const RECOVERY_MS = 600_000
const PROGRESS_MS = 10_000
const TAIL_LINES = 15

/**
 * The server's parent. Its watcher waits for the end of its input, a pipe whose other end only we hold: when we close
 * it, or die by whatever signal, the server is stopped. So there is one way to stop, and SIGKILL of us takes it too.
 * The signal is repeated because a server that has just begun to start still ignores it; a fast shutdown that takes
 * over a minute becomes an immediate one, which loses no committed data. The short rest at the end lets a watcher in
 * its loop end by itself; one that still reads (the server died first) has no children and can be killed.
 */
const SUPERVISOR = `
trap '' HUP INT TERM
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
(
  while read -r _; do :; done
  tries=0
  while kill -INT $server 2>/dev/null; do
    sleep 0.1
    tries=$((tries + 1))
    if [ $tries -ge 600 ]; then kill -QUIT $server; fi
  done
) <&3 &
watcher=$!
exec 3<&-
wait $server
status=$?
sleep 0.15
kill -KILL $watcher 2>/dev/null
wait $watcher
exit $status
`

/**
 * Starts PostgreSQL and waits until it answers. Call it under the folder's lock, after `stopLeftovers`.
 *
 * @throws DatabaseError with the last lines of the server's log
 */
export async function startServerProcess(start: ServerStart): Promise<ServerProcess> {
  const deadline = performance.now() + RETRY_MS
  for (;;) {
    const attempt = await tryStart(start)
    if (attempt.server !== undefined) return attempt.server
    if (!isPassing(attempt.tail) || performance.now() > deadline) {
      throw new DatabaseError(
        `内置数据库未能启动 the embedded database did not start. 其日志 Its last words:\n${attempt.tail}`,
        `请看日志，常因磁盘满、内存不足或文件所有者改变 Look into ${start.folder.logFile}; usual causes are a full disk, too little memory or changed file owners.`,
      )
    }
    await stopLeftovers(start.folder.pgData, start.log)
    await sleep(300)
  }
}

/** Another program took the port first, or processes of a killed server are still letting go of its memory. */
function isPassing(tail: string): boolean {
  return /could not bind|could not create any TCP\/IP sockets|shared memory block|lock file "postmaster\.pid"/.test(
    tail,
  )
}

async function tryStart(start: ServerStart): Promise<{ server?: ServerProcess; tail: string }> {
  const { folder, binaries, log } = start
  const port = await findFreePort()
  await rotateServerLog(folder.logFile)
  const logHandle = await open(folder.logFile, 'a', 0o600)
  const logStart = (await logHandle.stat()).size
  const settings = await serverSettings(folder.pgData, port)
  const command = [binaries.postgres, '-D', folder.pgData, ...settings.flatMap((setting) => ['-c', setting])]
  const child = spawn('/bin/sh', ['-c', SUPERVISOR, 'yibao-database', ...command], {
    cwd: '/',
    detached: true,
    env: serverEnvironment,
    stdio: ['pipe', logHandle.fd, logHandle.fd],
    ...folder.account.identity,
  })
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', (error) => {
      log(`数据库无法运行 the database server cannot be run: ${errorText(error)}`)
      resolve()
    })
  })
  // The pipe breaks when the server ends before us; `ended` reports that.
  child.stdin?.on('error', () => undefined)
  await logHandle.close()
  const tail = () => readLogTail(folder.logFile, logStart, TAIL_LINES)

  let stopping = false
  const stop = async () => {
    stopping = true
    child.ref()
    child.stdin?.end()
    await ended
    await stopLeftovers(folder.pgData, log)
  }
  try {
    if (!(await waitUntilReady({ ...start, port, child }))) {
      await stop()
      return { tail: await tail() }
    }
  } catch (error) {
    await stop()
    throw error
  }
  const lost = new AbortController()
  void ended.then(async () => {
    if (stopping) return
    lost.abort(lostServer(folder))
    log(
      `内置数据库意外终止 the embedded database, or its supervisor, ended by itself. 其日志 Its last words:\n${await tail()}`,
    )
  })
  // A program that forgets to close must still be able to end; its end then stops the server.
  child.unref()
  if (child.stdin instanceof Socket) child.stdin.unref()
  return { server: { port, lost: lost.signal, stop }, tail: '' }
}

/** @returns false when the server ended instead */
async function waitUntilReady(start: ServerStart & { port: number; child: ChildProcess }): Promise<boolean> {
  const { folder, port, child, log } = start
  const began = performance.now()
  let nextWord = began + PROGRESS_MS
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return false
    const postmaster = await readPostmaster(folder.pgData)
    if (postmaster?.port === port && postmaster.ready) {
      const answer = await askEmbedded(port, start.password, 'postgres')
      if (answer === 'ready') return true
      if (answer === 'wrong password') throw wrongPassword(folder)
    }
    const now = performance.now()
    if (now - began > RECOVERY_MS) {
      throw new DatabaseError(
        `内置数据库迟迟未就绪 the embedded database is still not ready after ${RECOVERY_MS / 60_000} minutes.`,
        `请看日志，再重新启动 Look into ${folder.logFile} for what it is doing, then start again.`,
      )
    }
    if (now > nextWord) {
      log('数据库仍在启动，崩溃后先重放日志 the database is still starting (after a crash it first replays its log)')
      nextWord = now + PROGRESS_MS
    }
    await sleep(50)
  }
}

/** Whether the embedded server answers on this port with its password. */
export async function askEmbedded(
  port: number,
  password: string,
  database: string,
): Promise<'ready' | 'not ready' | 'wrong password'> {
  const login = { host: '127.0.0.1', port, user: EMBEDDED_NAME, password, database }
  const client = new pg.Client({ ...login, connectionTimeoutMillis: 5_000 })
  // A connection lost while it closes has no say in the answer.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return 'ready'
  } catch (error) {
    return errorCode(error) === '28P01' ? 'wrong password' : 'not ready'
  } finally {
    await client.end()
  }
}

function lostServer(folder: DataFolder): DatabaseError {
  return new DatabaseError(
    '内置数据库意外终止 the embedded database ended by itself.',
    `请重新启动，已确认的都保留；若再终止请看日志 Start again: everything that was acknowledged is kept. If it ends again, look into ${folder.logFile}.`,
  )
}

function wrongPassword(folder: DataFolder): DatabaseError {
  return new DatabaseError(
    `内置数据库不接受密码 the embedded database refuses the password in ${folder.secretFile}.`,
    '请删除该文件后重新启动，密码会重设 Delete that file and start again: a new password will be set.',
  )
}
