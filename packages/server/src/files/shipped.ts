import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { InterfaceProfile } from '@yibao/contract/national'
import type { RegionPack } from '@yibao/core/policy'
import manifest from '../../package.json' with { type: 'json' }
import { loadProfiles } from './interface-profile.ts'
import { loadPolicyFolder, problemText } from './policy-yaml.ts'

/** The folder of the law that ships with the platform. */
export const policyFolder = fileURLToPath(new URL('../../../../policy', import.meta.url))

/** The starter catalogue that ships with it. */
export const starterFolder = join(policyFolder, 'national', 'catalogue')

/** The small grouping scheme of our own that ships with it. */
export const starterScheme = join(policyFolder, 'drg', 'starter')

export const version: string = manifest.version

/**
 * The law of a folder, or an error that lists every problem with file, line and cure.
 *
 * @throws Error when a pack does not load
 */
export async function loadPacks(folder: string): Promise<readonly RegionPack[]> {
  const loaded = await loadPolicyFolder(folder)
  if (loaded.ok) return loaded.value
  throw new Error(`政策目录有误 the policy folder ${folder} has problems:\n${loaded.error.map(problemText).join('\n')}`)
}

/**
 * The interface profiles of a policy folder, or an error that lists every problem with file, line and cure.
 *
 * @throws Error when a profile does not load
 */
export async function loadInterface(folder: string): Promise<readonly InterfaceProfile[]> {
  const loaded = await loadProfiles(folder)
  if (loaded.ok) return loaded.value
  throw new Error(
    `接口配置有误 the interface profiles of ${folder} have problems:\n${loaded.error.map(problemText).join('\n')}`,
  )
}
