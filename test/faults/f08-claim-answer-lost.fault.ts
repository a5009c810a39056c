import { setTimeout as pause } from 'node:timers/promises';
import type { AskedStatement } from '../support/postgres-wire.js';
import { eventually } from '../support/eventually.js';
import { fault } from './support/fault.js';
import { Scene } from './support/scene.js';

const ANSWERS = 10;
/** For so long a claim waits for its answer. */
const SILENCE_MS = 31_000;

const endsClaim =
  (decision: string) =>
  ({ what, before }: AskedStatement) =>
    what === 'commit' && before.includes(decision);

fault('F8', 'a slot runs once although the answer to the commit of its claim is lost', (figures) =>
  Scene.play(async (scene) => {
    const database = await scene.database();
    const proxy = await scene.proxy(database);
    const jobs = [
      // one is claimed in one trip, planned ahead, the other under its lock
      { name: 'quick', schedule: '* * * * * *', options: { overlap: 'allow', misfire: 'all' } },
      { name: 'careful', schedule: '* * * * * *', options: { overlap: 'queue', misfire: 'all' } },
    ] as const;
    await scene.start({ url: proxy.url, jobs });
    await eventually(async () => (await scene.witness()).length > 4);

    // alone, so that each of these claims has something to decide
    for (let nth = 0; nth < ANSWERS; nth++) {
      const how = nth % 2 === 0 ? 'reset' : 'torn';
      await proxy.loseAnswer(endsClaim('quick-claim-decide'), how);
      await proxy.loseAnswer(endsClaim('claim-decide'), how);
    }
    figures({ quick_answers_lost: ANSWERS, careful_answers_lost: ANSWERS });
    await pause(2_000);
    figures({ latest_start_ms: await latestStart(scene) });

    // a connection that nobody has closed: all that tells is that no answer comes. Another instance goes on meanwhile
    await proxy.loseAnswer(endsClaim('quick-claim-decide'), 'silence');
    await scene.start({ url: database.url, jobs });
    const started = await eventually(
      () => latestStart(scene),
      (latest) => latest > SILENCE_MS,
      2 * SILENCE_MS,
    );
    figures({ latest_start_after_silence_ms: started });
    const { ended } = await scene.expectInvariants(database);
    expect(new Set(ended.map(({ status }) => status))).toEqual(new Set(['completed']));
    figures({ slots: ended.length });
  }),
);

/** How long after its slot the latest handler was called, milliseconds. */
async function latestStart(scene: Scene): Promise<number> {
  const began = (await scene.witness()).filter(({ what }) => what === 'began');
  return Math.max(...began.map(({ at, slot }) => at.getTime() - slot!.getTime()));
}
