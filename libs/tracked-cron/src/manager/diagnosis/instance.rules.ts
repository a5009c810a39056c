import { formatDuration } from '../../duration.js';
import { isAlive, type InstanceStatus } from '../insight/instances.js';
import { isHeld } from '../insight/work-ahead.js';
import type { RecordFacts } from './diagnosis-facts.js';
import { fewOf, finding, type Verdict } from './diagnosis.js';

const LARGEST_OFFSET_MS = 1_000;
const LONGEST_DELAY_MS = 1_000;
/** For how long an instance that died is worth a word. */
const LATELY_MS = 3_600_000;
/** How long two sets of definitions may be there side by side: a rolling deployment takes less. */
const DEPLOYMENT_MS = 3_600_000;

/** Somebody must be there who runs jobs, and somebody for each job. */
export function checkExecuting({ cluster, jobs, now }: RecordFacts): Verdict {
  const wanted = jobs.filter((job) => !isHeld(job, now));
  const living = cluster.items.filter((one) => isAlive(one) && one.executes);
  const well = `${living.length} living instances run jobs.`;
  if (wanted.length === 0) return { check: 'executing', well, findings: [] };
  if (living.length === 0) {
    const remedy =
      'Start an instance that executes: execute: true in forRoot, or TRACKED_CRON_EXECUTE=true; look whether execute: false, NODE_ENV=test or a missing server switches it off.';
    const message = `No living instance runs jobs, and ${wanted.length} jobs are there to be run.`;
    return { check: 'executing', well, findings: [finding('NOBODY_EXECUTES', 'critical', message, remedy)] };
  }
  const alone = wanted.filter(({ options }) => {
    const runsOn = (options.runsOn ?? []) as readonly string[];
    return !living.some(({ labels }) => runsOn.every((label) => labels.includes(label)));
  });
  const findings =
    alone.length === 0
      ? []
      : [
          finding(
            'JOBS_WITHOUT_INSTANCE',
            'error',
            `No living instance has the labels that these jobs run on: ${fewOf(alone.map(({ name }) => name))}.`,
            'Start an instance with these labels (labels in forRoot), or change runsOn.',
          ),
        ];
  return { check: 'executing', well, findings };
}

export function checkClocks({ cluster }: RecordFacts): Verdict {
  const off = cluster.items.filter(
    (one) => isAlive(one) && one.clockOffsetMs !== null && Math.abs(one.clockOffsetMs) > LARGEST_OFFSET_MS,
  );
  const findings = off.map((one) => {
    const where = one.clockOffsetMs! > 0 ? 'ahead of' : 'behind';
    const much = formatDuration(Math.round(Math.abs(one.clockOffsetMs!)));
    return finding(
      'CLOCK_OFFSET',
      'warning',
      `The clock of ${nameOf(one)} is ${much} ${where} the database's.`,
      'See that NTP runs there and on the database host. Slots go by database time all the same; what the application itself dates is off.',
    );
  });
  return { check: 'clocks', well: "Every clock is within a second of the database's.", findings };
}

export function checkLeases({ cluster, now }: RecordFacts): Verdict {
  const findings = cluster.items.flatMap((one) => {
    if (isAlive(one)) return isNearItsEnd(one, now) ? [leaseEnds(one)] : [];
    const died = one.state === 'dead' && now.getTime() - one.endedAt!.getTime() < LATELY_MS;
    return died ? [hasDied(one)] : [];
  });
  return { check: 'leases', well: 'Every lease is renewed in time; nobody died in the last hour.', findings };
}

export function checkEventLoops({ cluster }: RecordFacts): Verdict {
  const findings = cluster.items.filter(isAlive).flatMap((one) => {
    const { eventLoopBlockedSince: since, eventLoopDelayMs: delay } = one;
    const remedy =
      'Find the handler that computes without a pause (its execution is running): move it to a worker thread, or split its work.';
    if (since !== null) {
      const message = `The event loop of ${nameOf(one)} stands still: nothing starts or ends there.`;
      return [finding('EVENT_LOOP_BLOCKED', 'error', message, remedy, { since })];
    }
    if (delay === null || delay <= LONGEST_DELAY_MS) return [];
    const message = `The event loop of ${nameOf(one)} was held up for ${formatDuration(Math.round(delay))}.`;
    return [finding('EVENT_LOOP_SLOW', 'warning', message, remedy)];
  });
  return { check: 'event loops', well: 'No event loop was held up for more than a second.', findings };
}

export function checkDefinitions({ cluster: { generations, items }, now }: RecordFacts): Verdict {
  const findings = [];
  const [newest, ...others] = generations;
  const releases = generations.map(({ release }) => release ?? 'unknown');
  if (others.length > 0 && new Set(releases).size < releases.length) {
    findings.push(
      finding(
        'DEFINITIONS_DIFFER',
        'warning',
        `Instances of one release define jobs differently (${fewOf(releases)}): the newest decides.`,
        'Compare what their configuration takes from the environment; give each deployment a release of its own.',
        { since: newest.beganAt },
      ),
    );
  } else if (others.length > 0 && now.getTime() - newest.beganAt.getTime() > DEPLOYMENT_MS) {
    findings.push(
      finding(
        'DEFINITIONS_DIFFER',
        'info',
        `${generations.length} releases run side by side (${fewOf(releases)}): the newest decides what they share.`,
        'End the deployment, or the rollback, that is under way.',
        { since: newest.beganAt },
      ),
    );
  }
  const versions = [...new Set(items.filter(isAlive).map(({ libraryVersion }) => libraryVersion))];
  if (versions.length > 1) {
    findings.push(
      finding(
        'VERSIONS_DIFFER',
        'info',
        `Instances run different versions of nestjs-tracked-cron: ${fewOf(versions)}.`,
        'Nothing, during a deployment: neighbouring releases run beside each other.',
      ),
    );
  }
  return { check: 'definitions', well: 'All instances run the same definitions.', findings };
}

/** Two renewals were missed: each comes after a third of the lease. */
function isNearItsEnd({ leaseUntil, renewedAt }: InstanceStatus, now: Date): boolean {
  const length = leaseUntil.getTime() - renewedAt.getTime();
  return leaseUntil.getTime() - now.getTime() < length / 4;
}

function leaseEnds(one: InstanceStatus) {
  return finding(
    'LEASE_NEAR_ITS_END',
    'warning',
    `${nameOf(one)} has not renewed its lease for long: it ends soon, and what it runs is then lost.`,
    "Look whether the process stands still (stopped, swapping) or can't reach the database.",
    { since: one.renewedAt, dueAt: one.leaseUntil },
  );
}

function hasDied(one: InstanceStatus) {
  return finding(
    'INSTANCE_DIED',
    'warning',
    `${nameOf(one)} died: its lease ran out without being given back.`,
    'Look for an out-of-memory kill, a crash or a shutdown without enableShutdownHooks(); GET /?instance=… lists what it ran.',
    { since: one.renewedAt },
  );
}

function nameOf({ host, pid }: InstanceStatus): string {
  return `process ${pid} on ${host}`;
}
