import type { TrackedCronError } from '../tracked-cron.error.js';
import { logOptions, moduleLogOptions, type JobLogOptions, type LogOptions } from './log-options.js';

describe('the logs option', () => {
  it('has a default for everything', () => {
    const usual = { level: 'info', maxLines: 10_000, maxBytes: 1_048_576 };
    expect(logOptions({})).toEqual(usual);
    expect(logOptions({ logs: { level: 'debug' } })).toEqual({ ...usual, level: 'debug' });
    expect(moduleLogOptions(undefined)).toEqual({ logs: usual, captureConsole: false });
    expect(moduleLogOptions({ console: true })).toEqual({ logs: usual, captureConsole: true });
  });

  it('can be switched off', () => {
    expect(logOptions({ logs: false })).toBeNull();
    expect(moduleLogOptions(false)).toEqual({ logs: false, captureConsole: false });
  });

  it.each<[unknown, RegExp]>([
    [true, /logs must be an object, or false/],
    [null, /logs must be an object, or false/],
    [{ levels: 'warn' }, /"levels" is not known: did you mean "level"/],
    [{ level: 'loud' }, /logs\.level: "loud" is not known: write 'debug' or 'info' or 'warn' or 'error'/],
    [{ maxLines: 99 }, /logs\.maxLines must be a whole number from 100 to/],
    [{ maxLines: 1.5e3 + 0.5 }, /logs\.maxLines/],
    [{ maxBytes: '1MB' }, /logs\.maxBytes must be a whole number from 65536/],
  ])('of %j is refused, with what to write instead', (logs, message) => {
    for (const check of [
      () => logOptions({ logs: logs as JobLogOptions }),
      () => moduleLogOptions(logs as LogOptions),
    ]) {
      expect(check).toThrow(message);
      expect(check).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }) as TrackedCronError);
    }
  });

  it('of a job knows no console, which is one for the whole process', () => {
    expect(() => logOptions({ logs: { console: true } as JobLogOptions })).toThrow(/"console" is not known/);
    expect(() => moduleLogOptions({ console: 'yes' as never })).toThrow(
      'logs.console must be true or false.',
    );
  });
});
