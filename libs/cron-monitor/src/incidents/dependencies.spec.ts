import fc from 'fast-check';
import { nearestParent, parentsOf } from './dependencies.js';

const graph = (edges: Record<string, string[]>) => (name: string) => edges[name] ?? [];

describe('what a job depends on', () => {
  const chain = graph({ report: ['load'], load: ['feed', 'rates'], feed: ['network'] });

  it('is found out, the nearest first, each once', () => {
    expect(parentsOf('report', chain)).toEqual(['load', 'feed', 'rates', 'network']);
    expect(parentsOf('network', chain)).toEqual([]);
  });

  it.each([
    ['the nearest that has an incident', ['network', 'feed'], 'feed'],
    ['one that is far away', ['network'], 'network'],
    ['none', ['report'], null],
  ])('holds it by %s', (_, failing, parent) => {
    expect(nearestParent('report', chain, (name) => failing.includes(name))).toBe(parent);
  });

  it('does not hold it where it depends on the job itself: both would be quiet for ever', () => {
    const circle = graph({ a: ['b'], b: ['c'], c: ['a', 'd'] });
    expect(nearestParent('a', circle, (name) => name === 'b')).toBeNull();
    expect(nearestParent('a', circle, () => true)).toBe('d');
  });

  it('never keeps all jobs with an incident quiet, whoever depends on whom', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const edges = fc.record(Object.fromEntries(names.map((name) => [name, fc.subarray(names)])));
    fc.assert(
      fc.property(edges, fc.subarray(names, { minLength: 1 }), (dependsOn, failing) => {
        const told = failing.filter(
          (name) => nearestParent(name, graph(dependsOn), (one) => failing.includes(one)) === null,
        );
        expect(told).not.toEqual([]);
      }),
    );
  });
});
