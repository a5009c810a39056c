/**
 * What somebody wants to do: see; start a job by hand; cancel an execution; let a slot pass; pause a job, or resume it;
 * acknowledge, ignore or resolve what failed; make up for past slots; keep everything from starting, or let it start again;
 * change how a job is configured; remove a text from what was stored; see who did what.
 */
export type AccessAction =
  | 'read'
  | 'trigger'
  | 'cancel'
  | 'skip'
  | 'pause'
  | 'acknowledge'
  | 'backfill'
  | 'freeze'
  | 'configure'
  | 'scrub'
  | 'audit';

/** What it is to be done to. */
export interface AccessTarget {
  /** The job that is acted on; none where an answer is about many. */
  readonly job?: string;
}

/** What a request proves about its sender. */
export interface AccessRequest {
  /** Names in lower case, as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Who asks. */
export interface Principal {
  /** Under which what this person does is recorded, at most 200 characters: a user's name or id. */
  readonly name: string;
}

/**
 * Decides who may see and steer the jobs. {@link TokenAccess} is the built-in one; a class of the host's own can ask
 * whatever the host knows its users by.
 *
 * @example
 * class SessionAccess implements CronAdminAccess {
 *   constructor(private readonly sessions: Sessions) {}
 *   async authenticate({ headers }: AccessRequest) {
 *     const user = await this.sessions.userOf(headers.cookie);
 *     return user && { name: user.email, onCall: user.onCall };
 *   }
 *   can(user: Principal & { onCall: boolean }, action: AccessAction) {
 *     return action === 'read' || user.onCall;
 *   }
 * }
 */
export interface CronAdminAccess {
  /** Who sent this; null for nobody we know, which is answered with 401. */
  authenticate(request: AccessRequest): Principal | null | Promise<Principal | null>;

  /** Whether `principal`, as `authenticate` gave it, may do this; false is answered with 403. */
  can(principal: Principal, action: AccessAction, target: AccessTarget): boolean | Promise<boolean>;
}
