import type { InstanceStatus } from '../insight/instances.js';
import type { WorkJob } from '../insight/work-ahead.js';
import { diagnose } from './diagnose.js';
import type { DiagnosisFacts, RecordFacts, ServerFacts } from './diagnosis-facts.js';
import { DIAGNOSIS_CODES, type DiagnosisCode } from './diagnosis.js';

const NOW = new Date('2026-03-04T12:00:00Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const DAY = 24 * 60;

const instance = (how: Partial<InstanceStatus> = {}): InstanceStatus => ({
  id: 'a',
  host: 'web-1',
  pid: 7,
  state: 'alive',
  release: '1.0.0',
  generationId: 'g1',
  libraryVersion: '0.1.0',
  nodeVersion: 'v20.19.0',
  labels: [],
  executes: true,
  startedAt: ago(90),
  renewedAt: ago(0.05),
  leaseUntil: ago(-0.2),
  drainingSince: null,
  endedAt: null,
  clockOffsetMs: 3,
  eventLoopDelayMs: 20,
  eventLoopBlockedSince: null,
  running: 0,
  ...how,
});
const died = (minutes: number) =>
  instance({ state: 'dead', renewedAt: ago(minutes), leaseUntil: ago(minutes), endedAt: ago(minutes) });
const generation = (id: string, release: string | null, minutes: number) => ({
  id,
  release,
  beganAt: ago(minutes),
  instances: 1,
  jobs: 1,
  decides: 1,
  lacks: [],
});
const job = (how: Partial<WorkJob> = {}): WorkJob => ({
  id: 'j',
  name: 'sync',
  schedule: '*/5 * * * *',
  timeZone: 'UTC',
  options: {},
  lastSlotAt: ago(3),
  removedAt: null,
  pausedAt: null,
  pausedUntil: null,
  frozenAt: null,
  frozenUntil: null,
  breakerUntil: null,
  breakerOpenedAt: null,
  ...how,
});
const server: ServerFacts = {
  version: 150_018,
  versionText: '15.18',
  readOnly: false,
  statementTimeout: 5_000,
  pooled: false,
  missingRights: [],
};
const work = { running: 1, waiting: 0, waitingSince: null, workers: 1, busyJobs: [] };
const well: RecordFacts = {
  now: NOW,
  schema: 'tracked_cron',
  server,
  pendingMigrations: [],
  room: { madeUntil: ago(-40 * DAY).getTime(), roomUntil: ago(-40 * DAY).getTime(), warning: null },
  overdue: [],
  countedUntil: ago(1),
  cluster: { at: NOW, items: [instance()], generations: [generation('g1', '1.0.0', 90)] },
  work,
  jobs: [job()],
};
const inCluster = (...items: InstanceStatus[]): Partial<RecordFacts> => ({
  cluster: { ...well.cluster, items },
});
const generations = (...made: ReturnType<typeof generation>[]): Partial<RecordFacts> => ({
  cluster: { ...well.cluster, generations: made },
});
const partition = { table: 't', name: 't_1', from: 0, to: ago(9 * DAY).getTime(), detaching: false };
const spool = { records: 0, bytes: 0, unsafe: 0, lost: 0, adopted: 0 };

const of = (facts: Partial<RecordFacts>): DiagnosisFacts => ({
  record: { ...well, ...facts },
  process: null,
});
const codes = (facts: DiagnosisFacts) => diagnose(NOW, facts).items.map(({ code }) => code);

const FOUND: readonly (readonly [DiagnosisCode, string, DiagnosisFacts])[] = [
  ['DATABASE_UNREACHABLE', 'nobody answers', { record: { unreachable: 'ECONNREFUSED' }, process: null }],
  ['DATABASE_TOO_OLD', 'PostgreSQL 13', of({ server: { ...server, version: 130_010 } })],
  ['DATABASE_UNTESTED', 'PostgreSQL 19', of({ server: { ...server, version: 190_000 } })],
  ['DATABASE_READ_ONLY', 'a standby', of({ server: { ...server, readOnly: true } })],
  ['STATEMENTS_UNLIMITED', 'a pooler', of({ server: { ...server, statementTimeout: 0 } })],
  [
    'RIGHTS_MISSING',
    'a revoked right',
    of({ server: { ...server, missingRights: ['insert on cron_job_live'] } }),
  ],
  ['MIGRATIONS_PENDING', 'an older schema', of({ pendingMigrations: ['Holds1'] })],
  [
    'PARTITIONS_RUN_OUT',
    'a role that may make none',
    of({ room: { ...well.room, warning: 'Partitions are made until May.' } }),
  ],
  ['RETENTION_BEHIND', 'partitions that stay', of({ overdue: [partition] })],
  ['STATISTICS_BEHIND', 'a minute that somebody has locked', of({ countedUntil: ago(16) })],
  ['NOBODY_EXECUTES', 'only web servers', of(inCluster(instance({ executes: false })))],
  ['NOBODY_EXECUTES', 'nobody alive', of(inCluster(died(120)))],
  ['JOBS_WITHOUT_INSTANCE', 'a label nobody has', of({ jobs: [job({ options: { runsOn: ['gpu'] } })] })],
  ['CLOCK_OFFSET', 'a clock 1.2 s behind', of(inCluster(instance({ clockOffsetMs: -1_200 })))],
  [
    'LEASE_NEAR_ITS_END',
    'renewals that did not come',
    of(inCluster(instance({ renewedAt: ago(0.2), leaseUntil: ago(-0.05) }))),
  ],
  ['INSTANCE_DIED', 'a death half an hour ago', of(inCluster(instance(), died(30)))],
  ['EVENT_LOOP_BLOCKED', 'a loop that stands', of(inCluster(instance({ eventLoopBlockedSince: ago(1) })))],
  ['EVENT_LOOP_SLOW', 'a loop held up', of(inCluster(instance({ eventLoopDelayMs: 1_500 })))],
  [
    'DEFINITIONS_DIFFER',
    'one release, two sets',
    of(generations(generation('g2', '1.0.0', 1), generation('g1', '1.0.0', 90))),
  ],
  [
    'DEFINITIONS_DIFFER',
    'two releases for hours',
    of(generations(generation('g2', '1.1.0', 90), generation('g1', '1.0.0', 900))),
  ],
  ['VERSIONS_DIFFER', 'two versions', of(inCluster(instance(), instance({ libraryVersion: '0.2.0' })))],
  ['JOBS_LATE', 'slots nobody decides', of({ jobs: [job({ lastSlotAt: ago(20) })] })],
  ['EXECUTIONS_WAIT', 'nobody who takes them', of({ work: { ...work, waiting: 2, waitingSince: ago(2) } })],
  ['SCHEDULES_UNREADABLE', 'a zone unknown here', of({ jobs: [job({ timeZone: 'Europe/Atlantis' })] })],
  ['JOBS_PAUSED_LONG', 'a forgotten pause', of({ jobs: [job({ pausedAt: ago(8 * DAY) })] })],
  ['JOBS_FROZEN_LONG', 'a forgotten freeze', of({ jobs: [job({ frozenAt: ago(2 * DAY) })] })],
  ['BREAKERS_OPEN', 'a breaker', of({ jobs: [job({ breakerUntil: ago(-5), breakerOpenedAt: ago(5) })] })],
  ['SPOOL_NOT_EMPTY', 'ends on disk', { record: well, process: { spool: { ...spool, records: 4 } } }],
  ['SPOOL_UNSAFE', 'a full disk', { record: well, process: { spool: { ...spool, unsafe: 1 } } }],
  ['SPOOL_DROPPED', 'a full spool', { record: well, process: { spool: { ...spool, lost: 1 } } }],
  ['SPOOL_ADOPTED', 'a dead process', { record: well, process: { spool: { ...spool, adopted: 9 } } }],
];

const FINE: readonly (readonly [string, DiagnosisFacts])[] = [
  ['a database that is as it should be', of({})],
  ['an instance that died long ago', of(inCluster(instance(), died(90)))],
  [
    'a blocked loop of somebody who is gone',
    of(inCluster(instance(), { ...died(90), eventLoopBlockedSince: ago(91) })),
  ],
  [
    'two releases during a deployment',
    of(generations(generation('g2', '1.1.0', 5), generation('g1', '1.0.0', 900))),
  ],
  ['no jobs and nobody who runs any', of({ ...inCluster(), jobs: [] })],
  ['only jobs that are held', of({ ...inCluster(), jobs: [job({ pausedAt: ago(1) })] })],
  [
    'a label that somebody has',
    of({ ...inCluster(instance({ labels: ['gpu', 'eu'] })), jobs: [job({ options: { runsOn: ['gpu'] } })] }),
  ],
  ['a pause that ends by itself', of({ jobs: [job({ pausedAt: ago(9 * DAY), pausedUntil: ago(-DAY) })] })],
  [
    'a late slot of a job in flight',
    of({ jobs: [job({ lastSlotAt: ago(20) })], work: { ...work, busyJobs: ['j'] } }),
  ],
  [
    'an old watermark of a job that every instance runs',
    of({ jobs: [job({ lastSlotAt: ago(20), options: { scope: 'instance' } })] }),
  ],
  ['a process without a spool', { record: well, process: { spool: null } }],
];

describe('a diagnosis', () => {
  it.each(FOUND)('finds %s: %s', (code, _, facts) => {
    const { items } = diagnose(NOW, facts);
    const [found] = items.filter((one) => one.code === code);
    expect(found).toMatchObject({ severity: expect.any(String), message: expect.stringMatching(/\.$/) });
    expect(found.remedy).toMatch(/\.$/);
  });

  it.each(FINE)('finds nothing wrong with %s', (_, facts) => {
    const { items, passed } = diagnose(NOW, facts);
    expect(items).toEqual([]);
    expect(passed.length).toBeGreaterThanOrEqual(14);
  });

  it('has a case for every code', () => {
    const tried = new Set(FOUND.map(([code]) => code));
    expect(DIAGNOSIS_CODES.filter((code) => !tried.has(code))).toEqual([]);
  });

  it('names the worst first, and says of nothing that it is well which it could not ask', () => {
    expect(
      codes(of({ ...inCluster(instance({ executes: false, clockOffsetMs: 5_000 })), overdue: [partition] })),
    ).toEqual(['NOBODY_EXECUTES', 'RETENTION_BEHIND', 'CLOCK_OFFSET']);
    const away = diagnose(NOW, { record: { unreachable: 'away' }, process: { spool } });
    expect(away.passed.map(({ check }) => check)).toEqual(['spool']);
  });

  it('dates a finding to when it began, and says by when it has to be seen to', () => {
    const late = diagnose(NOW, of({ jobs: [job({ lastSlotAt: ago(20) })] })).items[0];
    expect(late.since).toEqual(ago(15));
    const room = { madeUntil: 0, roomUntil: ago(-DAY).getTime(), warning: 'Partitions run out.' };
    expect(diagnose(NOW, of({ room })).items[0].dueAt).toEqual(ago(-DAY));
  });
});
