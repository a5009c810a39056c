import { Controller, SetMetadata, VERSION_NEUTRAL, type Type } from '@nestjs/common';
import { AdviceController } from './advice/advice.controller.js';
import { AlertPreferencesController } from './alerts/alert-preferences.controller.js';
import { AlertingController } from './alerts/alerting.controller.js';
import { IncidentsController } from './alerts/incidents.controller.js';
import { ConfigurationController } from './api/configuration.controller.js';
import { ExecutionsController } from './api/executions.controller.js';
import { FailuresController } from './api/failures.controller.js';
import { FreezeController } from './api/freeze.controller.js';
import { JobsController } from './api/jobs.controller.js';
import { WhyController } from './api/why.controller.js';
import { LogsController } from './api/logs.controller.js';
import { BulkController } from './api/bulk.controller.js';
import { SlotsController } from './api/slots.controller.js';
import { StatsController } from './api/stats.controller.js';
import { OpenApiController } from './api/openapi.controller.js';
import { AuditController } from './api/audit.controller.js';
import { InsightController } from './api/insight.controller.js';
import { ScrubController } from './api/scrub.controller.js';
import { StatusController } from './api/status.controller.js';
import { SteeringController } from './api/steering.controller.js';
import { TimelineController } from './api/timeline.controller.js';
import { TriggerController } from './api/trigger.controller.js';
import { UnknownRouteController } from './api/unknown-route.controller.js';
import { DashboardController } from './dashboard/dashboard.controller.js';
import { JobReportsController } from './insight/job-reports.controller.js';
import { SessionController } from './session/session.controller.js';
import { TicketController } from './session/ticket.controller.js';

/** Fixed routes come first. */
export const CONTROLLERS: readonly Type[] = [
  SessionController,
  TicketController,
  StatusController,
  StatsController,
  TimelineController,
  JobReportsController,
  FailuresController,
  InsightController,
  AuditController,
  AlertingController,
  AlertPreferencesController,
  IncidentsController,
  ScrubController,
  JobsController,
  ConfigurationController,
  SlotsController,
  BulkController,
  WhyController,
  OpenApiController,
  TriggerController,
  FreezeController,
  SteeringController,
  ExecutionsController,
  LogsController,
  AdviceController,
  UnknownRouteController,
];

/** What `ApiExcludeController()` sets; it is not imported, because the host may have no Swagger. */
const HIDE_FROM_SWAGGER = SetMetadata('swagger/apiExcludeController', [true]);

/**
 * Our controllers under a path: subclasses, so that two mounts don't share one path.
 * @param shown whether the host's own OpenAPI document lists them
 * @param page whether the page is among them
 */
export function controllersAt(
  path: string,
  decorators: readonly ClassDecorator[],
  { shown, page }: { shown: boolean; page: boolean },
): Type[] {
  return [...(page ? [DashboardController] : []), ...CONTROLLERS].map((Base) => {
    const Mounted = { [Base.name]: class extends Base {} }[Base.name];
    const own = Controller({ path, version: VERSION_NEUTRAL });
    const isListed = shown && Base !== DashboardController;
    for (const decorate of [own, ...(isListed ? [] : [HIDE_FROM_SWAGGER]), ...decorators]) decorate(Mounted);
    return Mounted;
  });
}
