import type { WitnessRow } from '../../support/witness.js';
import { brokenInvariants } from './invariants.js';
import type { FaultRecord, RecordedExecution } from './record.js';

const at = (second: number) => new Date(Date.UTC(2026, 2, 2, 12, 0, second));
const job = {
  id: 'job',
  name: 'each-second',
  schedule: '* * * * * *',
  time_zone: 'UTC',
  overlap: 'skip',
  scope: 'cluster',
  registered: at(0),
  watermark: at(3),
};
const ended = (id: string, second: number, more: Partial<RecordedExecution> = {}): RecordedExecution => ({
  id,
  job_id: 'job',
  status: 'completed',
  trigger: 'schedule',
  slot: at(second),
  epoch: 1,
  max_attempts: 1,
  instance_id: 'instance',
  completed_at: at(second),
  reason: null,
  ...more,
});
const noted = (execution_id: string, second: number, what: WitnessRow['what'], milliseconds = 0) => ({
  execution_id,
  job: 'each-second',
  slot: at(second),
  attempt: 1,
  pid: 1,
  what,
  at: new Date(at(second).getTime() + milliseconds),
});
const edge = (execution_id: string, from_status: string | null, to_status: string) => ({
  execution_id,
  from_status,
  to_status,
  from_epoch: from_status && 1,
  to_epoch: 1,
});

/** Three slots: one ran, one was skipped, one ran and was lost. */
const sound: FaultRecord = {
  witness: [noted('a', 1, 'began'), noted('a', 1, 'ended', 500), noted('c', 3, 'began')],
  edges: [
    edge('a', null, 'running'),
    edge('a', 'running', 'completed'),
    edge('b', null, 'skipped'),
    edge('c', null, 'running'),
    { ...edge('c', 'running', 'lost'), to_epoch: 2 },
  ] as FaultRecord['edges'],
  jobChanges: [],
  jobs: [job],
  live: [],
  ended: [
    ended('a', 1),
    ended('b', 2, { status: 'skipped' }),
    ended('c', 3, { status: 'lost', reason: 'instance_died', instance_id: 'dead', completed_at: at(20) }),
  ],
  ranges: [],
  attempts: [],
  instances: [
    { id: 'instance', pid: 1, lease_until: at(30), stopped_at: null },
    { id: 'dead', pid: 2, lease_until: at(18), stopped_at: at(18) },
  ],
};

describe('the invariants after every fault', () => {
  it('hold for a sound record', () => {
    expect(brokenInvariants(sound)).toEqual([]);
  });

  it('hold for slots that were counted instead of written', () => {
    const ranges = [{ job_id: 'job', from_slot: at(2), to_slot: at(2), count: 1 }];
    expect(brokenInvariants({ ...sound, ended: [sound.ended[0], sound.ended[2]], ranges })).toEqual([]);
  });

  const { witness, edges, instances } = sound;
  it.each<[string, Partial<FaultRecord>, string]>([
    ['an end that was written twice', { ended: [...sound.ended, ended('a', 1)] }, 'a ended 2 times'],
    [
      'what ended and is in flight',
      { live: [ended('a', 1, { status: 'running' })] },
      'a ended, and is in flight as well',
    ],
    [
      'an edge that is none',
      { edges: [...edges, edge('b', 'skipped', 'running')] as never },
      'b went from skipped to running',
    ],
    [
      'an epoch that falls',
      { edges: [{ ...edge('a', 'running', 'completed'), from_epoch: 2 }] },
      'the epoch of a fell from 2 to 1',
    ],
    [
      'a watermark that falls',
      { jobChanges: [{ job_id: 'job', what: 'watermark fell', before: '5', after: '4' }] },
      'the watermark of job fell from 5 to 4',
    ],
    [
      'a slot without a decision',
      { ended: [sound.ended[0], sound.ended[2]] },
      'each-second: nobody decided 2026-03-02T12:00:02.000Z',
    ],
    [
      'a slot that was decided twice',
      { ended: [...sound.ended, ended('d', 2, { status: 'skipped' })] },
      'each-second: 2026-03-02T12:00:02.000Z was decided 2 times',
    ],
    [
      'a decision without a slot',
      { ended: [...sound.ended, ended('d', 7, { status: 'skipped' })] },
      'each-second: 2026-03-02T12:00:07.000Z was decided, and was not due',
    ],
    [
      'a range that counts what was decided',
      { ranges: [{ job_id: 'job', from_slot: at(2), to_slot: at(2), count: 1 }] },
      'each-second: 1 slots are counted in ranges, 0 are there to be counted',
    ],
    [
      'a handler that was called twice',
      { witness: [...witness, { ...noted('c', 3, 'began'), at: at(25) }] },
      'c, attempt 1, was called 2 times',
    ],
    [
      'an attempt too many',
      { witness: [...witness, { ...noted('c', 3, 'began'), at: at(25), attempt: 2 }] },
      'c was given attempt 2',
    ],
    [
      'a call that is not on record',
      { witness: [noted('x', 3, 'began'), noted('x', 3, 'ended')] },
      'x was called, and is not on record',
    ],
    [
      'a slot with two executions',
      {
        witness: [...witness, noted('d', 1, 'began', 600)],
        ended: [...sound.ended, ended('d', 1)],
      },
      'each-second at 2026-03-02T12:00:01.000Z was run by 2 executions',
    ],
    [
      'handlers that overlap',
      { witness: [noted('a', 1, 'began'), noted('c', 3, 'began'), noted('a', 1, 'ended', 5_000)] },
      'each-second: c began while a was running',
    ],
    [
      'what is in flight without an instance',
      { live: [ended('d', 2, { status: 'running', trigger: 'manual', instance_id: 'dead' })] },
      'd is running, although its instance has ended',
    ],
    [
      'who was found dead too early',
      { instances: [instances[0], { ...instances[1], lease_until: at(40) }] },
      'c was found lost before the lease of its instance had run out',
    ],
  ])('tell of %s', (_, change, told) => {
    expect(brokenInvariants({ ...sound, ...change })).toContain(told);
  });
});
