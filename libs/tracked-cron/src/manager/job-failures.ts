import type { DatabaseClock } from '../database/database-clock.js';
import type { JobsWithin } from '../definition/jobs-within.js';
import type { ExecutionHistoryRepository } from '../history/execution-history.repository.js';
import type { FailureGroupRepository, FailureVerdict } from '../history/failure-group.repository.js';
import {
  FAILURE_SORTS,
  FAILURE_STATES,
  type FailureGroup,
  type FailureGroupDetails,
  type FailureGroupQuery,
  type FailureGroups,
} from '../history/failure-group.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import type { IgnoreFailuresOptions, ResolveFailuresOptions } from './job-failures.interface.js';
import { inTheFuture, words } from './words.js';

const DAY_MS = 24 * 3_600_000;
const DEFAULT_WINDOW_MS = 7 * DAY_MS;
/** As long as failures are kept by default; farther back there may be anything or nothing. */
const LONGEST_WINDOW_MS = 180 * DAY_MS;
const LIMIT = { default: 50, most: 200 };
const SEARCH = { min: 2, max: 200 };
const NEWEST_EXECUTIONS = 20;
const LONGEST_RELEASE = 200;

/** Failures by fault, and what people decide about them, behind {@link FailureGroupsManager}. */
export class JobFailures {
  constructor(
    private readonly groups: Pick<FailureGroupRepository, 'list' | 'decide' | 'victims'>,
    private readonly history: Pick<ExecutionHistoryRepository, 'page'>,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  async list(query: FailureGroupQuery): Promise<FailureGroups> {
    const now = this.clock.now();
    const to = query.to?.getTime() ?? now;
    const from = query.from?.getTime() ?? to - DEFAULT_WINDOW_MS;
    checkQuery(query, from, to);
    const { state: states, newSince, sort = '-count', limit = LIMIT.default, ...filters } = query;
    const since = newSince?.getTime();
    const items = await this.groups.list({ ...filters, now, from, to, states, newSince: since, sort, limit });
    return { items, from: new Date(from), to: new Date(to) };
  }

  async one(
    fingerprint: string,
    { within }: { within?: JobsWithin } = {},
  ): Promise<FailureGroupDetails | null> {
    const group = await this.find(fingerprint, within);
    if (group === null) return null;
    const { items } = await this.history.page({
      fingerprint,
      limit: NEWEST_EXECUTIONS,
      ...(within && { within }),
    });
    return { ...group, executions: items };
  }

  async ignore(
    fingerprint: string,
    { until, by, reason, within }: IgnoreFailuresOptions,
  ): Promise<FailureGroup> {
    inTheFuture(until, this.clock.now(), 'leave it out to ignore it for good');
    return this.decide(fingerprint, within, {
      state: 'ignored',
      until: until ?? null,
      release: null,
      ...said({ by, reason }),
    });
  }

  async resolve(
    fingerprint: string,
    { release, by, reason, within }: ResolveFailuresOptions,
  ): Promise<FailureGroup> {
    const named = release ?? null;
    if (
      named !== null &&
      (typeof named !== 'string' || named === '' || named.length > LONGEST_RELEASE || named.includes('\0'))
    ) {
      throw new TrackedCronError(
        'INVALID_OPTION',
        `release must be a text of 1 to ${LONGEST_RELEASE} characters: leave it out where any release counts.`,
      );
    }
    return this.decide(fingerprint, within, {
      state: 'resolved',
      until: null,
      release: named,
      ...said({ by, reason }),
    });
  }

  private async decide(
    fingerprint: string,
    within: JobsWithin | undefined,
    verdict: Omit<FailureVerdict, 'at'>,
  ): Promise<FailureGroup> {
    const known =
      isText(fingerprint) &&
      (await this.isTheirs(fingerprint, within)) &&
      (await this.groups.decide(fingerprint, { ...verdict, at: new Date(this.clock.now()) }));
    const group = known ? await this.find(fingerprint, within) : null;
    if (group !== null) return group;
    throw new TrackedCronError(
      'UNKNOWN_FAILURE',
      `No execution has failed with the fingerprint "${String(fingerprint).slice(0, 60)}".`,
      {
        fingerprint,
      },
    );
  }

  /** What is decided holds for every job that a fault fails. */
  private async isTheirs(fingerprint: string, within: JobsWithin | undefined): Promise<boolean> {
    if (within === undefined) return true;
    const { own, others } = await this.groups.victims(fingerprint, within);
    if (!own || !others) return own;
    throw new TrackedCronError(
      'SHARED_FAILURE',
      'This fault fails other jobs than yours too, and what is decided about it holds for all: ask whoever may decide for all of them.',
      { fingerprint },
    );
  }

  private async find(fingerprint: string, within?: JobsWithin): Promise<FailureGroup | null> {
    if (!isText(fingerprint)) return null;
    const now = this.clock.now();
    const window = { now, from: now - DEFAULT_WINDOW_MS, to: now };
    const [group] = await this.groups.list({ ...window, fingerprint, within, sort: '-count', limit: 1 });
    return group ?? null;
  }
}

function said(options: { by?: string; reason?: string }): { by: string | null; reason: string | null } {
  return { by: words('by', options.by) ?? null, reason: words('reason', options.reason) ?? null };
}

function isText(fingerprint: unknown): fingerprint is string {
  return typeof fingerprint === 'string' && fingerprint.length <= 200 && !fingerprint.includes('\0');
}

/** @throws TrackedCronError `INVALID_QUERY` */
function checkQuery(
  { state = [], search, sort, limit, newSince, ...names }: FailureGroupQuery,
  from: number,
  to: number,
): void {
  if (!(from < to && from >= 0 && to - from <= LONGEST_WINDOW_MS)) {
    refuse('from', 'from must be an instant before to, at most 180 days before.');
  }
  const unknown = state.find((one) => !FAILURE_STATES.includes(one));
  if (unknown !== undefined) refuse('state', `state must be one of ${FAILURE_STATES.join(', ')}.`);
  if (sort !== undefined && !FAILURE_SORTS.includes(sort))
    refuse('sort', `sort must be one of ${FAILURE_SORTS.join(', ')}.`);
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= LIMIT.most)) {
    refuse('limit', `limit must be a whole number from 1 to ${LIMIT.most}.`);
  }
  if (
    search !== undefined &&
    !(search.length >= SEARCH.min && search.length <= SEARCH.max && !search.includes('\0'))
  ) {
    refuse('search', `search must have ${SEARCH.min} to ${SEARCH.max} characters.`);
  }
  if (newSince !== undefined && Number.isNaN(newSince.getTime())) {
    refuse('newSince', 'newSince must be an instant.');
  }
  for (const name of ['jobName', 'group', 'owner'] as const) {
    if (names[name] !== undefined && !isText(names[name]))
      refuse(name, `${name} must be a text of at most 200 characters.`);
  }
}

function refuse(parameter: string, message: string): never {
  throw new TrackedCronError('INVALID_QUERY', message, { parameter });
}
