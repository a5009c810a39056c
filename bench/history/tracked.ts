import { ExecutionHistoryRepository } from '../../libs/tracked-cron/src/history/execution-history.repository.js';
import { drawsFor } from './draws.js';
import { openDatabase } from './open.js';
import { QUERIES } from './queries.js';
import { SCOPE, type HistoryParameters } from './shape.js';

/** Milliseconds that each answer took, by query. */
export type QueryTimes = Readonly<Record<string, readonly number[]>>;

const PAGES_DEEP = 1_000;

/** Every query through the library's repository, one after the other. */
export async function task(parameters: HistoryParameters): Promise<QueryTimes> {
  const database = await openDatabase(parameters.url);
  const history = new ExecutionHistoryRepository(database, SCOPE);
  const draws = await drawsFor(database, parameters);
  const times: Record<string, number[]> = {};
  for (const { name, ask } of QUERIES) {
    const draw = draws();
    await history.page(ask(draw)); // the connection's catalogues
    times[name] = [];
    for (let time = 0; time < parameters.times; time += 1) {
      const query = ask(draw);
      const asked = performance.now();
      await history.page(query);
      times[name].push(performance.now() - asked);
    }
  }
  times['page 1,000 and on'] = await deepPages(history, parameters.times);
  await database.close();
  return times;
}

async function deepPages(history: ExecutionHistoryRepository, count: number): Promise<number[]> {
  const times: number[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES_DEEP + count; page += 1) {
    const asked = performance.now();
    const { next } = (await history.page({ ...(cursor !== undefined && { cursor }) })).page;
    if (page >= PAGES_DEEP) times.push(performance.now() - asked);
    cursor = next ?? undefined;
  }
  return times;
}
