import { Controller, VERSION_NEUTRAL, type Type } from '@nestjs/common';
import { AuditController } from './api/audit.controller.js';
import { ExecutionsController } from './api/executions.controller.js';
import { JobsController } from './api/jobs.controller.js';
import { WhyController } from './api/why.controller.js';
import { LogsController } from './api/logs.controller.js';
import { StatusController } from './api/status.controller.js';
import { SteeringController } from './api/steering.controller.js';
import { TriggerController } from './api/trigger.controller.js';
import { UnknownRouteController } from './api/unknown-route.controller.js';

/** Fixed routes come first. */
const CONTROLLERS: readonly Type[] = [
  StatusController,
  AuditController,
  JobsController,
  WhyController,
  TriggerController,
  SteeringController,
  ExecutionsController,
  LogsController,
  UnknownRouteController,
];

/** Our controllers under a path: subclasses, so that two mounts don't share one path. */
export function controllersAt(path: string, decorators: readonly ClassDecorator[]): Type[] {
  return CONTROLLERS.map((Base) => {
    const Mounted = { [Base.name]: class extends Base {} }[Base.name];
    for (const decorate of [Controller({ path, version: VERSION_NEUTRAL }), ...decorators]) decorate(Mounted);
    return Mounted;
  });
}
