import type { JobScope } from 'nestjs-tracked-cron';
import type { AlertPreferences } from '../preferences/alert-preferences.js';
import type { IncidentFacts, LastingSilence } from './incident-record.js';
import { silenceOf } from './silence.js';

/** What keeps incidents quiet, as people have it now. */
export class Silences {
  constructor(
    private readonly preferences: Pick<AlertPreferences, 'current'>,
    private readonly scope: JobScope,
  ) {}

  /** Says of each incident why nobody is told of it at that instant. */
  async at(at: Date): Promise<(incident: IncidentFacts) => LastingSilence | null> {
    const silencing = await this.preferences.current();
    return (incident) => silenceOf(incident, at, silencing, this.scope);
  }
}
