import type { ExecutionContext } from '@nestjs/common';
import type { ModuleRef } from '@nestjs/core';
import type { ExecutionRecord } from 'nestjs-tracked-cron';
import type { AccessScope } from './access-scope.js';
import type { HiddenPart } from './hidden-parts.js';

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

/** What it is to be done to. Without `job`, `group` and `owner`: to many, or to none in particular. */
export interface AccessTarget {
  /** Whose jobs they are. */
  readonly application?: string;
  /** Where they run; that of the execution, where one is acted on. */
  readonly environment?: string;
  /** The job that is acted on, or whose execution is. */
  readonly job?: string;
  /** The job's group, or the group that is acted on as a whole. */
  readonly group?: string | null;
  /** The job's owner, or the one whose jobs are acted on as a whole. */
  readonly owner?: string | null;
  /** The job's tags. */
  readonly tags?: readonly string[];
}

/** What a request, or the handshake of a socket, proves about its sender. */
export interface AccessRequest {
  /** Names in lower case, as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Who asks. */
export interface Principal {
  /** Under which what this person does is recorded, at most 200 characters: a user's name or id. */
  readonly name: string;
  /** When this proof runs out: a socket is closed then. Default: never. */
  readonly expiresAt?: Date;
}

/** What proves who somebody is for a while. */
export interface SessionToken {
  /** To be sent as `Authorization: Bearer <token>`, where `authenticate` finds it. */
  readonly token: string;
  readonly expiresAt: Date;
  /** Whose it is. */
  readonly principal: Principal;
}

/**
 * Decides who may see and steer the jobs. `TokenAccess`, `JwtAccess` and `GuardAccess` are built in; a class of the host's own
 * can ask whatever the host knows its users by.
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
  /**
   * Who sent this; null for nobody we know, which is answered with 401.
   * @param context of a request; none for the handshake of a socket, where Nest has none
   */
  authenticate(
    request: AccessRequest,
    context?: ExecutionContext,
  ): Principal | null | Promise<Principal | null>;

  /** Whether `principal`, as `authenticate` gave it, may do this; false is answered with 403. */
  can(principal: Principal, action: AccessAction, target: AccessTarget): boolean | Promise<boolean>;

  /**
   * The jobs that there are for a principal; null for all. Others are left out of what they read, and whatever is asked about
   * one of them is answered with 404. Default: all.
   */
  scopeOf?(principal: Principal): AccessScope | null | Promise<AccessScope | null>;

  /**
   * A text that is the same for all who may see the same, scope included: what goes to many sockets is prepared once for each.
   * Default: all that a principal says of itself.
   */
  rightsOf?(principal: Principal): string;

  /** What these rights don't show; `logs` refuses them, `error` refuses to search in errors. Default: nothing. */
  hides?(rights: string): readonly HiddenPart[];

  /** An execution as these rights show it, where leaving out what `hides` names is not enough. It must not change what it gets. */
  redact?<Execution extends ExecutionRecord>(execution: Execution, rights: string): Execution;

  /**
   * How people who open the page prove who they are: `token`: the page asks for one and sends it as `Authorization: Bearer`;
   * `host`: their browser's requests prove it already, by a cookie or by a header of a proxy; `{ url }`: so too, and who is
   * not known yet is led there. Default: `host`.
   */
  readonly signIn?: 'token' | 'host' | { readonly url: string };

  /**
   * What a link that is good for one sign-in is exchanged for (`POST …/session`); null for one that is unknown, used or
   * expired. Default: there are no such links.
   */
  redeemTicket?(ticket: string): SessionToken | null | Promise<SessionToken | null>;

  /** Called once at boot, with what finds providers of the host. */
  attach?(moduleRef: ModuleRef): void | Promise<void>;
}
