import type { Schemas } from '../../api/client.js';
import type { MarkKind, MarkRange } from './system.search.js';

type Kind = Schemas['Mark']['kind'];

const DAY_MS = 86_400_000;

/** Milliseconds. */
export const MARK_RANGE_MS: Readonly<Record<MarkRange, number>> = {
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
};

/** What each mark is about, and how it is said. */
export const MARK_WORDS: Readonly<Record<Kind, readonly [kind: MarkKind, glyph: string, word: string]>> = {
  deployment: ['deployments', '⇧', 'Deployment'],
  instance_started: ['instances', '+', 'Instance started'],
  instance_draining: ['instances', '–', 'Instance told to stop'],
  instance_stopped: ['instances', '■', 'Instance stopped'],
  instance_died: ['instances', '†', 'Instance died'],
  job_added: ['edits', '+', 'Job added'],
  job_removed: ['edits', '–', 'Job removed'],
  configuration: ['edits', '✎', 'Configuration'],
  paused: ['holds', '‖', 'Paused'],
  resumed: ['holds', '▸', 'Resumed'],
  frozen: ['holds', '❄', 'Frozen'],
  unfrozen: ['holds', '▸', 'Unfrozen'],
};

export const MARK_KIND_WORDS: Readonly<Record<MarkKind, string>> = {
  deployments: 'Deployments',
  instances: 'Instances',
  edits: 'Jobs and their configuration',
  holds: 'Pauses and freezes',
};
