import type { InstanceBus } from 'nestjs-tracked-cron';
import type { IncidentNews } from './incident-news.js';
import type { IncidentRepository, IncidentWrite, WrittenIncident } from './incident.repository.js';

/** Incidents a statement writes. */
const MOST_AT_ONCE = 1_000;

/** Writes what was decided, and tells whoever announces it, and whoever watches. */
export class IncidentWriter {
  constructor(
    private readonly repository: Pick<IncidentRepository, 'write'>,
    private readonly news: IncidentNews,
    private readonly bus: InstanceBus,
  ) {}

  /** @returns what was written; the rest has changed meanwhile, and is to be decided anew */
  async write(decisions: readonly IncidentWrite[], at: Date): Promise<WrittenIncident[]> {
    const written: WrittenIncident[] = [];
    for (let from = 0; from < decisions.length; from += MOST_AT_ONCE) {
      written.push(...(await this.repository.write(decisions.slice(from, from + MOST_AT_ONCE), at)));
    }
    for (const { incident, events } of written) {
      const { id, subject, revision } = incident;
      const what = events.map(({ kind }) => kind).join(',') || 'changed';
      this.bus.publish('alert', { id, job: subject, what, revision });
    }
    const news = written.flatMap(({ incident, events }) => (events.length > 0 ? [incident.id] : []));
    if (news.length > 0) this.news.tell(news);
    return written;
  }
}
