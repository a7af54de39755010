import { ok, type Result, refuse } from '@yibao/core/kernel'
import type { Ports, SignIn } from './ports.ts'
import type { FlowRefusal } from './refusals.ts'

/** Signs an operator in and gives the number that later envelopes carry. */
export async function signIn(ports: Ports, order: Omit<SignIn, 'signNo' | 'at'>): Promise<Result<SignIn, FlowRefusal>> {
  const { providerCode, operatorNo } = order
  if (!(await ports.signIns.operatorExists(providerCode, operatorNo))) {
    return refuse({ code: 'flow.unknown-operator', operatorNo })
  }
  const done = { ...order, signNo: ports.newId(), at: ports.clock.now() }
  await ports.signIns.signIn(done)
  return ok(done)
}

/** Ends a sign-in. */
export async function signOut(
  ports: Ports,
  order: Pick<SignIn, 'signNo' | 'providerCode' | 'operatorNo'>,
): Promise<Result<SignIn['at'], FlowRefusal>> {
  const at = ports.clock.now()
  const ended = await ports.signIns.signOut(order.providerCode, order.operatorNo, order.signNo, at)
  return ended ? ok(at) : refuse({ code: 'flow.unknown-sign-in', signNo: order.signNo })
}
