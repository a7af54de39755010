import type { Input, RestFile, RouteName } from '@yibao/contract/rest'
import { useState } from 'react'
import { call } from './call.ts'

/** Hands bytes to the browser's downloads. */
export function saveFile({ filename, content }: RestFile, type = 'application/octet-stream'): void {
  const url = URL.createObjectURL(new Blob([content.slice()], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = filename
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Saves the file that a route answers. @throws CallFailure */
export async function save<Name extends RouteName>(name: Name, input: Input<Name>): Promise<void> {
  // Routes that give a file answer nothing else.
  saveFile((await call(name, input)) as unknown as RestFile)
}

/** Saves files of routes, and keeps why the last one could not be had. */
export function useSave() {
  const [error, setError] = useState<Error | null>(null)
  const run = <Name extends RouteName>(name: Name, input: Input<Name>): void => {
    setError(null)
    save(name, input).catch(setError)
  }
  return [run, error] as const
}
