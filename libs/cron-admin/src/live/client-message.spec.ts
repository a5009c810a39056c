import { nameOf } from './channel-name.js';
import { isProblem, readClientMessage } from './client-message.js';

const ID = '01a20902-d3f2-7000-8fdf-aefb0462c506';
const read = (message: unknown) => {
  const result = readClientMessage(message);
  return isProblem(result) ? result.errors?.[0] : { ...result, name: nameOf(result.topic) };
};

describe('what a client asks for', () => {
  it.each([
    ['jobs', 'jobs'],
    ['stats', 'stats'],
    ['job:MatchUpdates.refresh', 'job:MatchUpdates.refresh'],
    ['job:a:b', 'job:a:b'],
    [`execution:${ID.toUpperCase()}`, `execution:${ID}`],
    [`logs:${ID}`, `logs:${ID}`],
  ])('is the channel %s', (channel, name) => {
    expect(read({ channel })).toMatchObject({ name, since: undefined });
  });

  it.each([
    [undefined],
    [null],
    ['jobs'],
    [7],
    [[]],
    [{}],
    [{ channel: 'job:' }],
    [{ channel: `job:${'x'.repeat(121)}` }],
    [{ channel: 'job:a b' }],
    [{ channel: 'execution:1' }],
    [{ channel: `logs:${ID}x` }],
    [{ channel: ['jobs'] }],
    [{ channel: '__proto__' }],
    [{ channel: 'JOBS' }],
  ])('is not %j', (message) => {
    expect(read(message)).toMatchObject({ code: 'INVALID_VALUE' });
  });

  it('may go on from a position: a number of the epoch, in a log a line', () => {
    expect(read({ channel: 'jobs', since: { epoch: 'e', seq: 3 } })).toMatchObject({
      since: { epoch: 'e', seq: 3 },
    });
    expect(read({ channel: `logs:${ID}`, since: '1.20' })).toMatchObject({ since: '1.20' });
    for (const since of ['1.20', 3, { epoch: 'e' }, { seq: 3 }, { epoch: 'e', seq: 1.5 }, []])
      expect(read({ channel: 'jobs', since })).toMatchObject({ pointer: '/since' });
    for (const since of [{ epoch: 'e', seq: 3 }, '1', 'x.y', 1.2, ''])
      expect(read({ channel: `logs:${ID}`, since })).toMatchObject({ pointer: '/since' });
  });

  it('is told about what is not there', () => {
    expect(read({ channel: 'jobs', token: 'x' })).toMatchObject({ code: 'UNKNOWN_PARAMETER' });
    expect(read({ channel: 'alarms' })).toMatchObject({ code: 'INVALID_VALUE' });
  });
});
