import type { JobScope } from 'nestjs-tracked-cron';
import type { DatabaseClock } from 'nestjs-tracked-cron/internal';
import type { AlertPreferences } from '../preferences/alert-preferences.js';
import { planOf } from '../preferences/escalation-plan.js';
import { leaving } from './decide-by-hand.js';
import { decideStage } from './decide-stage.js';
import type { IncidentRecord } from './incident-record.js';
import type { IncidentRepository, IncidentWrite } from './incident.repository.js';
import type { IncidentWriter } from './incident-writer.js';
import { silenceOf } from './silence.js';

/** What time does to incidents. Each sweep lets it pass; several instances may, each event comes once. */
export class IncidentLife {
  constructor(
    private readonly repository: Pick<IncidentRepository, 'open' | 'leftBehind'>,
    private readonly writer: IncidentWriter,
    private readonly preferences: Pick<AlertPreferences, 'current'>,
    private readonly clock: Pick<DatabaseClock, 'now'>,
    private readonly scope: JobScope,
  ) {}

  /** Wakes, escalates and reminds what is due, and ends what is about a job that is gone. What fails is due at the next sweep. */
  async runOnce(): Promise<void> {
    const open = await this.repository.open(null);
    if (open.length === 0) return;
    const at = new Date(this.clock.now());
    const held = await this.preferences.current();
    const reasons = await this.repository.leftBehind();
    const writes = open.flatMap((current): IncidentWrite[] => {
      const reason = reasons.get(current.id);
      const silence = (incident: Parameters<typeof silenceOf>[0]) =>
        silenceOf(incident, at, held, this.scope);
      const decision =
        reason === undefined
          ? decideStage(current, planOf(held.routes, this.alertOf(current)), silence, at)
          : leaving(reason)(current, at);
      return decision === null ? [] : [{ ...decision, current }];
    });
    if (writes.length > 0) await this.writer.write(writes, at);
  }

  private alertOf(incident: IncidentRecord) {
    const { application, environment } = this.scope;
    return { ...incident, application, environment };
  }
}
