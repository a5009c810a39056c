import { TrackedCronError } from 'nestjs-tracked-cron';
import { isUuid, type DatabaseClock } from 'nestjs-tracked-cron/internal';
import type { HandDecision } from './decide-by-hand.js';
import type { IncidentRecord } from './incident-record.js';
import type { IncidentRepository } from './incident.repository.js';
import type { IncidentWriter } from './incident-writer.js';

/** Sweeps change incidents too, but not so often. */
const MOST_TRIES = 10;

/** Carries out what people decide about incidents. */
export class IncidentDecisions {
  constructor(
    private readonly repository: Pick<IncidentRepository, 'find'>,
    private readonly writer: IncidentWriter,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  /**
   * Decides about the incident as it is when that is written, whoever changes it meanwhile.
   * @throws TrackedCronError `UNKNOWN_INCIDENT`, `INCIDENT_RESOLVED`
   */
  async take(
    id: string,
    decide: HandDecision,
  ): Promise<{ readonly before: IncidentRecord; readonly after: IncidentRecord }> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const before = isUuid(id) ? await this.repository.find(id) : null;
      if (before === null) throw unknown(id);
      const at = new Date(this.clock.now());
      const decision = decide(before, at);
      if (decision === null) return { before, after: before };
      const [written] = await this.writer.write([{ ...decision, current: before }], at);
      if (written !== undefined) return { before, after: written.incident };
    }
    throw new Error(`Incident ${id} was changed by somebody else ${MOST_TRIES} times in a row: ask again.`);
  }
}

function unknown(id: unknown): TrackedCronError {
  const shown = String(id).slice(0, 60);
  return new TrackedCronError(
    'UNKNOWN_INCIDENT',
    `There is no incident "${shown}": take the id from getIncidents() or from its message.`,
    { incidentId: shown },
  );
}
