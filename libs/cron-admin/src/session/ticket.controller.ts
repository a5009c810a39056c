import { Inject, Logger, Post, Req, Res } from '@nestjs/common';
import type { CronAdminAccess, SessionToken } from '../access/cron-admin-access.js';
import { RateLimits } from '../access/rate-limits.js';
import { assertSameOrigin } from '../access/same-origin.js';
import type { AdminRequest } from '../api/admin-request.js';
import { HttpReply } from '../api/http-reply.js';
import { OpenRoutes } from '../api/open-routes.decorator.js';
import { ProblemException } from '../api/problem.exception.js';
import { readBody } from '../api/read-body.js';
import { ACCESS, ORIGINS } from '../cron-admin.tokens.js';
import { Describe } from '../openapi/describe.decorator.js';
import { openedSession, type OpenedSession } from './session.schema.js';
import { TicketDto } from './ticket.dto.js';

/** Exchanges the ticket of a link for a token that lasts a while. */
@OpenRoutes()
export class TicketController {
  private readonly logger = new Logger('CronAdminModule');

  constructor(
    @Inject(ACCESS) private readonly access: Pick<CronAdminAccess, 'redeemTicket'>,
    @Inject(ORIGINS) private readonly origins: readonly string[],
    private readonly limits: RateLimits,
    private readonly reply: HttpReply,
  ) {}

  @Post('session')
  @Describe({
    summary: 'Signs in with the ticket of a link, which is good for once',
    body: TicketDto,
    answer: openedSession,
    open: true,
    problems: ['invalid-ticket', 'cross-origin', 'unknown-route'],
  })
  async open(@Req() request: AdminRequest, @Res() response: unknown): Promise<OpenedSession> {
    assertSameOrigin(request, this.origins);
    const { ticket } = await readBody(TicketDto, request, '{ "ticket": "…" }');
    // what else the sender proves itself by has no part in this
    const sender = { ip: request.ip, headers: {} };
    const { token, expiresAt, principal } = await this.limits.login(sender, () => this.redeem(ticket));
    this.logger.log(`"${principal.name}" signed in with a link that was good for once.`);
    return this.reply.send(response, 200, { token, expiresAt });
  }

  private async redeem(ticket: string): Promise<SessionToken> {
    const { access } = this;
    if (access.redeemTicket === undefined) {
      throw new ProblemException(
        'unknown-route',
        'The access object of this application makes no such links.',
      );
    }
    const session = await access.redeemTicket(ticket);
    if (session !== null) return session;
    throw new ProblemException(
      'invalid-ticket',
      'A link is good for one sign-in, for a while, and with the process that made it. Ask for a new one, or sign in with a token.',
      { headers: { 'WWW-Authenticate': 'Bearer' } },
    );
  }
}
