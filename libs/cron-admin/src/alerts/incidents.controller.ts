import { Get, Inject, Post, Req, Res } from '@nestjs/common';
import {
  CronAlerts,
  type ICronAlerts,
  type Incident,
  type IncidentDetails,
  type IncidentPage,
} from 'nestjs-tracked-cron/monitor';
import { Requires } from '../access/requires.decorator.js';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Sight } from '../access/sight.js';
import type { AdminRequest } from '../api/admin-request.js';
import { AdminRoutes } from '../api/admin-routes.decorator.js';
import { HttpReply } from '../api/http-reply.js';
import { readBody } from '../api/read-body.js';
import { readDto } from '../api/read-dto.js';
import { sentBy } from '../api/sent-by.js';
import { instant, ReasonDto } from '../api/steering.dto.js';
import { Describe } from '../openapi/describe.decorator.js';
import { IncidentQueryDto, parseStates, SnoozeDto, toIncidentQuery } from './alerts.dto.js';
import { detailsWithout } from './hidden-alerts.js';
import { incident, incidentDetails, incidentPage } from './incident.schema.js';
import { IncidentSight } from './incident-sight.js';

const REASON = '{ "reason": "…" }';
const PROBLEMS = ['unknown-incident', 'incident-resolved'] as const;

/** Everything that is wrong with jobs, and what people do about it; each on record with who. */
@AdminRoutes()
export class IncidentsController {
  constructor(
    @Inject(CronAlerts) private readonly alerts: ICronAlerts,
    private readonly reply: HttpReply,
    private readonly sight: Sight,
    private readonly incidents: IncidentSight,
  ) {}

  @Get('alerts')
  @Requires('read')
  @Describe({
    summary: 'Incidents, newest first: those that are not over, where no state is asked for',
    query: IncidentQueryDto,
    answer: incidentPage,
    problems: ['invalid-cursor'],
  })
  @LeavesOutOfScope()
  async list(@Req() request: AdminRequest, @Res() response: unknown): Promise<IncidentPage> {
    const sent = parseStates(this.reply.urlOf(request).searchParams);
    const query = toIncidentQuery(await readDto(IncidentQueryDto, 'query', sent));
    const page = await this.alerts.getIncidents({ ...query, ...this.sight.within(request) });
    return this.reply.send(response, 200, page);
  }

  @Get('alerts/:incidentId')
  @Requires('read')
  @Describe({
    summary: 'One incident, its life, and what was told of it',
    answer: incidentDetails,
    problems: ['unknown-incident'],
  })
  @LeavesOutOfScope()
  async one(@Req() request: AdminRequest, @Res() response: unknown): Promise<IncidentDetails> {
    const found = await this.incidents.find(request, 'read');
    return this.reply.send(response, 200, detailsWithout(found, this.sight.hidden(request)));
  }

  @Post('alerts/:incidentId/ack')
  @Requires('acknowledge')
  @Describe({ summary: 'Somebody is on it', body: ReasonDto, answer: incident, problems: [...PROBLEMS] })
  @LeavesOutOfScope()
  async acknowledge(@Req() request: AdminRequest, @Res() response: unknown): Promise<Incident> {
    const { id } = await this.incidents.find(request, 'acknowledge');
    const { reason } = await readBody(ReasonDto, request, REASON);
    const left = await this.alerts.acknowledge(id, { ...said(reason), ...sentBy(request) });
    return this.reply.send(response, 200, left);
  }

  @Post('alerts/:incidentId/snooze')
  @Requires('acknowledge')
  @Describe({
    summary: 'Nobody wants to hear of it until then',
    body: SnoozeDto,
    answer: incident,
    problems: [...PROBLEMS, 'impossible-value'],
  })
  @LeavesOutOfScope()
  async snooze(@Req() request: AdminRequest, @Res() response: unknown): Promise<Incident> {
    const { id } = await this.incidents.find(request, 'acknowledge');
    const { reason, until } = await readBody(SnoozeDto, request, '{ "until": "2026-11-23T08:00:00Z" }');
    const options = { until: instant(until), ...said(reason), ...sentBy(request) };
    return this.reply.send(response, 200, await this.alerts.snooze(id, options));
  }

  @Post('alerts/:incidentId/resolve')
  @Requires('acknowledge')
  @Describe({ summary: 'It is over', body: ReasonDto, answer: incident, problems: [...PROBLEMS] })
  @LeavesOutOfScope()
  async resolve(@Req() request: AdminRequest, @Res() response: unknown): Promise<Incident> {
    const { id } = await this.incidents.find(request, 'acknowledge');
    const { reason } = await readBody(ReasonDto, request, REASON);
    const left = await this.alerts.resolve(id, { ...said(reason), ...sentBy(request) });
    return this.reply.send(response, 200, left);
  }
}

function said(reason: string | undefined): { reason?: string } {
  return reason === undefined ? {} : { reason };
}
