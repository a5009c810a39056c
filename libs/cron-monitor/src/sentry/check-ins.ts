import { Logger } from '@nestjs/common';
import type { Assignment, FollowedEnd } from 'nestjs-tracked-cron/internal';
import type { Sentry } from './load-sentry.js';
import { monitorOf, type Monitor } from './monitor-of-job.js';

type Definition = Assignment['job']['definition'];

/** Tells Sentry's monitors of executions of slots: that they began, and how they ended. */
export class CheckIns {
  private readonly logger = new Logger('TrackedCron');
  private readonly monitors = new WeakMap<Definition, { readonly monitor: Monitor | null }>();
  /** Whose monitor it is, by slug. */
  private readonly owners = new Map<string, string>();
  private readonly told = new Set<string>();

  constructor(private readonly sentry: Pick<Sentry, 'captureCheckIn'>) {}

  begun(assignment: Assignment): void {
    const monitor = this.monitorFor(assignment);
    if (!monitor || assignment.attempt > 1) return;
    const checkIn = { monitorSlug: monitor.slug, status: 'in_progress', ...idOf(assignment) } as const;
    this.sentry.captureCheckIn(checkIn, monitor.config);
  }

  /** The same id as at its beginning: the last attempt may end on another instance. */
  over(assignment: Assignment, { status, reason, durationMs }: FollowedEnd): void {
    const monitor = this.monitorFor(assignment);
    // who lost its lease doesn't know how it ends
    if (!monitor || reason === 'lease_lost') return;
    this.sentry.captureCheckIn(
      {
        monitorSlug: monitor.slug,
        status: status === 'completed' ? 'ok' : 'error',
        ...idOf(assignment),
        // of several attempts, Sentry counts from the beginning of the first
        ...(assignment.attempt === 1 && { duration: durationMs / 1_000 }),
      },
      monitor.config,
    );
  }

  /** Null for executions that stand for no slot of a monitor. */
  private monitorFor({ trigger, job: { definition } }: Assignment): Monitor | null {
    if (trigger !== 'schedule') return null;
    let known = this.monitors.get(definition);
    if (!known) this.monitors.set(definition, (known = { monitor: this.monitorOf(definition) }));
    return known.monitor;
  }

  private monitorOf(definition: Definition): Monitor | null {
    const { name } = definition;
    const monitor = monitorOf(definition);
    if (typeof monitor === 'string') return this.without(name, monitor);
    const owner = this.owners.get(monitor.slug) ?? name;
    if (owner !== name) return this.without(name, `the monitor "${monitor.slug}" is that of "${owner}"`);
    this.owners.set(monitor.slug, name);
    return monitor;
  }

  private without(name: string, why: string): null {
    if (!this.told.has(name)) this.logger.warn(`"${name}" has no check-ins with Sentry: ${why}.`);
    this.told.add(name);
    return null;
  }
}

function idOf({ id }: Assignment): { readonly checkInId: string } {
  return { checkInId: id.replaceAll('-', '') };
}
