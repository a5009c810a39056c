import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { CronJobManager, TrackedCron, TrackedCronModule, type ICronJobManager } from 'nestjs-tracked-cron';

const run = promisify(execFile);

jest.setTimeout(60_000); // processes of their own, on a busy machine
const ROOT = process.cwd();

interface Told {
  readonly before: string[];
  readonly after: string[];
  readonly calls: number;
  readonly visitors: number;
  readonly bootMs: number;
  readonly refusals: unknown[];
}

/**
 * Timers, sockets, threads that were not there before; not files that are being read or closed at the moment, such as
 * modules. What ends by itself meanwhile (Node 24 still connects its pipes when the program begins) is nothing left behind.
 */
function leftBehind({ before, after }: Told): string[] {
  const left = after.filter((name) => !/^(FSReq|CloseReq)/.test(name));
  for (const name of before) {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}

@Injectable()
class Cleanup {
  constructor(readonly jobs: CronJobManager) {}

  @TrackedCron('0 3 * * *', { name: 'cleanup' })
  async run(): Promise<string> {
    await this.jobs.pause('cleanup');
    return 'done';
  }
}

describe("under NODE_ENV=test, with the host's own module as it is", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tracked-cron-host-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const boot = async (kind: 'addressed' | 'unaddressed' | 'in-memory'): Promise<Told> => {
    const tsx = ['--import', join(ROOT, 'node_modules/tsx/dist/loader.mjs')];
    const { stdout } = await run(process.execPath, [...tsx, join(ROOT, 'test/support/plain-host.ts'), kind], {
      cwd: folder,
      timeout: 60_000,
      env: { PATH: process.env.PATH, NODE_ENV: 'test', TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.json') },
    });
    return JSON.parse(stdout) as Told;
  };

  it.each(['addressed', 'unaddressed'] as const)(
    'an application with a database that is %s uses none, leaves nothing behind, and ends although nobody closed it',
    async (kind) => {
      const told = await boot(kind);
      expect(leftBehind(told)).toEqual([]);
      expect(told.visitors).toBe(0);
      expect(told.calls).toBe(0);
      expect(told.bootMs).toBeLessThan(1_000);
      const refusal = {
        code: 'NOT_READY',
        message: expect.stringContaining(
          "useTrackedCronInMemory(Test.createTestingModule({ … })) from 'nestjs-tracked-cron/testing'",
        ),
      };
      expect(told.refusals).toEqual([refusal, refusal, refusal, refusal]);
      expect(existsSync(join(folder, '.tracked-cron'))).toBe(false);
    },
  );

  it('an application whose jobs run in memory leaves as little behind', async () => {
    const told = await boot('in-memory');
    expect(told.calls).toBeGreaterThanOrEqual(3_600);
    expect(told.visitors).toBe(0);
    expect(leftBehind(told)).toEqual([]);
  });

  it('a wrong definition is found all the same', async () => {
    class Wrong {
      @TrackedCron('61 * * * *')
      run() {}
    }
    const module = await Test.createTestingModule({
      imports: [TrackedCronModule.forRoot()],
      providers: [Wrong],
    }).compile();
    await expect(module.init()).rejects.toThrow(/Job "Wrong.run".*'61 \* \* \* \*'/);
  });

  it('a class is tested without any module of ours, with a manager of the test where it wants one', async () => {
    const paused: string[] = [];
    const jobs: Pick<ICronJobManager, 'pause'> = { pause: async (jobName) => void paused.push(jobName) };
    const module = await Test.createTestingModule({
      providers: [Cleanup, { provide: CronJobManager, useValue: jobs }],
    }).compile();
    await module.init();
    expect(await module.get(Cleanup).run()).toBe('done');
    expect(paused).toEqual(['cleanup']);
  });
});
