import { join } from 'node:path'
import { policyFolder } from './shipped.ts'

/** The example rules of disease groups that ship with the platform. */
export const starterDipRules = join(policyFolder, 'dip', 'example', 'rules.yaml')
