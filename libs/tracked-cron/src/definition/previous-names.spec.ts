import { checkPreviousNames } from './previous-names.js';

const job = (name: string, ...previousNames: string[]) => ({ name, previousNames, source: `Jobs.${name}` });

describe('names that jobs had before', () => {
  it('are not those of a job that there is, whichever is defined first', () => {
    const refusal =
      'Job "new" (Jobs.new) says that it was called "old", and that is a job: Jobs.old. ' +
      'Take it out of previousNames, or give the other job a new name.';
    expect(() => checkPreviousNames(job('new', 'old'), [job('old')])).toThrow(refusal);
    expect(() => checkPreviousNames(job('old'), [job('new', 'old')])).toThrow(refusal);
  });

  it('belong to one job', () => {
    expect(() => checkPreviousNames(job('b', 'older', 'old'), [job('a', 'old')])).toThrow(
      'Two jobs say that they were called "old": job "a" (Jobs.a) and job "b" (Jobs.b). ' +
        'Keep it in the previousNames of the one that carries its history on.',
    );
  });

  it('may be anything else', () => {
    expect(() => checkPreviousNames(job('c', 'b', 'a'), [job('d', 'e'), job('f')])).not.toThrow();
  });
});
