import fc from 'fast-check';
import { Agenda } from './agenda.js';

const command = fc.oneof(
  fc.record({ put: fc.nat(20), at: fc.nat(50) }),
  fc.record({ remove: fc.nat(20) }),
  fc.record({ take: fc.nat(60) }),
);

describe('Agenda', () => {
  it('behaves like a sorted list', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 200 }), (commands) => {
        const agenda = new Agenda<number>();
        const list = new Map<number, number>();
        for (const one of commands) {
          if ('put' in one) {
            agenda.put(one.put, one.at);
            list.set(one.put, one.at);
          } else if ('remove' in one) {
            agenda.remove(one.remove);
            list.delete(one.remove);
          } else {
            const due = [...list].filter(([, at]) => at <= one.take);
            for (const [item] of due) list.delete(item);
            const taken = agenda.take(one.take);
            expect(new Set(taken)).toEqual(new Set(due.map(([item]) => item)));
            expect(taken).toHaveLength(due.length);
            const instants = taken.map((item) => due.find(([other]) => other === item)![1]);
            expect(instants).toEqual([...instants].sort((a, b) => a - b));
          }
          expect(agenda.size).toBe(list.size);
          expect(agenda.earliest).toBe(list.size === 0 ? undefined : Math.min(...list.values()));
        }
      }),
      { numRuns: 500 },
    );
  });
});
