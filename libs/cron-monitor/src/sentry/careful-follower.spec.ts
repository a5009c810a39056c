import type { AttemptFollower } from 'nestjs-tracked-cron/internal';
import { CarefulFollower } from './careful-follower.js';

const broken = new Error('Sentry stumbles');
const stumbles = () => {
  throw broken;
};
const calm: AttemptFollower = {
  run: (part) => part(),
  line: () => {},
  beat: () => {},
  ended: () => ({ id: 1 }),
};

describe('a follower that goes wrong', () => {
  let troubles: unknown[];
  let calls: number;

  beforeEach(() => {
    troubles = [];
    calls = 0;
  });
  const careful = (given: Partial<AttemptFollower>) =>
    new CarefulFollower({ ...calm, ...given }, (error) => troubles.push(error));
  const part = () => {
    calls += 1;
    return 'answer';
  };

  it('before it has called the job, has it called all the same', () => {
    expect(careful({ run: stumbles }).run(part)).toBe('answer');
    expect([calls, troubles]).toEqual([1, [broken]]);
  });

  it('after it has called the job, has it called once', () => {
    const follower = careful({
      run: (work) => {
        work();
        return stumbles();
      },
    });
    expect(follower.run(part)).toBe('answer');
    expect([calls, troubles]).toEqual([1, [broken]]);
  });

  it('by swallowing what the job threw, does not hide it', () => {
    const own = new Error('of the job');
    const follower = careful({
      run: (work) => {
        try {
          return work();
        } catch {
          return undefined as never;
        }
      },
    });
    expect(() =>
      follower.run(() => {
        throw own;
      }),
    ).toThrow(own);
  });

  it('passes on what the job throws, and takes it for no trouble of its own', () => {
    const own = new Error('of the job');
    expect(() =>
      careful({}).run(() => {
        throw own;
      }),
    ).toThrow(own);
    expect(troubles).toEqual([]);
  });

  it('is heard of elsewhere: at a line, a heartbeat, the end', () => {
    const follower = careful({ line: stumbles, beat: stumbles, ended: stumbles });
    follower.line('info', { context: null, text: 'text' });
    follower.beat(null, null);
    const end = { status: 'completed', reason: null, error: null, retryAt: null, durationMs: 1 } as const;
    expect(follower.ended(end)).toBeNull();
    expect(troubles).toEqual([broken, broken, broken]);
    expect(careful({}).ended(end)).toEqual({ id: 1 });
  });
});
