import type { FactoryProvider, ModuleMetadata } from '@nestjs/common';
import { TrackedCronError } from 'nestjs-tracked-cron';
import type { CronAdminAccess } from './access/cron-admin-access.js';
import type { AnswerStore } from './cache/answer-store.js';
import type { RateLimitOptions } from './access/rate-limits.js';
import type { DashboardOptions } from './dashboard/dashboard.options.js';

/** What may also come from a provider. */
export interface CronAdminOptions {
  /**
   * Who may see and steer the jobs. Default: a random admin token, printed once at boot; in production there is no
   * default, and the boot is refused.
   */
  access?: CronAdminAccess;

  /**
   * Where answers about statuses and statistics are kept for a moment (1 to 5 s, less where something changes) so that many
   * pages cost one query. A Keyv 5 shares them between instances, `new Keyv({ store: new KeyvRedis(url) })`; `false` keeps
   * none. Default: the memory of each instance.
   */
  cache?: AnswerStore | false;

  /**
   * Origins that the page is served under where a proxy hands on another `Host` than the browser asked for:
   * `['https://ops.example.com']`. Default: none; the `Host` of the request is the page's.
   */
  origins?: readonly string[];

  /** How much one sender may ask for; more is answered with 429. `false`: as much as it likes. Default: `{ writes: 300, failedLogins: 20 }`. */
  rateLimit?: RateLimitOptions | false;
}

/** What shapes the module, and so must be known before anything is injected. */
export interface CronAdminMount {
  /** Where the routes are, below the host's global prefix. Default: `'admin/cron-jobs'`. */
  path?: string;

  /**
   * Put on our controllers. Guards that the host applies to all its routes see ours too; where one of them doesn't
   * know our tokens, this is how it is told that we have our own: `[Public()]`, `[SkipThrottle()]`. Default: none.
   */
  decorators?: readonly ClassDecorator[];

  /**
   * Whether the host's own OpenAPI document (`SwaggerModule.createDocument(app)`) lists our routes too; it then needs
   * `addBearerAuth()`. Ours is `GET openapi.json`, either way. Default: false.
   */
  inHostDocument?: boolean;

  /**
   * Whether changes are shown live too, over socket.io in the namespace `/<path>`, to which a global prefix does not apply. It needs
   * `@nestjs/websockets` and `@nestjs/platform-socket.io`; without them there is REST alone, and the log says so.
   * Default: `true`.
   */
  live?: boolean;

  /** How the page is served, at `<path>/dashboard/`; `false`: not at all. Default: in no frame. */
  dashboard?: false | DashboardOptions;
}

/** Options of `CronAdminModule.forRoot`. */
export interface CronAdminModuleOptions extends CronAdminOptions, CronAdminMount {}

/** Options of `CronAdminModule.forRootAsync`: what shapes the module stands beside the factory. */
export interface CronAdminModuleAsyncOptions extends CronAdminMount, Pick<ModuleMetadata, 'imports'> {
  /** What the factory is called with. */
  inject?: FactoryProvider['inject'];
  useFactory: (...dependencies: never[]) => CronAdminOptions | Promise<CronAdminOptions>;
}

/** The path without slashes around it. @throws TrackedCronError `INVALID_OPTION` */
export function mountPath(path = 'admin/cron-jobs'): string {
  const bare = path.replace(/^\/+|\/+$/g, '');
  if (/^[\w.~-]+(\/[\w.~-]+)*$/.test(bare)) return bare;
  throw new TrackedCronError(
    'INVALID_OPTION',
    `CronAdminModule: path ${JSON.stringify(path)} can't be mounted. Write one or more plain segments, such as 'admin/cron-jobs'.`,
    { path },
  );
}
