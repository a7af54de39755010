import fastifyCookie from '@fastify/cookie'
import fastifySwagger from '@fastify/swagger'
import fastifySwaggerUi from '@fastify/swagger-ui'
import {
  answerWriter,
  type ErrorFacts,
  errorBody,
  errorsOf,
  fileTypeOf,
  inputReader,
  openApiDocument,
  type RestError,
  type RestFile,
  type Route,
  restErrors,
  routes,
} from '@yibao/contract/rest'
import type { Result } from '@yibao/core/kernel'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { operationOf } from '../flows/operation-log.ts'
import { Unavailable } from '../flows/unavailable.ts'
import { headerText } from './national.ts'
import { type AdmitOptions, admit } from './rest/admit.ts'
import type { Handlers, OpenContext, SignedInContext } from './rest/handler.ts'

export interface RestOptions extends AdmitOptions {
  readonly handlers: Handlers
  readonly version: string
  readonly reportFault: (reference: string, fault: unknown) => void
  /** Runs a handler; what it reads is given up when `asking` is aborted, and rejects with its reason. */
  readonly during: <T>(asking: AbortSignal, work: () => Promise<T>) => Promise<T>
}

/** No route of ours takes more, but those that take files. */
const bodyLimit = 256 * 1024

const prefix = '/api'

/** The pages of the documentation draw their signs from data addresses and style what they draw. */
const docsPolicy =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; frame-ancestors 'none'"

function sendError(reply: FastifyReply, error: RestError, facts: ErrorFacts = {}) {
  if (error.status === 401) reply.header('www-authenticate', 'Bearer')
  if (facts.retryAfterSeconds !== undefined) reply.header('retry-after', facts.retryAfterSeconds)
  return reply.code(error.status).type('application/json; charset=utf-8').send(errorBody(error, facts))
}

/** A handler as the door calls it: the table's types have been checked where the handlers were put together. */
type AnyHandler = (
  context: OpenContext,
  input: object,
) => Promise<Result<unknown, ErrorFacts & { readonly code: string }>>

/** Aborted when whoever sent the request does not wait for its answer any more. */
function waitingFor(reply: FastifyReply): AbortSignal {
  const waiting = new AbortController()
  if (reply.raw.destroyed) waiting.abort()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) waiting.abort()
  })
  return waiting.signal
}

/** Null when nobody waits for the outcome any more and it was given up therefore. */
async function unlessGivenUp<T>(asking: AbortSignal, work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (fault) {
    if (asking.aborted && fault === asking.reason) return null
    throw fault
  }
}

/** Writes down who looks at whom, before anything is shown: every look at a thing of one person that the address names. */
async function noteLook(
  { log, source }: AdmitOptions,
  route: Route,
  context: OpenContext | SignedInContext,
  params: unknown,
): Promise<void> {
  const { insuredId: target, ...details } = params as Readonly<Record<string, string>>
  if (route.method !== 'GET' || target === undefined || !('actor' in context)) return
  await log.note(operationOf(source, context.actor, { action: route.name, target, details }))
}

function serveRoute(app: FastifyInstance, route: Route, handler: AnyHandler, options: RestOptions): void {
  const read = inputReader(route)
  const write = answerWriter(route)
  const errors = new Map(errorsOf(route).map((error) => [error.code, error]))
  const fileType = fileTypeOf(route)

  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const asking = waitingFor(reply)
    const admitted = await admit(options, route, request, reply)
    if (!admitted.ok) return sendError(reply, admitted.error)
    const { params, query, body } = request
    const input = read({ params, query, body })
    if (!input.ok) return sendError(reply, restErrors.badInput, input.error)
    const outcome = await unlessGivenUp(
      asking,
      options.during(asking, () => handler(admitted.value, input.value)),
    )
    if (outcome === null) return reply.hijack()
    if (!outcome.ok) {
      const { code, ...facts } = outcome.error
      const error = errors.get(code)
      if (error === undefined) throw new Error(`${route.name} refused with ${code}, which its table does not have`)
      return sendError(reply, error, facts)
    }
    await noteLook(options, route, admitted.value, params)
    if (fileType === null) return reply.type('application/json; charset=utf-8').send(write(outcome.value))
    const { filename, content } = outcome.value as RestFile
    return reply
      .type(fileType)
      .header('content-disposition', `attachment; filename*=UTF-8''${headerText(filename)}`)
      .send(Buffer.from(content))
  }

  const admitFirst = async (request: FastifyRequest, reply: FastifyReply) => {
    const admitted = await admit(options, route, request, reply)
    if (!admitted.ok) return sendError(reply, admitted.error)
  }

  app.route({
    method: route.method,
    // Where a file may be handed in, nothing is read of it before it is known who hands it in.
    ...(route.bodyBytes === undefined ? {} : { onRequest: admitFirst }),
    url: route.path.slice(prefix.length).replaceAll(/\{(\w+)\}/g, ':$1'),
    bodyLimit: route.bodyBytes ?? bodyLimit,
    handler: answer,
  })
}

/** What could not be read, or went wrong in us, as an error of this interface. */
function answerFaults(app: FastifyInstance, { source, reportFault }: RestOptions): void {
  app.setErrorHandler(async (error: FastifyError, _request, reply) => {
    if (error instanceof Unavailable) return sendError(reply, restErrors.unavailable, { retryAfterSeconds: 5 })
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return sendError(reply, restErrors.tooLarge)
    if (error.statusCode !== undefined && error.statusCode < 500) return sendError(reply, restErrors.badBody)
    const reference = source.newId()
    reportFault(reference, error)
    return sendError(reply, restErrors.internal, { reference })
  })
  app.setNotFoundHandler(async (_request, reply) => sendError(reply, restErrors.notFound))
}

/** Serves the document and pages that show it. */
function serveDocuments(app: FastifyInstance, version: string): void {
  const document = openApiDocument(routes, version)
  app.get('/openapi.json', async (_request, reply) => reply.send(document))
  // The plugin's type names versions of OpenAPI one by one; the document says which one it is.
  app.register(fastifySwagger, { mode: 'static', specification: { document: document as never } })
  app.register(fastifySwaggerUi, {
    routePrefix: '/docs',
    // The page names its files by the whole address.
    indexPrefix: prefix,
    staticCSP: docsPolicy,
    uiConfig: { docExpansion: 'list', deepLinking: false, validatorUrl: null, tryItOutEnabled: false },
    theme: { title: 'OpenYibao REST' },
  })
}

/** The REST interface for our own clients, made from its table of routes. */
export async function restDoor(app: FastifyInstance, options: RestOptions): Promise<void> {
  app.register(
    async (scope) => {
      await scope.register(fastifyCookie)
      scope.addHook('onRequest', async (_request, reply) => {
        reply.header('cache-control', 'no-store')
      })
      answerFaults(scope, options)
      for (const route of routes) serveRoute(scope, route, options.handlers[route.name] as AnyHandler, options)
      serveDocuments(scope, options.version)
    },
    { prefix },
  )
}
