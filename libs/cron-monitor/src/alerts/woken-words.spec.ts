import { wokenWords } from './woken-words.js';

describe('an incident that wakes', () => {
  it.each([
    [{ from: 'snooze' }, 'after its snooze', 'The snooze is over, and it still holds'],
    [{ from: 'muted' }, 'after its mute', 'It is muted no more, and it still holds'],
    [{ from: 'maintenance' }, 'after maintenance', 'The maintenance is over, and it still holds'],
    [
      { from: 'dependency', parent: 'feed\n@here' },
      'after that of feed @here',
      'The incident of feed @here is over, and this one goes on',
    ],
    [null, 'after its snooze', 'The snooze is over, and it still holds'],
  ])('says from what: %j', (detail, stage, sentence) => {
    expect(wokenWords({ detail })).toEqual({ stage, sentence });
  });
});
