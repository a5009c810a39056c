import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../support/eventually.js';
import { fault } from './support/fault.js';
import { Scene } from './support/scene.js';

const ANSWERS = 10;

fault('F9', 'an end whose answer is lost is written once, and its job is not repeated', (figures) =>
  Scene.play(async (scene) => {
    const database = await scene.database();
    const proxy = await scene.proxy(database);
    const instance = await scene.start({
      url: proxy.url,
      jobs: [
        { name: 'well', schedule: '* * * * * *', options: { overlap: 'allow' } },
        {
          name: 'again',
          schedule: '* * * * * *',
          fails: 1,
          options: { overlap: 'allow', retryPolicy: { maxAttempts: 2, initialDelay: 200 } },
        },
      ],
    });
    await eventually(async () => (await scene.witness()).length > 4);
    for (let nth = 0; nth < ANSWERS; nth++) {
      const how = nth % 2 === 0 ? 'reset' : 'torn';
      await proxy.loseAnswer(({ what }) => what === 'end', how);
      await proxy.loseAnswer(({ what }) => what === 'retry-wait', how);
    }
    await pause(2_000);
    figures({ end_answers_lost: ANSWERS, retry_answers_lost: ANSWERS });
    const { ended, live, attempts, jobs } = await scene.expectInvariants(database);

    const again = jobs.find(({ name }) => name === 'again')!;
    expect(new Set(ended.map(({ status }) => status))).toEqual(new Set(['completed']));
    // what waits for its second attempt has had its first
    const failed = [...ended, ...live].filter(({ job_id }) => job_id === again.id);
    expect(attempts).toHaveLength(failed.length);
    // what the process is told fits what stands in the record
    expect(instance.told('execution.ended').length).toBe(ended.length);
    expect(instance.told('execution.refused')).toEqual([]);
    figures({ executions: ended.length });
  }),
);
