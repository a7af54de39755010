import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome']

const executable = names
  .flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name)))
  .find((path) => existsSync(path))

/** Why tests in a browser are left out here; false when they are not. */
export const withoutBrowser: string | false = executable === undefined ? 'no chromium on this machine' : false

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** In a locale without UTF-8 the browser calls every file with a Chinese name `download`. */
const utf8 = { LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' }

/** Starts the browser of this machine, quiet and without a window. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: executable ?? '',
    args: quiet,
    env: { ...process.env, ...utf8 } as Record<string, string>,
  })
