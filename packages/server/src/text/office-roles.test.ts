import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rightsOf } from '@yibao/core/office'
import { type HeldOffice, rightOfOffice } from '../flows/casework-offices.ts'
import { roleOfOffice } from './office-roles.ts'

test('the role that is named for an office has the right of it', () => {
  for (const office of Object.keys(rightOfOffice) as readonly HeldOffice[]) {
    const role = roleOfOffice[office]
    assert.ok(role !== null && rightsOf(role).includes(rightOfOffice[office]), office)
  }
})
