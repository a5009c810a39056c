import { Module, type DynamicModule, type NestModule, type Provider } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { resolveAccess } from './access/resolve-access.js';
import { HttpReply } from './api/http-reply.js';
import { catchTheRest } from './api/unknown-route.controller.js';
import { CONTROLLERS, controllersAt } from './controllers-at.js';
import {
  mountPath,
  type CronAdminModuleAsyncOptions,
  type CronAdminModuleOptions,
  type CronAdminMount,
  type CronAdminOptions,
} from './cron-admin.options.js';
import { ACCESS, OPTIONS } from './cron-admin.tokens.js';
import { showInHostDocument } from './openapi/host-document.js';
import { OpenApiDocument } from './openapi/open-api-document.js';

/** Shows and steers the jobs of `TrackedCronModule`, which the host imports too: REST under `admin/cron-jobs`. */
@Module({})
export class CronAdminModule implements NestModule {
  constructor(private readonly host: HttpAdapterHost) {}

  /** @internal Called by Nest when the adapter is known and no route is registered yet. */
  configure(): void {
    catchTheRest(this.host.httpAdapter.getType());
  }

  /** @throws TrackedCronError `INVALID_OPTION`; at boot also `ACCESS_REQUIRED`, in production without `access` */
  static forRoot(options: CronAdminModuleOptions = {}): DynamicModule {
    return mounted(options, { provide: OPTIONS, useValue: options });
  }

  /** As `forRoot`, with the access object from a provider. */
  static forRootAsync(options: CronAdminModuleAsyncOptions): DynamicModule {
    const { inject = [], useFactory, imports = [] } = options;
    return { ...mounted(options, { provide: OPTIONS, inject, useFactory }), imports };
  }
}

function mounted(
  { path, decorators = [], inHostDocument = false }: CronAdminMount,
  options: Provider,
): DynamicModule {
  return {
    module: CronAdminModule,
    controllers: controllersAt(mountPath(path), decorators, inHostDocument),
    providers: [
      options,
      {
        provide: ACCESS,
        inject: [OPTIONS],
        useFactory: ({ access }: CronAdminOptions) => resolveAccess(access),
      },
      HttpReply,
      { provide: OpenApiDocument, useFactory: () => new OpenApiDocument(CONTROLLERS) },
      ...(inHostDocument ? [showInHostDocument(CONTROLLERS)] : []),
    ],
  };
}
