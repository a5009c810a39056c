import { Get, Req, Res } from '@nestjs/common';
import type { AdminRequest } from '../api/admin-request.js';
import { HttpReply } from '../api/http-reply.js';
import { OpenRoutes } from '../api/open-routes.decorator.js';
import { ProblemException } from '../api/problem.exception.js';
import { restOfPath } from '../api/rest-of-path.js';
import { Page } from './page.js';

/** Writes the routes of the page as the adapter reads them; to be called before routes are registered. */
export function servePageOn(adapter: string): void {
  const { prototype } = DashboardController;
  const handler = Object.getOwnPropertyDescriptor(prototype, 'serve')!;
  Get(routesOn(adapter))(prototype, 'serve', handler);
}

function routesOn(adapter: string): string[] {
  return ['dashboard', `dashboard/${restOfPath(adapter)}`];
}

/** Serves the page. Its files hold no data, so everybody gets them; what it shows it asks the API for, which asks who it is. */
@OpenRoutes()
export class DashboardController {
  constructor(
    private readonly page: Page,
    private readonly reply: HttpReply,
  ) {}

  @Get(routesOn('express'))
  async serve(@Req() request: AdminRequest, @Res() response: unknown): Promise<void> {
    const place = this.page.placeOf(this.reply.sentPathOf(request));
    if (place?.below === null) return this.reply.redirect(response, 'dashboard/');
    const answer = place && (await this.page.answer(request, place));
    if (answer === null) throw await this.missing();
    const { status, headers, bytes } = answer;
    this.reply.sendBytes(response, status, bytes, { ...this.page.headers, ...headers });
  }

  private async missing(): Promise<ProblemException> {
    const isBuilt = await this.page.isBuilt();
    return isBuilt
      ? new ProblemException('unknown-route', 'The page has no such file: load it anew.')
      : new ProblemException(
          'not-built',
          'The page was not built: run "npm run build" in the folder of nestjs-tracked-cron, or write dashboard: false.',
        );
  }
}
