import type { FormInstance } from 'antd'
import type { CallFailure, Say } from '../kit/index.ts'

/** Whether a refusal is about a field of the form. */
export const isAtField = <Fields>(form: FormInstance<Fields>, { failure: { field } }: CallFailure): boolean =>
  field !== undefined && Object.keys(form.getFieldsValue(true) as object).includes(field)

/** Tells a refusal at the field of the form that it is about, if it is about one. */
export function tellAtField<Fields>(form: FormInstance<Fields>, failed: CallFailure, say: Say): void {
  if (!isAtField(form, failed)) return
  const { field, message, cure } = failed.failure
  form.setFields([{ name: field as never, errors: [`${say(message)}${say('：', ': ')}${say(cure)}`] }])
}
