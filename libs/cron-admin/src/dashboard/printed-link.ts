import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { ExternalContextCreator, HttpAdapterHost } from '@nestjs/core';
import { ACCESS, OPTIONS } from '../cron-admin.tokens.js';
import type { CronAdminOptions } from '../cron-admin.options.js';
import { TokenAccess } from '../access/token-access.js';
import type { CronAdminAccess } from '../access/cron-admin-access.js';
import { configOf } from '../host-config.js';
import { MOUNTED_PAGE, type MountedPage } from './mounted-page.js';
import { linkTo, type Listening } from './link-to.js';

/** Where no access was configured, prints a link to the page that signs in once, as soon as the application listens. */
@Injectable()
export class PrintedLink implements OnApplicationBootstrap {
  constructor(
    @Inject(OPTIONS) private readonly options: CronAdminOptions,
    @Inject(ACCESS) private readonly access: CronAdminAccess,
    @Inject(MOUNTED_PAGE) private readonly page: MountedPage,
    private readonly http: HttpAdapterHost,
    private readonly creator: ExternalContextCreator,
  ) {}

  onApplicationBootstrap(): void {
    const { options, access } = this;
    if (options.access !== undefined || !(access instanceof TokenAccess)) return;
    // a script or a microservice has no server
    const server = this.http.httpAdapter?.getHttpServer() as Listening | undefined;
    server?.once?.('listening', () => this.print(server, access));
  }

  private print(server: Listening, access: TokenAccess): void {
    const prefix = configOf(this.creator)?.getGlobalPrefix() ?? '';
    const { ticket } = access.issueTicket('admin');
    const link = linkTo(server, [prefix, this.page.mount], ticket);
    if (link !== null) new Logger('CronAdminModule').log(`The page, signed in once, for an hour: ${link}`);
  }
}
