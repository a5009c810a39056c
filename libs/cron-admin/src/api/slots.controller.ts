import { Get, Inject, Req, Res } from '@nestjs/common';
import {
  CronJobManager,
  type Fires,
  type ICronJobManager,
  type Ledger,
  type LedgerEntry,
} from 'nestjs-tracked-cron';
import { Requires } from '../access/requires.decorator.js';
import type { AdminRequest } from './admin-request.js';
import { AdminRoutes } from './admin-routes.decorator.js';
import { parseQuery } from './execution-query.dto.js';
import { HttpReply } from './http-reply.js';
import { jobNameOf } from './job-name.js';
import { readDto } from './read-dto.js';
import { FiresQueryDto, SlotsQueryDto, toFiresQuery, toSlotsQuery } from './slots.dto.js';

/** A slot, and where its outcome is explained. */
type ExplainedEntry = LedgerEntry & { readonly why: string };
/** A part of the ledger as REST answers it. */
type ExplainedLedger = Omit<Ledger, 'items'> & { readonly items: readonly ExplainedEntry[] };

/** When jobs are due, and what became of every due time. */
@AdminRoutes()
export class SlotsController {
  constructor(
    @Inject(CronJobManager) private readonly manager: ICronJobManager,
    private readonly reply: HttpReply,
  ) {}

  @Get('jobs/:jobName/fires')
  @Requires('read')
  async fires(@Req() request: AdminRequest, @Res() response: unknown): Promise<Fires> {
    const jobName = jobNameOf(request);
    const query = await readDto(FiresQueryDto, 'query', this.queryOf(request));
    return this.reply.send(response, 200, await this.manager.getFires(jobName, toFiresQuery(query)));
  }

  @Get('jobs/:jobName/slots')
  @Requires('read')
  async slots(@Req() request: AdminRequest, @Res() response: unknown): Promise<ExplainedLedger> {
    const jobName = jobNameOf(request);
    const query = await readDto(SlotsQueryDto, 'query', this.queryOf(request));
    const ledger = await this.manager.getSlots(jobName, toSlotsQuery(query));
    const why = this.reply.urlOf(request).pathname.replace(/\/slots\/?$/, '/why');
    const items = ledger.items.map((entry) => ({ ...entry, why: `${why}?at=${entry.slot.toISOString()}` }));
    return this.reply.send(response, 200, { ...ledger, items });
  }

  private queryOf(request: AdminRequest) {
    return parseQuery(this.reply.urlOf(request).searchParams);
  }
}
