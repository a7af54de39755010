import type { LocalDateTime, Result } from '@yibao/core/kernel'
import type { Reach, Right } from '@yibao/core/office'
import type { Actor, Operation } from './operation-log.ts'

/** Words for people, Chinese first. */
interface JobWords {
  readonly zh: string
  readonly en: string
}

type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'

/** How far a job has come. */
export interface JobProgress {
  /** Of whatever the kind counts: rows, institutions. */
  readonly done: number
  /** How many there will be, as far as that is known; an estimate may be passed. */
  readonly of: number | null
  /** What is being done now; null when there is but one thing to do. */
  readonly stage: JobWords | null
}

export interface JobFile {
  readonly filename: string
  readonly mediaType: string
  readonly content: Uint8Array
}

/** What a job tells when it is done: plain values that its kind has names for. */
export type JobResult = Readonly<Record<string, string | number | boolean | null>>

export interface JobOutcome {
  readonly result: JobResult
  /** Kept for a day, for the owner alone. */
  readonly file: JobFile | null
}

/** Why a job could not be done, as its owner reads it. The code begins with the room. */
export interface JobFailure {
  readonly code: string
  readonly message: JobWords
  readonly cure: JobWords
}

/** One job as its kind carries it out. */
export interface JobWork<Input> {
  readonly jobId: string
  /** What it was started with, through JSON. */
  readonly input: Input
  /** The file it was started with. */
  readonly given: JobFile | null
  /** Whoever started it, with the roles he has now. */
  readonly actor: Actor
  /** How far he reaches now for the right of the kind. */
  readonly reach: Reach
  /** 1 the first time; more after a fault, or after the process that carried it out has died. */
  readonly attempt: number
  /** Aborted when the owner cancels the job, or the centre stops. */
  readonly signal: AbortSignal
  /**
   * Tells how far it has come; cheap, written down at most once a second. Rejects with the reason of `signal` once that
   * is aborted: let it through.
   */
  progress(progress: JobProgress): Promise<void>
}

/**
 * A kind of job. A job may be carried out more than once, when its process died: what it changes, it changes in one transaction
 * that finds out whether it was done before.
 *
 * @typeParam Input plain data
 */
export interface JobKind<Input extends object> {
  /** room-verb, for instance `settlements-export`. */
  readonly kind: string
  /** Looked at again when the job begins: who has lost it meanwhile gets nothing. */
  readonly right: Right
  /** Refuses with what the owner can do something about; throws what we got wrong, and is then tried twice more. */
  run(work: JobWork<Input>): Promise<Result<JobOutcome, JobFailure>>
}

/** What is to be done. */
export interface JobOrder<Input extends object> {
  readonly kind: string
  /** The route that asks for it, for the operation log. */
  readonly action: string
  readonly actor: Actor
  readonly input: Input
  /** On what: an institution, a region, an upload; null when there is nothing to name. */
  readonly target?: string | null
  readonly given?: JobFile
  /** Jobs of one turn are carried out one after the other, so that they leave room for others. */
  readonly turn?: string
  /** Of jobs of one kind with the same lane only one is open at a time: a region with scheme and month. */
  readonly lane?: string
  /** How much there will be to do. */
  readonly estimate?: number
}

/** What is known of a file that a job made. */
interface MadeFile {
  readonly filename: string
  readonly bytes: number
  readonly until: LocalDateTime
  /** How far its owner reached when it was made. */
  readonly reach: Reach
}

/** One job as its owner sees it. */
export interface JobRow {
  readonly jobId: string
  readonly kind: string
  readonly owner: string
  readonly target: string | null
  readonly state: JobState
  readonly askedAt: LocalDateTime
  readonly beganAt: LocalDateTime | null
  readonly endedAt: LocalDateTime | null
  readonly progress: JobProgress
  /** Its owner has cancelled it; it ends at its next step. */
  readonly cancelAsked: boolean
  readonly result: JobResult | null
  readonly failure: JobFailure | null
  /** The file as long as it is kept. */
  readonly file: MadeFile | null
}

/** Who has too many open jobs, or finds the lane taken. */
export type JobRefusal =
  | { readonly code: 'jobs.too-many' }
  | { readonly code: 'jobs.already-open'; readonly jobId: string }

/** A job that is not yet on file. */
interface NewJob {
  readonly jobId: string
  readonly kind: string
  readonly owner: string
  readonly target: string | null
  readonly lane: string | null
  readonly turn: string | null
  readonly input: object
  readonly given: JobFile | null
  /** The session and the address it was asked for from, for what it writes to the operation log. */
  readonly asked: Pick<Actor, 'sessionId' | 'from'>
  readonly estimate: number | null
  readonly askedAt: LocalDateTime
}

/** A job on its way into the queue, with its row of the operation log. */
export interface JobEntry {
  readonly job: NewJob
  /** As many open ones as its owner may have. */
  readonly most: number
  readonly operation: Operation
}

/** Where jobs are kept. */
export interface JobStore {
  /** Queues it and writes down who asked for it; refuses when the owner has too many open ones or the lane is taken. */
  add(entry: JobEntry): Promise<Result<JobRow, JobRefusal>>
  /** Newest first. */
  list(owner: string, after: string | null, limit: number): Promise<readonly JobRow[]>
  get(jobId: string): Promise<JobRow | null>
  /** Ends one that waits, asks one that runs to end. @returns how it stands then, or null when it had ended */
  cancel(jobId: string, at: LocalDateTime, operation: Operation): Promise<JobRow | null>
  /** The file of a job, with the row of the operation log; null when it has none, or none any more. */
  file(jobId: string, at: LocalDateTime, operation: Operation): Promise<JobFile | null>
}

/** A job with everything that carrying it out needs. */
export interface OpenJob {
  readonly row: JobRow
  /** This attempt's number. */
  readonly attempt: number
  readonly input: object
  readonly given: JobFile | null
  readonly asked: Pick<Actor, 'sessionId' | 'from'>
}

/** How a job ended. */
export type JobEnding =
  | {
      readonly state: 'done'
      readonly outcome: JobOutcome
      readonly fileUntil: LocalDateTime
      /** How far the owner reached meanwhile. */
      readonly reach: Reach
    }
  | { readonly state: 'failed'; readonly failure: JobFailure }
  | { readonly state: 'cancelled' }

/** Jobs as whoever carries them out sees them. */
export interface JobWorkStore {
  /** Marks it as running; null when it is not open any more. */
  begin(jobId: string, at: LocalDateTime): Promise<OpenJob | null>
  /** Writes down how far it has come. @returns whether it shall go on */
  step(jobId: string, progress: JobProgress): Promise<boolean>
  /** Whether it shall go on. */
  isWanted(jobId: string): Promise<boolean>
  /** Ends it with its outcome; nothing happens when it had ended. */
  end(jobId: string, ending: JobEnding, at: LocalDateTime): Promise<void>
  /** Puts it back into the queue; with `counted` the attempt counts as one of those that it has. */
  rest(jobId: string, counted: boolean): Promise<void>
  /** Throws away what was kept long enough. */
  forgetFiles(at: LocalDateTime): Promise<void>
  /** Ends those that the queue will not begin again. @returns their numbers */
  endLost(failure: JobFailure, at: LocalDateTime): Promise<readonly string[]>
}
