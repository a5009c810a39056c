import type { JobScope } from 'nestjs-tracked-cron';
import { isLike } from '../conditions/glob.js';
import { windowOf } from '../conditions/maintenance-window.js';
import { spanOf } from '../preferences/ad-hoc-window.js';
import type { HeldPreferences } from '../preferences/held-preferences.js';
import type { Incident } from './incident.js';
import type { LastingSilence } from './incident-record.js';

/** What silences incidents at run time. */
export type Silencing = Pick<HeldPreferences, 'mutes' | 'windows' | 'spans'>;

/**
 * Why people have it that nobody is told of an incident at this instant, whatever happens to it; null where they haven't. What is
 * silent is recorded all the same.
 */
export function silenceOf(
  incident: Pick<Incident, 'subject' | 'jobId' | 'group' | 'owner' | 'tags' | 'severity'>,
  at: Date,
  { mutes, windows, spans }: Silencing,
  { application, environment }: JobScope,
): LastingSilence | null {
  // mutes are of jobs: nobody means the monitor itself by a star
  if (incident.jobId !== null && mutes.some((pattern) => isLike(pattern, incident.subject))) return 'muted';
  const alert = { ...incident, application, environment };
  const closed = windowOf(windows, alert, at.getTime()) ?? spanOf(spans, alert, at.getTime());
  return closed === undefined ? null : 'maintenance';
}
