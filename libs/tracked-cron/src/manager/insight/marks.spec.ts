import { instanceMarks, mark, newestMarks, type MarkedLife } from './marks.js';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 4, 12, minute));

/** A life from minute to minute; null: still there. */
const life = (release: string | null, from: number, to: number | null): MarkedLife => ({
  id: `${release}@${from}`,
  host: 'web',
  release,
  drainingAt: null,
  leftByItself: true,
  startedAt: at(from),
  endedAt: to === null ? null : at(to),
});

describe('deployments', () => {
  it.each<[string, MarkedLife[], [string | null, number][]]>([
    ['the first release there is', [life('1', 0, null)], []],
    ['a restart', [life('1', 0, 5), life('1', 6, null)], []],
    ['a release that replaces another', [life('1', 0, 5), life('2', 6, null)], [['2', 6]]],
    [
      'a rolling deployment over three instances',
      [
        life('1', 0, 11),
        life('1', 0, 13),
        life('1', 0, 15),
        life('2', 10, null),
        life('2', 12, null),
        life('2', 14, null),
      ],
      [['2', 10]],
    ],
    [
      'a rolling deployment in which an old instance is restarted',
      [life('1', 0, 20), life('1', 0, 11), life('2', 10, null), life('1', 12, 20)],
      [['2', 10]],
    ],
    [
      'a rollback after the old release was gone',
      [life('1', 0, 12), life('2', 10, 31), life('1', 30, null)],
      [
        ['2', 10],
        ['1', 30],
      ],
    ],
    ['releases that nobody names', [life(null, 0, 5), life(null, 6, null)], []],
  ])('of %s', (_, lives, expected) => {
    const marks = instanceMarks(lives).filter(({ kind }) => kind === 'deployment');
    expect(marks.map(({ release, at: when }) => [release, when])).toEqual(
      expected.map(([release, minute]) => [release, at(minute)]),
    );
  });
});

describe('too many marks', () => {
  const marks = [1, 2, 2, 3].map((minute) => mark(at(minute), 'job_added', '', {}));
  const query = { from: at(0), to: at(10) };

  it('are cut between instants, so that asking on misses none', () => {
    const first = newestMarks(marks, { ...query, limit: 2 }, at(0));
    expect(first.items).toEqual([marks[3]]);
    const next = newestMarks(marks, { ...query, to: first.completeFrom, limit: 2 }, at(0));
    expect(next.items).toHaveLength(2);
    expect(next.items.every(({ at: when }) => when.getTime() === at(2).getTime())).toBe(true);
  });

  it('of one instant are cut all the same', () => {
    const same = [1, 2, 3].map(() => mark(at(5), 'job_added', '', {}));
    expect(newestMarks(same, { ...query, limit: 2 }, at(0)).items).toHaveLength(2);
  });

  it('are not said to be complete before what was read', () => {
    expect(newestMarks(marks, { ...query, limit: 10 }, at(2))).toMatchObject({
      completeFrom: at(2),
      items: [{}, {}, {}],
    });
  });
});
