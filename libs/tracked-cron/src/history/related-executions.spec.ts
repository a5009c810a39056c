import { ExecutionRows } from '../../../../test/support/execution-rows.js';
import { ExecutionHistoryRepository } from './execution-history.repository.js';
import { RelatedExecutionsReader, type RelatedExecutions } from './related-executions.js';

const { NOW } = ExecutionRows;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

describe('what stands around an execution', () => {
  let rows: ExecutionRows;
  let history: ExecutionHistoryRepository;

  beforeAll(async () => {
    rows = await ExecutionRows.open();
    history = new ExecutionHistoryRepository(rows.database, rows.scope);
  });
  afterAll(() => rows.close());
  beforeEach(() => rows.clear());

  async function around(id: string): Promise<RelatedExecutions> {
    return new RelatedExecutionsReader(history).of((await history.find(id))!);
  }
  const ids = (executions: RelatedExecutions['sameFingerprint']) => executions.map(({ id }) => id);

  it('is the one before and the one after of its job, also of those born in one millisecond, also in flight', async () => {
    await rows.job('a');
    await rows.job('b');
    const born: string[] = [];
    for (let i = 0; i < 3; i++) born.push(await rows.ended('a', NOW - MINUTE, 'missed'));
    await rows.ended('b', NOW - MINUTE, 'completed');
    born.push(await rows.live('a', NOW));
    for (const [index, id] of born.entries()) {
      const { previous, next } = await around(id);
      expect([previous?.id, next?.id]).toEqual([born[index - 1], born[index + 1]]);
    }
  });

  it('is the ten newest others of the same fault, without what they worked on', async () => {
    const fault = { error_class: 'FeedError', error_message: 'secret', fingerprint: 'f00f00f00f00f00f' };
    await rows.job('a');
    await rows.job('b');
    const same: string[] = [];
    for (let i = 0; i < 12; i++)
      same.unshift(await rows.ended(i % 2 ? 'a' : 'b', NOW - (20 - i) * MINUTE, 'failed', fault));
    await rows.ended('a', NOW, 'failed', { ...fault, fingerprint: '0ff0ff0ff0ff0ff0' });
    const { sameFingerprint } = await around(same[2]);
    expect(ids(sameFingerprint)).toEqual(same.filter((id) => id !== same[2]).slice(0, 10));
    expect(sameFingerprint[0]).toMatchObject({ jobName: 'a', status: 'failed', errorClass: 'FeedError' });
    expect(JSON.stringify(sameFingerprint)).not.toContain('secret');
  });

  it('is what else failed within half a minute, whenever it began', async () => {
    await rows.job('a');
    await rows.job('b');
    const at = (end: number) => ({ completed_at: new Date(end) });
    const early = await rows.ended('b', NOW - 50 * MINUTE, 'timed_out', at(NOW - 10 * MINUTE));
    await rows.ended('b', NOW - 12 * MINUTE, 'failed', at(NOW - 10 * MINUTE - 31 * SECOND));
    await rows.ended('b', NOW - 11 * MINUTE, 'completed', at(NOW - 10 * MINUTE));
    const it = await rows.ended('a', NOW - 11 * MINUTE, 'failed', at(NOW - 10 * MINUTE));
    const late = await rows.ended('b', NOW - 10 * MINUTE, 'lost', at(NOW - 10 * MINUTE + 29 * SECOND));
    expect(ids((await around(it)).failedAround)).toEqual([late, early]);
  });

  it('is nothing of other environments, and no failures around what went well', async () => {
    await rows.job('a');
    await rows.job('z', { environment: 'staging' });
    const it = await rows.ended('a', NOW - MINUTE, 'completed');
    await rows.ended('a', NOW - MINUTE, 'failed');
    const failed = await rows.ended('a', NOW, 'failed');
    await rows.ended('z', NOW, 'failed');
    expect((await around(it)).failedAround).toEqual([]);
    expect((await around(failed)).failedAround).toEqual([]);
  });
});
