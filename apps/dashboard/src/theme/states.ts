import type { Schemas } from '../api/client.js';

export type Status = Schemas['Execution']['status'];
export type Health = Schemas['JobStatus']['health'];

/** How a state looks: a glyph and a word beside its colour, which nobody has to tell apart. */
export interface StateLook {
  readonly glyph: string;
  readonly word: string;
  /** Custom property of `tokens.css`. */
  readonly colour: string;
}

const look = (glyph: string, word: string, token: string): StateLook => ({
  glyph,
  word,
  colour: `var(--state-${token})`,
});

export const STATUS_LOOKS: Readonly<Record<Status, StateLook>> = {
  completed: look('✓', 'Completed', 'completed'),
  running: look('◔', 'Running', 'running'),
  failed: look('✕', 'Failed', 'failed'),
  timed_out: look('⏱', 'Timed out', 'timed-out'),
  missed: look('○', 'Missed', 'missed'),
  skipped: look('⧄', 'Skipped', 'skipped'),
  cancelled: look('■', 'Cancelled', 'cancelled'),
  lost: look('†', 'Lost', 'lost'),
  pending: look('·', 'Pending', 'pending'),
};

/** Every status, as they are listed. */
export const STATUSES = Object.keys(STATUS_LOOKS) as readonly Status[];

export const HEALTH_LOOKS: Readonly<Record<Health, StateLook>> = {
  healthy: look('✓', 'Healthy', 'completed'),
  late: look('◷', 'Late', 'missed'),
  failing: look('✕', 'Failing', 'failed'),
  stuck: look('⏱', 'Stuck', 'timed-out'),
  paused: look('‖', 'Paused', 'paused'),
  disabled: look('■', 'Disabled', 'cancelled'),
  unknown: look('·', 'Unknown', 'pending'),
};

export type Severity = Schemas['Finding']['severity'];

export const SEVERITY_LOOKS: Readonly<Record<Severity, StateLook>> = {
  critical: look('‼', 'Critical', 'lost'),
  error: look('✕', 'Error', 'failed'),
  warning: look('!', 'Warning', 'paused'),
  info: look('i', 'Info', 'running'),
};
