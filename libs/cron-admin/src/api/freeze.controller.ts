import { Get, Inject, Post, Req, Res } from '@nestjs/common';
import { CronJobManager, type Freeze, type ICronJobManager } from 'nestjs-tracked-cron';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { Sight } from '../access/sight.js';
import { Describe } from '../openapi/describe.decorator.js';
import { items } from '../openapi/schema.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { FreezeDto, UnfreezeDto } from './freeze.dto.js';
import { freezeInForce, frozen, unfrozen } from './freeze.schema.js';
import { HttpReply } from './http-reply.js';
import { readBody } from './read-body.js';
import { sentBy } from './sent-by.js';
import { instant } from './steering.dto.js';

const FREEZE = '{ "reason": "…", "until": "2026-11-23T02:00:00Z", "group": "matches" }';

/** Nothing starts, for a while: of everything, of a group, of an owner. */
@AdminRoutes()
export class FreezeController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
    private readonly sight: Sight,
  ) {}

  @Post('freeze')
  @Requires('freeze')
  @Describe({
    summary: 'Nothing starts any more',
    body: FreezeDto,
    answer: frozen,
    problems: ['impossible-value'],
  })
  @LeavesOutOfScope()
  async freeze(@Req() request: AdminRequest, @Res() response: unknown): Promise<{ frozen: true }> {
    const { until, ...asked } = await readBody(FreezeDto, request, FREEZE);
    const end = until === undefined ? {} : { until: instant(until) };
    await this.sight.assertMay(request, 'freeze', asked);
    await this.manager.freeze({ ...asked, ...end, ...sentBy(request) });
    return this.reply.send(response, 200, { frozen: true });
  }

  @Post('unfreeze')
  @Requires('freeze')
  @Describe({ summary: 'Ends a freeze', body: UnfreezeDto, answer: unfrozen })
  @LeavesOutOfScope()
  async unfreeze(@Req() request: AdminRequest, @Res() response: unknown): Promise<{ unfrozen: boolean }> {
    const asked = await readBody(UnfreezeDto, request, '{ "group": "matches" }');
    await this.sight.assertMay(request, 'freeze', asked);
    const unfrozen = await this.manager.unfreeze({ ...asked, ...sentBy(request) });
    return this.reply.send(response, 200, { unfrozen });
  }

  @Get('freezes')
  @Requires('read')
  @Describe({ summary: 'The freezes that hold', answer: items(freezeInForce) })
  @LeavesOutOfScope()
  async freezes(
    @Req() request: AdminRequest,
    @Res() response: unknown,
  ): Promise<{ items: readonly Freeze[] }> {
    const freezes = await this.manager.getFreezes();
    const items = freezes.filter((freeze) => this.sight.coversAll(request, freeze));
    return this.reply.send(response, 200, { items });
  }
}
