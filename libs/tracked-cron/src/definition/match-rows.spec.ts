import { matchRows } from './match-rows.js';

const job = (name: string, ...previousNames: string[]) => ({ name, previousNames });
const row = (name: string, ...previousNames: string[]) => ({ id: `id of ${name}`, name, previousNames });
const match = (jobs: ReturnType<typeof job>[], rows: ReturnType<typeof row>[]) =>
  Object.fromEntries(matchRows(jobs, rows));

describe('the row of a job', () => {
  it('is the one of its name', () => {
    expect(match([job('a'), job('b')], [row('a'), row('c')])).toEqual({ a: 'id of a' });
  });

  it('is the one of a name it had before, of the first of them that there is', () => {
    expect(match([job('c', 'b', 'a')], [row('a')])).toEqual({ c: 'id of a' });
    expect(match([job('c', 'b', 'a')], [row('a'), row('b')])).toEqual({ c: 'id of b' });
  });

  it('is its own where there are both: what has run under two names stays two', () => {
    expect(match([job('b', 'a')], [row('a'), row('b')])).toEqual({ b: 'id of b' });
  });

  it('is the one that newer code has renamed, for code that knows the old name', () => {
    expect(match([job('a')], [row('b', 'a')])).toEqual({ a: 'id of b' });
  });

  it('is never that of another job of the same code', () => {
    // the old name was given to a new job, before the renamed one has forgotten it
    expect(match([job('b'), job('a')], [row('b', 'a')])).toEqual({ b: 'id of b' });
    expect(match([job('a'), job('b')], [row('b', 'a')])).toEqual({ b: 'id of b' });
  });
});
