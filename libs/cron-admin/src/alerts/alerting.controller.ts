import { Get, Inject, Post, Req, Res } from '@nestjs/common';
import {
  CronAlerts,
  type AlertStats,
  type ChannelRecord,
  type DryRun,
  type ICronAlerts,
  type Notification,
  type NotificationPage,
  type RouteRecord,
} from 'nestjs-tracked-cron/monitor';
import { Requires } from '../access/requires.decorator.js';
import { LeavesOutOfScope } from '../access/scoped.decorator.js';
import { Sight } from '../access/sight.js';
import type { AdminRequest } from '../api/admin-request.js';
import { AdminRoutes } from '../api/admin-routes.decorator.js';
import { parseQuery } from '../api/execution-query.dto.js';
import { HttpReply } from '../api/http-reply.js';
import { readBody } from '../api/read-body.js';
import { readDto } from '../api/read-dto.js';
import { sentBy } from '../api/sent-by.js';
import { Describe } from '../openapi/describe.decorator.js';
import { items } from '../openapi/schema.js';
import { AlertDryRunDto, AlertTestDto } from './alerting.dto.js';
import { alertChannel, alertDryRun, alertRoute, alertStats } from './alerting.schema.js';
import {
  AlertStatsQueryDto,
  NotificationQueryDto,
  parseStates,
  toNotificationQuery,
  toWindow,
} from './alerts.dto.js';
import { notificationWithout } from './hidden-alerts.js';
import { notification, notificationPage } from './notification.schema.js';

/** How people are told: through what, how often, and what it came to. */
@AdminRoutes()
export class AlertingController {
  constructor(
    @Inject(CronAlerts) private readonly alerts: ICronAlerts,
    private readonly reply: HttpReply,
    private readonly sight: Sight,
  ) {}

  @Get('alerts/stats')
  @Requires('read')
  @Describe({ summary: 'What alerting came to', query: AlertStatsQueryDto, answer: alertStats })
  @LeavesOutOfScope()
  async stats(@Req() request: AdminRequest, @Res() response: unknown): Promise<AlertStats> {
    const sent = parseQuery(this.reply.urlOf(request).searchParams);
    const window = toWindow(await readDto(AlertStatsQueryDto, 'query', sent));
    const stats = await this.alerts.getAlertStats({ ...window, ...this.sight.within(request) });
    return this.reply.send(response, 200, stats);
  }

  @Get('alerts/notifications')
  @Requires('read')
  @Describe({
    summary: 'Every message, and every decision not to send one, newest first',
    query: NotificationQueryDto,
    answer: notificationPage,
    problems: ['invalid-cursor'],
  })
  @LeavesOutOfScope()
  async notifications(@Req() request: AdminRequest, @Res() response: unknown): Promise<NotificationPage> {
    const sent = parseStates(this.reply.urlOf(request).searchParams);
    const query = toNotificationQuery(await readDto(NotificationQueryDto, 'query', sent));
    const page = await this.alerts.getNotifications({ ...query, ...this.sight.within(request) });
    return this.reply.send(response, 200, { ...page, items: this.shown(request, page.items) });
  }

  @Get('alerts/routes')
  @Requires('read')
  @Describe({
    summary: 'Who hears of what, in the order in which it is looked up',
    answer: items(alertRoute),
  })
  @LeavesOutOfScope()
  async routes(
    @Req() request: AdminRequest,
    @Res() response: unknown,
  ): Promise<{ items: readonly RouteRecord[] }> {
    const routes = await this.alerts.getRoutes(this.sight.within(request));
    return this.reply.send(response, 200, { items: routes });
  }

  @Get('alerts/channels')
  @Requires('read')
  @Describe({ summary: 'Where alerts go, and how that is', answer: items(alertChannel) })
  @LeavesOutOfScope()
  async channels(
    @Req() request: AdminRequest,
    @Res() response: unknown,
  ): Promise<{ items: readonly ChannelRecord[] }> {
    const channels = await this.alerts.getChannels(this.sight.within(request));
    return this.reply.send(response, 200, { items: channels });
  }

  @Post('alerts/test')
  @Requires('configure')
  @Describe({
    summary: 'Sends a test message through a route or a channel',
    body: AlertTestDto,
    answer: items(notification),
    problems: ['impossible-value'],
  })
  async test(
    @Req() request: AdminRequest,
    @Res() response: unknown,
  ): Promise<{ items: readonly Notification[] }> {
    const { reason, ...target } = await readBody(AlertTestDto, request, '{ "channel": "slack" }');
    const said = { ...(reason !== undefined && { reason }), ...sentBy(request) };
    return this.reply.send(response, 200, { items: await this.alerts.sendTest(target, said) });
  }

  @Post('alerts/dry-run')
  @Requires('configure')
  @Describe({
    summary: 'What routes, or thresholds of a job, would have told; nothing is sent',
    body: AlertDryRunDto,
    answer: alertDryRun,
    problems: ['impossible-value', 'unknown-job'],
  })
  @LeavesOutOfScope()
  async dryRun(@Req() request: AdminRequest, @Res() response: unknown): Promise<DryRun> {
    const { from, to, ...asked } = await readBody(AlertDryRunDto, request, '{ "jobName": "scores" }');
    await this.sight.assertMayDo(request, 'configure', asked.jobName);
    const report = await this.alerts.dryRun({ ...asked, ...toWindow({ from, to }) });
    return this.reply.send(response, 200, report);
  }

  private shown(request: AdminRequest, notifications: readonly Notification[]): Notification[] {
    const hidden = this.sight.hidden(request);
    return notifications.map((one) => notificationWithout(one, hidden));
  }
}
