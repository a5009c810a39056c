import { answerTo } from './feed-answers.js';
import { parseFixtures, parseScores, parseTeams, parseTransfers } from './feed-shape.js';
import { SEASON_MS } from './season.js';

const midSeason = new Date(100.5 * SEASON_MS + 30_000);
const asked = (path: string): unknown =>
  JSON.parse(JSON.stringify(answerTo('spec', new URL(path, 'http://feed'), midSeason)));

describe('an answer of the feed', () => {
  it('is understood for every page', () => {
    expect(parseTeams(asked('/teams'))).toHaveLength(10);
    expect(parseFixtures(asked('/fixtures'))).toHaveLength(180);
    expect(parseScores(asked('/scores')).map(({ status }) => status)).toContain('live');
    expect(parseTransfers(asked('/transfers')).length).toBeGreaterThan(0);
  });

  it('has results for the first half of the season only', () => {
    const played = parseFixtures(asked('/fixtures')).filter(({ result }) => result !== null);
    expect(Math.max(...played.map(({ matchDay }) => matchDay))).toBe(9);
  });

  it.each([
    ['null', null, 'the answer is not an object'],
    ['another list', { players: [] }, '"scores" is not a list'],
    ['a lost field', { scores: [{ fixtureId: '1', status: 'live' }] }, '"minute" is not a count'],
    ['a status nobody knows', { scores: [{ fixtureId: '1', status: 'abandoned' }] }, 'unknown status'],
  ])('is refused when it is %s', (_, body, message) => {
    expect(() => parseScores(body)).toThrow(message);
  });
});
