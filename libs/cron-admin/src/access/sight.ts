import { Inject, Injectable } from '@nestjs/common';
import {
  CronJobManager,
  isWithin,
  type ExecutionRecord,
  type HistoryPage,
  type ICronJobManager,
  type JobsWithin,
  type JobTraits,
} from 'nestjs-tracked-cron';
import type { AdminRequest } from '../api/admin-request.js';
import { ProblemException } from '../api/problem.exception.js';
import { ACCESS } from '../cron-admin.tokens.js';
import { entrantOfRequest } from './access.guard.js';
import { covers, readable } from './access-scope.js';
import type { AccessAction, CronAdminAccess } from './cron-admin-access.js';
import { shownTo } from './gate.js';
import type { HiddenPart } from './hidden-parts.js';

/** What there is for the sender of a request, and how much of it is shown. */
@Injectable()
export class Sight {
  constructor(
    @Inject(ACCESS) private readonly access: CronAdminAccess,
    @Inject(CronJobManager) private readonly manager: Pick<ICronJobManager, 'application' | 'environment'>,
  ) {}

  /** The jobs that there are for the sender, for a query: `{ ...query, ...sight.within(request) }`. */
  within(request: AdminRequest, environment = this.manager.environment): { within?: JobsWithin } {
    const within = readable(entrantOfRequest(request).scope, environment);
    return within === null ? {} : { within };
  }

  /** Of things that are each about a job of our own environment, those that there are for the sender. */
  only<Thing>(request: AdminRequest, things: readonly Thing[], jobOf: (thing: Thing) => JobTraits): Thing[] {
    const { within } = this.within(request);
    return within === undefined ? [...things] : things.filter((thing) => isWithin(within, jobOf(thing)));
  }

  /**
   * Whether the sender may do something to a group as a whole, or to everything.
   * @throws ProblemException `forbidden`
   */
  async assertMay(request: AdminRequest, action: AccessAction, group: string | undefined): Promise<void> {
    const { principal, scope } = entrantOfRequest(request);
    const { application, environment } = this.manager;
    const target = { application, environment, ...(group !== undefined && { group }) };
    if (covers(scope, target) && (await this.access.can(principal, action, target))) return;
    const what = group === undefined ? 'every job' : `the group "${group}"`;
    throw new ProblemException('forbidden', `You have no permission to ${action} ${what}.`);
  }

  execution<Execution extends ExecutionRecord>(request: AdminRequest, execution: Execution): Execution {
    return shownTo(this.access, entrantOfRequest(request), execution);
  }

  page(request: AdminRequest, page: HistoryPage): HistoryPage {
    return { ...page, items: page.items.map((execution) => this.execution(request, execution)) };
  }

  hides(request: AdminRequest, part: HiddenPart): boolean {
    return entrantOfRequest(request).hidden.includes(part);
  }

  /** @throws ProblemException `forbidden` where the sender is not shown this */
  assertShown(request: AdminRequest, part: HiddenPart, what: string): void {
    if (this.hides(request, part))
      throw new ProblemException('forbidden', `You have no permission to ${what}.`);
  }
}
