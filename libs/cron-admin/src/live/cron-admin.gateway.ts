import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { CronJobManager, InstanceBus, SystemClock } from 'nestjs-tracked-cron';
import { CronAlerts } from 'nestjs-tracked-cron/monitor';
import { problemFromError } from '../api/problem-from-error.js';
import type { CronAdminAccess } from '../access/cron-admin-access.js';
import type { Entrant } from '../access/gate.js';
import { RateLimits } from '../access/rate-limits.js';
import { RequestTarget } from '../access/request-target.js';
import { ACCESS, ORIGINS } from '../cron-admin.tokens.js';
import { admit } from './handshake.js';
import { LiveHub } from './live-hub.js';
import { LiveSession } from './live-session.js';
import type { LiveNamespace, LiveSocket } from './live-socket.js';
import type { LiveTransport } from './live-transport.js';
import { mayFollow } from './may-follow.js';
import { RightsInUse } from './rights-in-use.js';
import type { LivePlace } from './rights.js';
import type { LiveReads } from './sources.js';

/**
 * Shows jobs, executions and logs as they change, over socket.io in the namespace of the mount path. It reads only what
 * somebody follows; without sockets it costs nothing. See docs/live.md for what is said over it.
 */
@Injectable()
export class CronAdminGateway implements OnModuleDestroy {
  private readonly logger = new Logger('CronAdminGateway');
  private readonly clock = new SystemClock();
  private readonly reads: LiveReads;
  private readonly rights: RightsInUse;
  private readonly admitted = new WeakMap<LiveSocket, Entrant>();
  private readonly sessions = new Set<LiveSession>();
  private namespace: LiveNamespace | undefined;
  private hub: LiveHub | undefined;

  constructor(
    @Inject(ACCESS) private readonly access: CronAdminAccess,
    @Inject(ORIGINS) private readonly origins: readonly string[],
    private readonly limits: RateLimits,
    private readonly targets: RequestTarget,
    @Inject(CronJobManager) manager: Omit<LiveReads, 'getIncidents'> & LivePlace,
    @Inject(CronAlerts) alerts: Pick<LiveReads, 'getIncidents'>,
    @Inject(InstanceBus) private readonly bus: InstanceBus,
  ) {
    const { application, environment } = manager;
    this.reads = {
      getStatuses: (jobNames) => manager.getStatuses(jobNames),
      getHistory: (query) => manager.getHistory(query),
      getExecution: (executionId) => manager.getExecution(executionId),
      getLogs: (executionId, query) => manager.getLogs(executionId, query),
      getIncidents: (query) => alerts.getIncidents(query),
    };
    this.rights = new RightsInUse(access, { application, environment });
  }

  /** Whether the gateway stands: the host has a socket.io server. */
  get isOpen(): boolean {
    return this.namespace !== undefined;
  }

  /** Where clients connect to, `/socket.io` unless the host's adapter says otherwise; null where it doesn't stand. */
  get socketPath(): string | null {
    return this.namespace?.server.path() ?? null;
  }

  /** Called by Nest once there is a namespace. */
  afterInit(namespace: LiveNamespace): void {
    this.namespace = namespace;
    this.hub = new LiveHub(randomUUID(), this.reads, this.bus, transportOver(namespace), this.clock);
    namespace.use((socket, next) => void this.letIn(socket, next));
    namespace.on('connection', (socket) => this.welcome(socket));
  }

  onModuleDestroy(): void {
    this.hub?.closeAll();
    for (const session of this.sessions) session.close();
  }

  private async letIn(socket: LiveSocket, next: (error?: Error) => void): Promise<void> {
    const { access, origins, limits } = this;
    try {
      this.admitted.set(socket, await admit(socket, { access, origins, limits }, this.clock.now()));
    } catch (error) {
      return next(this.refusal(error));
    }
    next();
  }

  private welcome(socket: LiveSocket): void {
    const entrant = this.admitted.get(socket)!;
    const rights = this.rights.take(entrant);
    const { access, targets, reads } = this;
    const may = mayFollow.bind(undefined, { access, targets, reads });
    const session = new LiveSession(socket, entrant, rights, this.hub!, may, this.clock);
    this.sessions.add(session);
    socket.once('disconnect', () => {
      this.sessions.delete(session);
      session.end();
      this.rights.give(rights);
    });
    session.begin();
  }

  /** What a client gets as `connect_error`, with the problem as `data`. */
  private refusal(error: unknown): Error {
    const { problem, unexpected } = problemFromError(error);
    if (unexpected) this.logger.error((error as Error)?.stack ?? String(error));
    return Object.assign(new Error(problem.detail), { data: problem });
  }
}

function transportOver({ local }: LiveNamespace): LiveTransport {
  return {
    toRoom: (room, event, message) => local.to(room).emit(event, message),
    toSockets: (ids, event, message) => local.to([...ids]).emit(event, message),
  };
}
