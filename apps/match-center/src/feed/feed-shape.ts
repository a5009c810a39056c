/** A team as the provider describes it. */
export interface FeedTeam {
  code: string;
  name: string;
  city: string;
  coach: string;
}

export interface FeedFixture {
  id: string;
  season: number;
  matchDay: number;
  home: string;
  away: string;
  kickOff: Date;
  /** `null` until the match is over */
  result: { home: number; away: number } | null;
}

export interface FeedScore {
  fixtureId: string;
  status: 'live' | 'finished';
  minute: number;
  home: number;
  away: number;
}

export interface FeedTransfer {
  id: string;
  at: Date;
  player: string;
  from: string;
  to: string;
}

export function parseTeams(body: unknown): FeedTeam[] {
  return listOf(body, 'teams', (item) => ({
    code: text(item, 'code'),
    name: text(item, 'name'),
    city: text(item, 'city'),
    coach: text(item, 'coach'),
  }));
}

export function parseFixtures(body: unknown): FeedFixture[] {
  return listOf(body, 'fixtures', (item) => ({
    id: text(item, 'id'),
    season: count(item, 'season'),
    matchDay: count(item, 'matchDay'),
    home: text(item, 'home'),
    away: text(item, 'away'),
    kickOff: date(item, 'kickOff'),
    result: item.result === null ? null : goals(record(item.result, 'result')),
  }));
}

export function parseScores(body: unknown): FeedScore[] {
  return listOf(body, 'scores', (item) => {
    const status = text(item, 'status');
    if (status !== 'live' && status !== 'finished') throw new TypeError(`unknown status "${status}"`);
    return { fixtureId: text(item, 'fixtureId'), status, minute: count(item, 'minute'), ...goals(item) };
  });
}

export function parseTransfers(body: unknown): FeedTransfer[] {
  return listOf(body, 'transfers', (item) => ({
    id: text(item, 'id'),
    at: date(item, 'at'),
    player: text(item, 'player'),
    from: text(item, 'from'),
    to: text(item, 'to'),
  }));
}

type Fields = Record<string, unknown>;

function listOf<T>(body: unknown, name: string, parse: (item: Fields) => T): T[] {
  const list = record(body, 'the answer')[name];
  if (!Array.isArray(list)) throw new TypeError(`"${name}" is not a list`);
  return list.map((item) => parse(record(item, `an item of "${name}"`)));
}

function record(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null) throw new TypeError(`${what} is not an object`);
  return value as Fields;
}

function text(item: Fields, name: string): string {
  const value = item[name];
  if (typeof value !== 'string' || value === '') throw new TypeError(`"${name}" is not a text`);
  return value;
}

function count(item: Fields, name: string): number {
  const value = item[name];
  if (!Number.isInteger(value) || (value as number) < 0) throw new TypeError(`"${name}" is not a count`);
  return value as number;
}

function date(item: Fields, name: string): Date {
  const value = new Date(text(item, name));
  if (Number.isNaN(value.getTime())) throw new TypeError(`"${name}" is not a date`);
  return value;
}

function goals(item: Fields): { home: number; away: number } {
  return { home: count(item, 'home'), away: count(item, 'away') };
}
