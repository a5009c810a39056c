import { nearNames } from './near-names.js';

const NAMES = ['MatchUpdates.refreshLiveScores', 'MatchUpdates.archive', 'Teams.refresh', 'cleanup'];

describe('the names of jobs near another one', () => {
  it.each<[string, string[]]>([
    ['MatchUpdate.refreshLiveScore', ['MatchUpdates.refreshLiveScores']],
    ['MatchUpdates.refresh', ['MatchUpdates.refreshLiveScores', 'MatchUpdates.archive', 'Teams.refresh']],
    ['refreshLiveScores', ['MatchUpdates.refreshLiveScores']],
    ['CLEANUP', ['cleanup']],
    ['nothing.alike', []],
    ['', []],
  ])('of "%s" are %j', (name, expected) => {
    expect(nearNames(name, NAMES)).toEqual(expected);
  });

  it('are five at most', () => {
    const names = Array.from({ length: 20 }, (_, n) => `Jobs.reindexEverything${n}`);
    expect(nearNames('Jobs.reindex', names)).toEqual(names.slice(0, 5));
  });
});
