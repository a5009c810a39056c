import fc from 'fast-check';
import { circleProblem, dependencyCircle } from './dependency-circle.js';

const jobs = (dependencies: Record<string, readonly string[]>) =>
  Object.entries(dependencies).map(([name, dependsOn]) => ({ name, dependsOn }));

describe('a circle of dependencies', () => {
  it.each<[string, Record<string, readonly string[]>, string[] | undefined]>([
    ['none', { a: [], b: ['a'], c: ['a', 'b'] }, undefined],
    ['a diamond', { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }, undefined],
    ['of two', { a: ['b'], b: ['a'] }, ['a', 'b', 'a']],
    ['behind a chain', { x: ['a'], a: ['b'], b: ['c'], c: ['a'] }, ['a', 'b', 'c', 'a']],
    ['through a job that nobody knows', { a: ['elsewhere'], b: ['a'] }, undefined],
  ])('is found: %s', (_, dependencies, circle) => {
    expect(dependencyCircle(jobs(dependencies))).toEqual(circle);
  });

  it('says what to write', () => {
    expect(circleProblem(['a', 'b', 'a'])).toMatchObject({
      code: 'INVALID_JOB',
      message: expect.stringMatching(
        /^The jobs "a" → "b" → "a" depend on each other .*: leave one of them out of dependsOn\.$/,
      ),
    });
  });

  it('is real, and found wherever there is one', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    fc.assert(
      fc.property(fc.array(fc.subarray(names), { minLength: 5, maxLength: 5 }), (chosen) => {
        const given = names.map((name, n) => ({ name, dependsOn: chosen[n] }));
        const next = new Map(given.map(({ name, dependsOn }) => [name, dependsOn]));
        const circle = dependencyCircle(given);
        if (circle) {
          expect(circle.at(-1)).toBe(circle[0]);
          for (let n = 1; n < circle.length; n++) expect(next.get(circle[n - 1])).toContain(circle[n]);
        } else {
          // without a circle, taking away who depends on nobody that is left takes all away
          const left = new Set(names);
          for (let before = -1; before !== left.size;) {
            before = left.size;
            for (const name of left) if (!next.get(name)!.some((one) => left.has(one))) left.delete(name);
          }
          expect(left.size).toBe(0);
        }
      }),
    );
  });
});
