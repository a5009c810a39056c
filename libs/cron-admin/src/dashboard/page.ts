import { Inject, Injectable, Optional } from '@nestjs/common';
import { LIBRARY_VERSION } from 'nestjs-tracked-cron';
import type { AdminRequest } from '../api/admin-request.js';
import type { CronAdminAccess } from '../access/cron-admin-access.js';
import { ACCESS } from '../cron-admin.tokens.js';
import { CronAdminGateway } from '../live/cron-admin.gateway.js';
import type { PageSettings } from './index-page.js';
import { answerFor, type PageAnswer } from './page-answer.js';
import { readPageFiles, type PageFiles } from './page-files.js';
import { pageHeaders } from './page-headers.js';
import { MOUNTED_PAGE, type MountedPage } from './mounted-page.js';
import { placeOf, type PagePlace } from './page-place.js';

/** The page as it was built, and what it is told. */
@Injectable()
export class Page {
  readonly headers: Readonly<Record<string, string>>;
  private files: PageFiles | null = null;

  constructor(
    @Inject(MOUNTED_PAGE) private readonly page: MountedPage,
    @Inject(ACCESS) private readonly access: Pick<CronAdminAccess, 'signIn'>,
    @Optional() @Inject(CronAdminGateway) private readonly gateway?: CronAdminGateway,
  ) {
    this.headers = pageHeaders(page.frameAncestors);
  }

  /** Where a request with this path stands; null for one that nobody would send. */
  placeOf(path: string): PagePlace | null {
    return placeOf(path, this.page.mount);
  }

  /** Whether it was built, and so is in this package. */
  async isBuilt(): Promise<boolean> {
    return (await this.read()) !== null;
  }

  /** What is answered to a request of the page; null where there is no such file. */
  async answer(request: AdminRequest, { mount, below }: PagePlace): Promise<PageAnswer | null> {
    const files = await this.read();
    return files && answerFor(request, below ?? '', files, this.settings(mount));
  }

  /** Read when the first person asks; a page that is built meanwhile is found. */
  private async read(): Promise<PageFiles | null> {
    this.files ??= await readPageFiles(this.page.folder);
    return this.files;
  }

  private settings(mount: string): PageSettings {
    const { signIn = 'host' } = this.access;
    return {
      mount,
      namespace: `/${this.page.mount}`,
      socketPath: this.gateway?.socketPath ?? '/socket.io',
      live: this.gateway?.isOpen ?? false,
      ...(typeof signIn === 'object' ? { signIn: 'host', signInUrl: signIn.url } : { signIn }),
      version: LIBRARY_VERSION,
    };
  }
}
