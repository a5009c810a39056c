import { Inject, Injectable } from '@nestjs/common';
import { CronAlerts, type ICronAlerts, type IncidentDetails } from 'nestjs-tracked-cron/monitor';
import { entrantOfRequest } from '../access/access.guard.js';
import { covers } from '../access/access-scope.js';
import type { AccessAction, CronAdminAccess } from '../access/cron-admin-access.js';
import { RequestTarget } from '../access/request-target.js';
import type { AdminRequest } from '../api/admin-request.js';
import { ProblemException } from '../api/problem.exception.js';
import { UUID } from '../api/validators.js';
import { ACCESS } from '../cron-admin.tokens.js';

/** The incident that a path names, for whoever may see it and do something to it: by its job, like an execution. */
@Injectable()
export class IncidentSight {
  constructor(
    @Inject(ACCESS) private readonly access: CronAdminAccess,
    @Inject(CronAlerts) private readonly alerts: Pick<ICronAlerts, 'getIncident'>,
    private readonly targets: RequestTarget,
  ) {}

  /** @throws ProblemException `unknown-incident`, also of one that is out of scope; `forbidden` */
  async find(request: AdminRequest, action: AccessAction): Promise<IncidentDetails> {
    const id = request.params?.incidentId ?? '';
    if (!UUID.test(id)) throw new ProblemException('unknown-route', "An incident's id is a UUID.");
    const { principal, scope } = entrantOfRequest(request);
    const incident = await this.alerts.getIncident(id.toLowerCase());
    const target = incident && (await this.targets.ofIncident(incident));
    if (target === null || !covers(scope, target)) {
      throw new ProblemException(
        'unknown-incident',
        `No incident has the id ${id.toLowerCase()}, or it is no longer kept.`,
      );
    }
    if (!(await this.access.can(principal, action, target)))
      throw new ProblemException('forbidden', `You have no permission to ${action} this incident.`);
    return incident!;
  }
}
