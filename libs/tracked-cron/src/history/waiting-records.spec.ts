import type { EndedStatus } from './execution-status.js';
import { WaitingRecords, type WaitingRecord } from './waiting-records.js';

function record(id: string, status: EndedStatus, message = ''): WaitingRecord {
  const error =
    status === 'failed'
      ? { errorClass: 'Error', message, stack: null, causes: [], code: null, fingerprint: '' }
      : null;
  return {
    birth: { id, jobName: 'job' } as WaitingRecord['birth'],
    end: { id, status, error, result: null, metadata: null } as unknown as WaitingRecord['end'],
    listener: { written: () => {}, refused: () => {} },
  };
}
const idsOf = (records: readonly WaitingRecord[]) => records.map(({ birth }) => birth.id);

describe('records that wait for the database', () => {
  it('are given in the order they came, what failed first', () => {
    const waiting = new WaitingRecords(100_000);
    for (const [id, status] of [
      ['a', 'completed'],
      ['b', 'failed'],
      ['c', 'skipped'],
      ['d', 'missed'],
    ] as const)
      // prettier-ignore
      waiting.add(record(id, status));
    expect(idsOf(waiting.oldest(10))).toEqual(['b', 'd', 'a', 'c']);
    expect(idsOf(waiting.oldest(2))).toEqual(['b', 'd']);
    expect(waiting.size).toBe(4);
  });

  it('are bounded by what they take: the oldest that went well goes first, then the oldest of the others', () => {
    const waiting = new WaitingRecords(5_000);
    expect(idsOf(waiting.add(record('good1', 'completed')))).toEqual([]);
    waiting.add(record('bad1', 'failed'));
    waiting.add(record('good2', 'completed'));
    waiting.add(record('good3', 'completed'));
    expect(idsOf(waiting.add(record('bad2', 'failed')))).toEqual(['good1']);
    expect(idsOf(waiting.add(record('bad3', 'failed', 'x'.repeat(900))))).toEqual(['good2', 'good3']);
    expect(idsOf(waiting.add(record('bad4', 'failed')))).toEqual(['bad1']);
  });

  it('make room when they are written', () => {
    const waiting = new WaitingRecords(2_500);
    const first = record('a', 'completed');
    waiting.add(first);
    waiting.add(record('b', 'completed'));
    waiting.remove(first);
    waiting.remove(first);
    expect(waiting.add(record('c', 'completed'))).toEqual([]);
    expect(waiting.size).toBe(2);
  });

  it('hold one at least, however large it is', () => {
    const waiting = new WaitingRecords(10);
    expect(waiting.add(record('a', 'failed', 'x'.repeat(10_000)))).toEqual([]);
    expect(idsOf(waiting.add(record('b', 'failed')))).toEqual(['a']);
  });
});
