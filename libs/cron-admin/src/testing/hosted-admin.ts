import {
  Global,
  Module,
  type INestApplication,
  type LoggerService,
  type ModuleMetadata,
  type Provider,
} from '@nestjs/common';
import { NestFactory, type AbstractHttpAdapter } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { CronJobManager, InstanceBus } from 'nestjs-tracked-cron';
import { CronAlerts, CronMonitorModule } from 'nestjs-tracked-cron/monitor';
import type { AddressInfo } from 'node:net';
import { TokenAccess } from '../access/token-access.js';
import { CronAdminModule } from '../cron-admin.module.js';
import type { CronAdminModuleOptions } from '../cron-admin.options.js';
import type { Problem } from '../api/problem.js';
import { MemoryAlerts } from './memory-alerts.js';
import { MemoryBus } from './memory-bus.js';
import { MemoryManager } from './memory-manager.js';

export const TOKENS = {
  viewer: 'viewer-token-0001',
  operator: 'operator-token-01',
  admin: 'admin-token-00001',
};

/** A host application with the admin in it, listening, spoken to over HTTP. */
export interface HostedAdmin {
  readonly app: INestApplication;
  readonly manager: MemoryManager;
  readonly alerts: MemoryAlerts;
  /** All that was logged, as text. */
  readonly log: readonly string[];
  ask(path: string, request?: Ask): Promise<Answer>;
}

export interface Ask extends Omit<RequestInit, 'headers'> {
  /** `null` for none. Default: admin. */
  token?: string | null;
  headers?: Record<string, string>;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  /** The body, of an answer that must be a problem. */
  readonly problem: Problem;
}

/** What Nest speaks HTTP with. */
export const ADAPTERS = ['express', 'fastify'] as const;
export type Adapter = (typeof ADAPTERS)[number];

/** What else is in a host. */
export interface Host {
  metadata?: ModuleMetadata;
  /** What it does to the application before it listens. */
  configure?: (app: INestApplication) => unknown;
  /** Providers of the admin, to be replaced. */
  replace?: readonly Provider[];
  /** Default: `express`. */
  adapter?: Adapter | AbstractHttpAdapter;
}

/** Starts a host. */
export async function hostAdmin(
  options: CronAdminModuleOptions = { access: access() },
  { metadata, configure, replace = [], adapter = 'express' }: Host = {},
): Promise<HostedAdmin> {
  const manager = new MemoryManager();
  const log: string[] = [];
  const admin = CronAdminModule.forRoot(options);
  const providers = [...admin.providers!, ...replace];
  const app = await NestFactory.create<INestApplication>(
    hostModule(manager, [{ ...admin, providers }], metadata),
    typeof adapter === 'string' ? adapterOf(adapter) : adapter,
    { logger: loggerInto(log), abortOnError: false },
  );
  await configure?.(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    app,
    manager,
    alerts: app.get(CronAlerts),
    log,
    ask: (path, request) => ask(`http://127.0.0.1:${port}${path}`, request),
  };
}

/** A new one of a kind. */
export function adapterOf(adapter: Adapter): AbstractHttpAdapter {
  // its numbers of requests would be all that differs
  return adapter === 'fastify' ? new FastifyAdapter({ genReqId: () => '' }) : new ExpressAdapter();
}

/** A module as a host would write it, with a manager that `TrackedCronModule` would have made, and a monitor without a database. */
export function hostModule(
  manager: MemoryManager,
  imports: NonNullable<ModuleMetadata['imports']>,
  metadata: ModuleMetadata = {},
): new () => object {
  @Global()
  @Module({
    providers: [
      { provide: CronJobManager, useValue: manager },
      { provide: InstanceBus, useClass: MemoryBus },
      { provide: CronAlerts, useClass: MemoryAlerts },
    ],
    exports: [CronJobManager, InstanceBus, CronAlerts],
  })
  class Tracked {}

  const own = [...imports, ...(metadata.imports ?? [])].map(withoutMonitor);
  @Module({ ...metadata, imports: [Tracked, ...own] })
  class Host {}
  return Host;
}

type Imported = NonNullable<ModuleMetadata['imports']>[number];

function withoutMonitor(imported: Imported): Imported {
  if (!('module' in imported)) return imported;
  return { ...imported, imports: (imported.imports ?? []).filter((one) => one !== CronMonitorModule) };
}

export function access(): TokenAccess {
  return TokenAccess.fromString(
    Object.entries(TOKENS)
      .map(([role, token]) => `${role}:${token}`)
      .join(','),
  );
}

/** A logger that writes what it is told into a list. */
function loggerInto(log: string[]): LoggerService {
  const write = (...said: unknown[]) => void log.push(said.map(String).join(' '));
  return { log: write, error: write, warn: write };
}

async function ask(
  url: string,
  { token = TOKENS.admin, headers = {}, ...request }: Ask = {},
): Promise<Answer> {
  const response = await fetch(url, {
    ...request,
    headers: { ...(token === null ? {} : { Authorization: `Bearer ${token}` }), ...headers },
  });
  const text = await response.text();
  const isText = response.headers.get('content-type')?.startsWith('text/') ?? false;
  const body: unknown = isText ? text : JSON.parse(text || 'null');
  const { status } = response;
  return {
    status,
    headers: response.headers,
    body,
    get problem() {
      const type = response.headers.get('content-type');
      const problem = body as Problem;
      const isOne = problem?.status === status && problem.type.startsWith('urn:nestjs-tracked-cron:problem:');
      if (isOne && type === 'application/problem+json; charset=utf-8') return problem;
      throw new Error(`This is no problem, but ${type}: ${JSON.stringify(body)}`);
    },
  };
}
