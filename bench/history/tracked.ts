import { ExecutionHistoryRepository } from '../../libs/tracked-cron/src/history/execution-history.repository.js';
import { drawsFor } from './draws.js';
import { openDatabase, readIntoMemory } from './open.js';
import { QUERIES, type Draw } from './queries.js';
import { reportsOf } from './reports.js';
import { SCOPE, type HistoryParameters } from './shape.js';

/** Milliseconds that each answer took; queries by name. */
export interface QueryTimes {
  readonly name: string;
  /** By which bar they are judged. */
  readonly kind: string;
  readonly times: readonly number[];
}

const PAGES_DEEP = 1_000;
/** Until each of the pool's connections has come to a plan that it keeps: after five times of planning anew. */
const SETTLES_AFTER = 20;

/** Every query through the library's repositories, one after the other. */
export async function task(parameters: HistoryParameters): Promise<QueryTimes[]> {
  const database = await openDatabase(parameters.url);
  await readIntoMemory(database);
  const history = new ExecutionHistoryRepository(database, SCOPE);
  const draws = await drawsFor(database, parameters);
  const pages = QUERIES.map(({ ask, ...query }) => ({
    ...query,
    ask: (draw: Draw) => history.page(ask(draw)),
  }));
  const measured: QueryTimes[] = [];
  for (const { name, kind, ask } of [...pages, ...reportsOf(database, parameters.now)]) {
    const draw = draws();
    for (let time = 0; time < Math.min(SETTLES_AFTER, parameters.times); time += 1) await ask(draw);
    const times: number[] = [];
    for (let time = 0; time < parameters.times; time += 1) {
      const asked = performance.now();
      await ask(draw);
      times.push(performance.now() - asked);
    }
    measured.push({ name, kind, times });
  }
  measured.push({
    name: 'page 1,000 and on',
    kind: 'page',
    times: await deepPages(history, parameters.times),
  });
  await database.close();
  return measured;
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
