import { eventually } from '../support/eventually.js';
import { untilDatabaseTime } from './support/database-time.js';
import { fault } from './support/fault.js';
import { Scene } from './support/scene.js';

const ROUNDS = 3;
const ROUND_MS = 3_000;

fault('F17', 'a partition that is missing is made on the spot, and claim and end are repeated', (figures) =>
  Scene.play(async (scene) => {
    const database = await scene.database();
    const options = {
      url: database.url,
      jobs: [
        // its claims write into the history: every other slot is skipped
        { name: 'skips', schedule: '* * * * * *', takesMs: 1_500 },
        { name: 'ends', schedule: '* * * * * *', options: { overlap: 'allow', misfire: 'all' } },
      ],
    } as const;
    await scene.start(options);
    await scene.start(options);
    await eventually(async () => (await scene.witness()).length > 4);

    const partitions = () =>
      database.query<Partition & Record<string, unknown>>(
        `select inhparent::regclass::text as parent, c.relname as name
         from pg_inherits join pg_class c on c.oid = inhrelid
         where inhparent::regclass::text like 'tracked_cron.cron_job_executions_%' and c.relkind = 'r' order by name`,
      );
    const wanted = await partitions();
    const withoutTable: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const before = await scene.now();
      await database.query(
        [`create schema ${keptIn(round)}`, ...wanted.map((one) => takenAway(one, round))].join(';'),
      );
      const gone = performance.now();
      await eventually(async () => (await partitions()).length === wanted.length);
      withoutTable.push(Math.round(performance.now() - gone));
      await untilDatabaseTime(scene.witnessDatabase, before + ROUND_MS);
    }
    figures({ partitions: wanted.length, longest_without_ms: Math.max(...withoutTable) });
    expect(await partitions()).toEqual(wanted);
    await Promise.all(scene.instances.map((instance) => instance.close()));
    // what was in those that were taken away has ended as well
    for (const { name } of wanted) {
      for (let round = 0; round < ROUNDS; round++) await database.query(putBack(name, round));
    }
    const { ended, jobs } = await scene.expectInvariants(database);
    const outcomes = (name: string) => {
      const id = jobs.find((job) => job.name === name)!.id;
      return new Set(ended.filter(({ job_id }) => job_id === id).map(({ status }) => status));
    };
    expect(outcomes('ends')).toEqual(new Set(['completed']));
    expect(outcomes('skips')).toContain('skipped');
    figures({ slots: ended.length });
  }),
);

interface Partition {
  readonly parent: string;
  readonly name: string;
}

/** The schema in which what was taken away is kept. */
const keptIn = (round: number) => `taken_${round}`;

function takenAway({ parent, name }: Partition, round: number): string {
  return `alter table ${parent} detach partition tracked_cron.${name};
    alter table tracked_cron.${name} set schema ${keptIn(round)}`;
}

/** Without triggers: the audit has seen these rows. */
function putBack(name: string, round: number): string {
  return `set session_replication_role = replica;
    insert into tracked_cron.cron_job_executions select * from ${keptIn(round)}.${name};
    set session_replication_role = origin`;
}
