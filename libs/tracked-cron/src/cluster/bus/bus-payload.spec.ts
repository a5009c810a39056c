import fc from 'fast-check';
import { BusOutbox } from './bus-outbox.js';
import { packPayloads, readPayload } from './bus-payload.js';
import type { BusTopic } from './instance-bus.js';

const topics: BusTopic[] = ['execution', 'job', 'instance', 'logs', 'audit'];
const message = fc.record({ id: fc.uuid(), job: fc.string({ unit: 'grapheme', maxLength: 120 }) });

describe('what a bus sends', () => {
  it('arrives whole and in order, in notifications that PostgreSQL takes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...topics), message), { maxLength: 200 }), (messages) => {
        const outbox = new BusOutbox();
        for (const [topic, one] of messages) outbox.add(topic, one);
        const payloads = packPayloads('me', outbox.take(), []);
        for (const payload of payloads) expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(7_900);
        const read = payloads.flatMap((payload) => readPayload(payload)!.messages);
        const distinct = [...new Set(messages.map((one) => JSON.stringify(one)))];
        expect(read.map((one) => JSON.stringify(one))).toEqual(distinct);
      }),
      { numRuns: 100 },
    );
  });

  it('says what it wants and asks only where it is to', () => {
    const outbox = new BusOutbox();
    outbox.add('job', { job: 'a' });
    expect(packPayloads('me', outbox.take(), ['job']).map(readPayload)).toEqual([
      { from: 'me', messages: [['job', { job: 'a' }]], gaps: [], wants: null, asks: false },
    ]);
    outbox.announcing = outbox.asking = true;
    expect(packPayloads('me', outbox.take(), ['job']).map(readPayload)).toEqual([
      { from: 'me', messages: [], gaps: [], wants: ['job'], asks: true },
    ]);
    expect(outbox.isEmpty).toBe(true);
  });

  it('is a gap where there is too much, or too much in one', () => {
    const outbox = new BusOutbox();
    for (let id = 0; id < 3_000; id++) outbox.add('execution', { id: String(id) });
    outbox.add('job', { job: 'kept' });
    outbox.add('logs', { id: 'x'.repeat(8_000) });
    const taken = outbox.take();
    expect([...taken.gaps]).toEqual(['execution', 'logs']);
    expect([...taken.messages]).toEqual(['["job",{"job":"kept"}]']);
  });

  it('is a gap where it could not be told, together with what came up meanwhile', () => {
    const outbox = new BusOutbox();
    outbox.add('execution', { id: '1' });
    outbox.asking = true;
    const taken = outbox.take();
    outbox.add('execution', { id: '2' });
    outbox.add('job', { job: 'a' });
    outbox.putBack(taken);
    const again = outbox.take();
    expect([...again.gaps]).toEqual(['execution']);
    expect([...again.messages]).toEqual(['["job",{"job":"a"}]']);
    expect(again).toMatchObject({ asking: true, announcing: false });
  });

  it('is told from what anybody else may send to the channel', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const payload = readPayload(text);
        if (payload !== null) expect(typeof payload.from).toBe('string');
      }),
    );
    for (const wrong of [
      '{"from":"x","messages":[["nothing",{}]]}',
      '{"from":1}',
      'null',
      '{"from":"x","wants":[1]}',
    ])
      expect(readPayload(wrong)).toBeNull();
  });
});
