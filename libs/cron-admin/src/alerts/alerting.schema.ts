import { SEVERITIES, type Severity } from 'nestjs-tracked-cron';
import {
  NOTIFICATION_STATES,
  type AlertPreference,
  type AlertStats,
  type ChannelRecord,
  type DryRun,
  type NotificationState,
  type RouteRecord,
  type Suppression,
} from 'nestjs-tracked-cron/monitor';
import {
  about,
  anything,
  count,
  fields,
  instant,
  list,
  nullable,
  number,
  object,
  oneOf,
  record,
  text,
  type FieldSchemas,
  type Schema,
} from '../openapi/schema.js';

/** A count for each of these words. */
function countsOf<Word extends string>(words: readonly Word[]): Schema<Readonly<Record<Word, number>>> {
  const counts = Object.fromEntries(words.map((word) => [word, count]));
  return fields<Record<Word, number>>(counts as unknown as FieldSchemas<Record<Word, number>>);
}

const suppressed = about(
  'By why nobody was told.',
  record(count) as Schema<Readonly<Partial<Record<Suppression, number>>>>,
);
const byState = countsOf<NotificationState>(NOTIFICATION_STATES);
const spread = nullable(fields<{ readonly p50: number; readonly p95: number }>({ p50: number, p95: number }));

export const alertStats = object<AlertStats>('AlertStats', {
  from: instant,
  to: instant,
  incidents: fields<AlertStats['incidents']>({
    opened: count,
    resolved: count,
    bySeverity: countsOf<Severity>(SEVERITIES),
    toAcknowledge: about('Milliseconds from the opening.', spread),
    toRecover: about('Milliseconds from the opening.', spread),
    unattended: about('That nobody acknowledged, and that ended by themselves.', count),
  }),
  notifications: fields<AlertStats['notifications']>({
    byState,
    byChannel: record(byState),
    suppressed,
    latency: about(
      'Milliseconds from the event to the acceptance.',
      nullable(fields<{ readonly p50: number; readonly p99: number }>({ p50: number, p99: number })),
    ),
  }),
  jobs: about(
    'Noisiest first, at most 20.',
    list(
      fields<AlertStats['jobs'][number]>({
        jobName: text,
        incidents: count,
        notifications: count,
        flapping: about('Incidents that began within an hour after the last one.', count),
      }),
    ),
  ),
  rules: about('How often each rule opened something.', record(count)),
});

export const alertRoute = object<RouteRecord>('AlertRouteRecord', {
  name: text,
  when: anything,
  channels: list(text),
  source: oneOf(['code', 'preference', 'default']),
  quietHours: about(
    'When only what is most severe is told, in words; null: never.',
    nullable(
      fields<NonNullable<RouteRecord['quietHours']>>({
        begins: text,
        ends: text,
        severity: about('What is told all the same: at least this severe.', oneOf(SEVERITIES)),
      }),
    ),
  ),
  escalation: about(
    'When what nobody has acknowledged is told one step louder; null: never.',
    nullable(
      fields<NonNullable<RouteRecord['escalation']>>({
        afterMs: number,
        from: oneOf(SEVERITIES),
        channels: list(text),
      }),
    ),
  ),
  remindAfterMs: about(
    'How often what nobody has acknowledged is told again; null: never.',
    nullable(number),
  ),
});

export const alertChannel = object<ChannelRecord>('AlertChannelRecord', {
  name: text,
  state: oneOf(['on', 'off', 'gone']),
  why: about('Why it is off or gone; null too for who has a scope, of one that is gone.', nullable(text)),
  waiting: about('Messages that wait for it.', count),
  lastDeliveredAt: nullable(instant),
  limits: about(
    'What it gets at most; the rest comes in digests.',
    fields<ChannelRecord['limits']>({
      perMinute: count,
      perHour: count,
      digestAfter: about('More of a kind than this within a minute are one digest.', count),
      cooldownMs: about('How long the next message about an incident is held; doubles each time.', number),
    }),
  ),
});

/** `AlertPreference` is the body of the request that sets one. */
export const heldPreference = object<AlertPreference>('HeldAlertPreference', {
  key: text,
  value: anything,
  code: about('What the code says.', anything),
  setAt: instant,
  setBy: nullable(text),
  reason: nullable(text),
  until: nullable(instant),
  revision: count,
});

export const alertDryRun = object<DryRun>('AlertDryRunReport', {
  from: instant,
  to: instant,
  told: count,
  suppressed,
  examples: about(
    'Newest first, at most 100.',
    list(
      fields<DryRun['examples'][number]>({
        jobName: text,
        at: instant,
        severity: oneOf(SEVERITIES),
        channels: list(text),
        text,
      }),
    ),
  ),
});
